import { expect } from '@playwright/test'
import type { BoardRow } from '../../electron/ipc/contract/board-views.ts'
import { realClock } from '../../electron/hub/clock.ts'
import { sampleRoster } from '../../electron/hub/practice/sample-roster.ts'
import { campMinutes } from '../../renderer/lib/camp-time.ts'
import { uuidV7 } from '../../renderer/lib/uuid.ts'
import type { App } from './fixtures/app.ts'
import { test } from './fixtures/live-account.ts'
import { screenOf } from './fixtures/screen.ts'

const rate = 6
test.use({
  clock: realClock(rate),
  appOptions: ({ appOptions }, use) => use({ ...appOptions, env: { ...appOptions.env, PTP_CLOCK: `x${rate}` } }),
})

const nameOf = ({ firstName, lastName }: BoardRow): string => `${firstName} ${lastName}`
const keyOf = ({ playerId, campId }: BoardRow) => ({ playerId, campId })
const rowsOf = async (app: App): Promise<readonly BoardRow[]> => (await app.call('board.today', {})).rows

test('a camp’s day: three hundred players from the registration’s file to the thank-you @long', async ({
  app,
  account,
}) => {
  test.setTimeout(600_000)
  const { twilio } = account
  await account.reach(app)
  await app.call('settings.update', { campName: 'PTP Camps', staffName: 'Dana' })

  await test.step('import', async () => {
    const { page } = app
    await screenOf(page).go('People')
    await page.getByRole('button', { name: 'Import', exact: true }).click()
    const csv = sampleRoster(3, new Date().getFullYear(), 'Summer Week')
    await page
      .getByLabel('Roster file')
      .setInputFiles({ name: 'week.csv', mimeType: 'text/csv', buffer: Buffer.from(csv, 'utf8') })
    await page.getByRole('button', { name: 'Import 300 players' }).click()
    await expect(page.getByText('300 players added.')).toBeVisible()
  })

  const { camps } = await app.call('board.today', {})
  const camp = camps[0]
  if (!camp) throw new Error('The roster made no camp.')
  const { now, settings } = await app.call('system.state', {})
  const beginsAt = campMinutes(now, settings.timeZone)
  await app.call('board.setCampTimes', {
    campId: camp.id,
    firstDay: null,
    lastDay: null,
    beginsAt,
    endsAt: beginsAt + 300,
    grace: 5,
  })

  const queue = await test.step('sixty in a row at the table, by keyboard alone', async () => {
    const { page } = app
    await screenOf(page).go('Check-in')
    await expect(page.getByRole('searchbox', { name: 'Find player' })).toBeFocused()
    const rows = await rowsOf(app)
    const families = new Set<number>()
    const wanted = rows.filter((row) => {
      const isOnly = rows.filter((other) => nameOf(other) === nameOf(row)).length === 1
      if (!isOnly || families.has(row.familyId)) return false
      families.add(row.familyId)
      return true
    })
    const sixty = wanted.slice(0, 60)
    for (const player of sixty) {
      await page.keyboard.type(nameOf(player))
      await page.keyboard.press('Enter')
    }
    await expect(page.getByRole('radio', { name: 'Here, 60', exact: true })).toBeVisible()
    return sixty
  })

  const absentees = await test.step('the others come, but for three', async () => {
    const rows = await rowsOf(app)
    const here = new Set(queue.map(({ playerId }) => playerId))
    const reachable = rows.filter(
      ({ playerId, textAt, callOnly }) => !here.has(playerId) && textAt !== null && !callOnly,
    )
    const numbers = new Set<string>()
    const missing = reachable
      .filter(({ textAt, familyId }) => {
        // Each of a family of one player, at a number of its own.
        const isOnly = rows.filter((other) => other.familyId === familyId).length === 1
        if (!isOnly || textAt === null || numbers.has(textAt)) return false
        numbers.add(textAt)
        return true
      })
      .slice(0, 3)
    const gone = new Set(missing.map(({ playerId }) => playerId))
    const others = rows.filter(({ playerId, state }) => state === 'expected' && !gone.has(playerId))
    for (let from = 0; from < others.length; from += 50) {
      await app.call('board.checkIn', {
        requestId: uuidV7(),
        players: others.slice(from, from + 50).map(keyOf),
        at: null,
      })
    }
    return missing
  })
  expect(absentees).toHaveLength(3)

  await test.step('the ladder finds those who are missing, and asks their parents', async () => {
    const { now: at } = await app.call('system.state', {})
    const past = Math.max(5, campMinutes(at, settings.timeZone) - beginsAt + 3)
    await app.call('ladders.save', {
      requestId: uuidV7(),
      campId: camp.id,
      kind: 'not-arrived',
      enabled: true,
      rungs: [
        { after: past, act: 'text', guardian: 0 },
        { after: past + 60, act: 'alarm' },
      ],
      templateId: null,
    })
    const asked = () => new Set(twilio.accepted().map(({ to }) => to))
    await expect.poll(() => absentees.every(({ textAt }) => asked().has(textAt ?? '')), { timeout: 150_000 }).toBe(true)
    expect(twilio.accepted()).toHaveLength(3)
  })

  await test.step('a parent answers late; one key puts it on the board', async () => {
    const { page } = app
    const [late] = absentees
    if (!late) throw new Error('Nobody is missing.')
    twilio.textFrom(late.textAt ?? '', 'So sorry, running 20 min late')
    await page.getByRole('searchbox', { name: 'Find player' }).fill(nameOf(late))
    const row = page
      .getByRole('grid', { name: 'Board' })
      .getByRole('row')
      .filter({ hasText: nameOf(late) })
    await row.getByRole('button', { name: /Late/ }).filter({ hasText: /\d/ }).click()
    await expect
      .poll(async () => (await rowsOf(app)).find(({ playerId }) => playerId === late.playerId)?.state)
      .toBe('late')
    await page.keyboard.press('Escape')
  })

  const before = twilio.accepted().length
  const texts = await test.step('weather: everyone here, from any screen, in two presses', async () => {
    const { page } = app
    await app.call('settings.update', { segmentsPerSecond: 4 })
    await page.keyboard.press('Control+Shift+B')
    const send = page.getByRole('button', { name: /^Send to \d+ famil(y|ies)$/ })
    await expect(send).toBeEnabled()
    const name = await send.textContent()
    const count = Number(/\d+/.exec(name ?? '')?.[0] ?? 0)
    expect(count).toBeGreaterThan(150)
    await send.click()
    const sure = page.getByRole('dialog', { name: `Send to ${count} families?` })
    // One text for each number: some families have two.
    const numbers = Number(/(\d+) texts/.exec((await sure.textContent()) ?? '')?.[1] ?? 0)
    expect(numbers).toBeGreaterThan(count)
    await sure.getByRole('button', { name: `Send to ${count} families` }).click()
    return numbers
  })

  await test.step('the laptop dies half-way; it goes on by itself, and each family gets it once', async () => {
    await expect.poll(() => twilio.accepted().length - before, { timeout: 60_000 }).toBeGreaterThan(texts / 4)
    await app.crash()
    expect(twilio.accepted().length - before).toBeLessThan(texts)
    await account.reach(app)
    await expect.poll(() => twilio.accepted().length - before, { timeout: 120_000 }).toBe(texts)
    const told = twilio
      .accepted()
      .slice(before)
      .map(({ to }) => to)
    expect(new Set(told).size).toBe(texts)
    await screenOf(app.page).go('Broadcasts')
    await expect(app.page.getByRole('article', { name: 'Weather delay' })).toContainText('Done', { timeout: 60_000 })
  })

  await test.step('the day after, each family is thanked', async () => {
    const automations = await app.call('automations.list', {})
    const followUp = automations.find(({ kind }) => kind === 'follow-up')
    if (!followUp) throw new Error('There is no follow-up.')
    const { rows } = await app.call('board.today', {})
    const here = rows.filter(({ state }) => state === 'here')
    for (let from = 0; from < here.length; from += 50) {
      await app.call('board.pickUp', {
        requestId: uuidV7(),
        players: here.slice(from, from + 50).map(keyOf),
        by: null,
        at: null,
      })
    }
    await app.call('automations.update', {
      id: followUp.id,
      settings: { kind: 'follow-up', hours: 20, which: 'each-day' },
    })
    await app.call('automations.switch', { id: followUp.id, enabled: true })
    const thanked = twilio.accepted().length
    // A day passes in a minute and a half.
    await app.restart({ PTP_CLOCK: 'x1000' })
    await account.reach(app)
    await expect.poll(() => twilio.accepted().length - thanked, { timeout: 200_000 }).toBeGreaterThan(150)
    const thanks = twilio.accepted().slice(thanked)
    expect(new Set(thanks.map(({ to }) => to)).size).toBe(thanks.length)
  })
})
