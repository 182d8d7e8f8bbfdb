import type { Page } from '@playwright/test'
import { expect, test as practiceTest } from './fixtures/app.ts'
import type { App } from './fixtures/app.ts'
import { findings } from './fixtures/axe.ts'
import { test } from './fixtures/live-account.ts'
import { screenOf } from './fixtures/screen.ts'

const families = 40
const numberOf = (index: number): string => `+1312555${String(3_000 + index)}`

/** A roster of so many families with two players each; one of them has no number, one shares another's. */
function rosterCsv(): string {
  const lines = ['Player First Name,Player Last Name,Camp,Group,Parent 1 First Name,Parent 1 Last Name,Parent 1 Phone']
  for (let index = 0; index < families; index++) {
    for (const player of ['Maya', 'Leo'])
      lines.push(
        `${player}${index},Test${index},Summer Week 1,U${8 + (index % 3) * 2},Ana${index},Test${index},${numberOf(index)}`,
      )
  }
  lines.push('Zoe,Quiet,Summer Week 1,U8,Nora,Quiet,')
  return lines.join('\n')
}

async function importRoster(app: App): Promise<void> {
  const data = Buffer.from(rosterCsv())
  const { uploadId } = await app.call('roster.begin', { fileName: 'camp.csv', bytes: data.length })
  await app.call('roster.part', { uploadId, offset: 0, data: data.toString('base64') })
  const preview = await app.call('roster.preview', { uploadId, columns: null })
  await app.call('roster.import', { uploadId, columns: preview.columns.map(({ holds }) => holds) })
  await expect
    .poll(async () => (await app.call('board.today', {})).rows.length, { message: 'players on the board' })
    .toBe(families * 2 + 1)
}

async function checkEverybodyIn(app: App): Promise<void> {
  const { rows } = await app.call('board.today', {})
  const players = rows.map(({ playerId, campId }) => ({ playerId, campId }))
  await app.call('board.checkIn', { requestId: requestId(), players, at: null })
}

let requests = 0
function requestId(): string {
  requests += 1
  return `019f0000-0000-7000-8000-${String(requests).padStart(12, '0')}`
}

const parts = (page: Page) => ({
  list: page.getByRole('list', { name: 'Broadcasts' }),
  one: (name: string) => page.getByRole('article', { name }),
  audience: page.getByRole('combobox', { name: 'Audience' }),
  template: page.getByRole('combobox', { name: 'Template' }),
  message: page.getByRole('textbox', { name: 'Message', exact: true }),
  preview: page.getByRole('list', { name: 'Preview' }),
  leftOut: page.getByRole('list', { name: 'Left out' }),
  send: page.getByRole('button', { name: /^Send to \d+ famil(y|ies)$/ }),
  progress: page.getByRole('progressbar', { name: 'Broadcast progress' }),
  button: (name: string) => page.getByRole('button', { name, exact: true }),
})

test.describe('a broadcast to everyone here', () => {
  test('in two presses from any screen, killed half-way, and each family gets it once', async ({ app, account }) => {
    test.slow()
    await account.reach(app)
    await app.call('settings.update', { segmentsPerSecond: 2, campName: 'Riverside Camp' })
    await importRoster(app)
    await checkEverybodyIn(app)
    const { page } = app
    await screenOf(page).go('Settings')

    await test.step('the weather’s words are there, and who gets them', async () => {
      await page.keyboard.press('Control+Shift+B')
      const { audience, template, message, preview, leftOut, send } = parts(page)
      await expect(message).toBeFocused()
      await expect(message).toHaveValue(/weather delay/i)
      await expect(audience.locator('option:checked')).toHaveText(/^Everyone here · 81 players$/)
      await expect(template.locator('option:checked')).toHaveText('Weather delay')
      await expect(preview.getByRole('listitem').first()).toContainText('Riverside Camp: weather delay')
      await expect(leftOut).toContainText('Nora Quiet')
      await expect(leftOut).toContainText('No phone number is on file.')
      await expect(send).toHaveAccessibleName(`Send to ${families} families`)
      expect(await findings(page)).toEqual([])
    })

    await test.step('many families are asked about once more', async () => {
      const { send } = parts(page)
      await send.click()
      const sure = page.getByRole('dialog', { name: `Send to ${families} families?` })
      await expect(sure).toContainText(`${families} texts`)
      expect(await findings(page)).toEqual([])
      await sure.getByRole('button', { name: `Send to ${families} families` }).click()
      await expect(parts(page).one('Weather delay')).toContainText('Going out')
    })

    await test.step('the laptop dies half-way', async () => {
      await expect.poll(() => account.twilio.accepted().length, { timeout: 60_000 }).toBeGreaterThan(families / 3)
      await app.crash()
      await account.reach(app)
      expect(account.twilio.accepted().length).toBeLessThan(families)
    })

    await test.step('it goes on by itself, and each family got it exactly once', async () => {
      await screenOf(app.page).go('Broadcasts')
      const broadcast = parts(app.page).one('Weather delay')
      await expect(broadcast).toContainText('Done', { timeout: 120_000 })
      const to = account.twilio.accepted().map((message) => message.to)
      expect([...to].sort()).toEqual(Array.from({ length: families }, (_, index) => numberOf(index)))
      await expect(broadcast).toContainText(`${families} of ${families} went out`)
      expect(await findings(app.page)).toEqual([])
    })

    await test.step('what is answered counts, and the silent ones are one press from a second text', async () => {
      account.twilio.textFrom(numberOf(1), 'Yes thanks')
      account.twilio.textFrom(numberOf(2), 'Where do we park?')
      const broadcast = parts(app.page).one('Weather delay')
      await expect(broadcast).toContainText(`1 yes · 0 no · 1 question or other · ${families - 2} silent`)
      await app.page.getByRole('button', { name: 'Report on Weather delay' }).click()
      const table = app.page.getByRole('table', { name: 'Everyone who gets it' })
      await expect(table.getByRole('row').filter({ hasText: 'Ana2 Test2' })).toContainText('Where do we park?')
      await expect(table.getByRole('row')).toHaveCount(families + 1)
      expect(await findings(app.page)).toEqual([])
      await app.page.getByRole('button', { name: 'Text those who did not answer…' }).click()
      await parts(app.page).message.fill('Are you on your way?')
      await expect(parts(app.page).send).toHaveAccessibleName(`Send to ${families - 2} families`)
    })

    await test.step('in the thread it carries its tag', async () => {
      await screenOf(app.page).go('Inbox')
      await screenOf(app.page).row('Ana2 Test2').click()
      await expect(screenOf(app.page).messages.filter({ hasText: 'weather delay' })).toContainText('Broadcast')
    })
  })

  test('pauses, goes on, and its rest is canceled', async ({ app, account }) => {
    await account.reach(app)
    await app.call('settings.update', { segmentsPerSecond: 2 })
    await importRoster(app)
    const { page } = app
    const { audience, message, send, one, button, progress } = parts(page)
    await screenOf(page).go('Broadcasts')
    await button('New broadcast').click()
    await audience.selectOption({ label: `Everyone on today’s list · ${families * 2 + 1} players` })
    await message.fill('Hi {{guardian.first}}, {{first}} plays')
    await expect(page.getByRole('alert').getByText('There is no {{first}}.')).toBeVisible()
    await expect(send).toBeDisabled()
    await message.fill('Hi {{guardian.first}}, {{player.first}} can bring a ball today.')
    await send.click()
    await page
      .getByRole('dialog')
      .getByRole('button', { name: `Send to ${families} families` })
      .click()
    const name = 'Hi …, … can bring a ball today.'
    await expect(one(name)).toContainText('Going out')
    await expect.poll(() => account.twilio.accepted().length).toBeGreaterThan(5)

    await button('Pause').click()
    await expect(one(name)).toContainText('Paused')
    const paused = account.twilio.accepted().length
    // What a person writes goes out meanwhile, and nothing of the broadcast does.
    await app.call('messages.send', {
      id: requestId(),
      conversationId: (await app.call('conversations.open', { address: numberOf(39) })).id,
      channel: 'sms',
      body: 'Leo left his ball here.',
      replaces: null,
      noUseAfter: null,
    })
    await expect.poll(() => account.twilio.accepted().some(({ body }) => body.includes('left his ball'))).toBe(true)
    expect(account.twilio.accepted().length).toBeLessThanOrEqual(paused + 2)

    await button('Resume').click()
    await expect.poll(() => account.twilio.accepted().length).toBeGreaterThan(paused + 4)
    await button('Cancel the rest').click()
    await page
      .getByRole('group', { name: /^Cancel the \d+ that have not left/ })
      .getByRole('button', { name: 'Cancel the rest' })
      .click()
    await expect(one(name)).toContainText('Rest canceled')
    await expect(progress).toHaveAttribute('aria-valuenow', String(families))
    const left = account.twilio.accepted().length
    expect(left).toBeLessThan(families)

    await screenOf(page).go('Settings')
    await screenOf(page).go('Broadcasts')
    await expect(one(name)).toContainText('Rest canceled')
    expect(account.twilio.accepted().length).toBe(left)
  })
})

/** A minute of the hub's clock passes in a second; texts are slow, so that some are left. */
const hurried = test.extend({
  appOptions: ({ appOptions }, use) => use({ ...appOptions, env: { ...appOptions.env, PTP_CLOCK: 'x60' } }),
})

test.describe('a long outage', () => {
  hurried('leaves one question for the whole broadcast, on any screen', { tag: '@long' }, async ({ app, account }) => {
    test.slow()
    await account.reach(app)
    await app.call('settings.update', { segmentsPerSecond: 0.05 })
    await importRoster(app)
    const { page } = app
    const screen = screenOf(page)
    await screen.go('Broadcasts')
    const { audience, message, send, button } = parts(page)
    await button('New broadcast').click()
    await audience.selectOption({ label: `Everyone on today’s list · ${families * 2 + 1} players` })
    await message.fill('Bring a ball tomorrow.')
    await send.click()
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /^Send to/ })
      .click()
    await expect.poll(() => account.twilio.accepted().length).toBeGreaterThan(6)

    account.twilio.setNetwork('refused')
    await expect(screen.alerts).toContainText('Waiting for internet')
    await expect(parts(page).one('Bring a ball tomorrow.')).toContainText('Waiting for internet')
    const since = (await app.call('system.state', {})).now
    await expect
      .poll(async () => (await app.call('system.state', {})).now - since, { timeout: 60_000 })
      .toBeGreaterThan(17 * 60_000)
    const left = account.twilio.accepted().length
    await screen.go('Inbox')
    account.twilio.setNetwork('up')
    await expect(screen.alerts).toContainText(/Bring a ball tomorrow\.: \d+ of 40 went out/, { timeout: 30_000 })
    await expect(screen.alerts).toContainText('It waited over 15 minutes. Does the rest still matter?')
    expect(account.twilio.accepted().length).toBe(left)
    expect(await app.call('held.list', {})).toMatchObject({ count: 0 })
    expect(await findings(page)).toEqual([])

    await app.call('settings.update', { segmentsPerSecond: 5 })
    await screen.alerts.getByRole('button', { name: 'Resume' }).click()
    await expect.poll(() => account.twilio.accepted().length, { timeout: 60_000 }).toBe(families)
    const to = account.twilio.accepted().map((one) => one.to)
    expect(new Set(to).size).toBe(families)
  })
})

practiceTest('practice plays it: its parents answer, and the list shows how far it has come', async ({ app }) => {
  const { page } = app
  const { audience, template, send, one, button } = parts(page)
  await screenOf(page).go('Broadcasts')
  await button('New broadcast').click()
  await audience.selectOption({
    label: await audience.locator('option', { hasText: 'Everyone on the roster' }).innerText(),
  })
  await template.selectOption({ label: 'Weather delay' })
  await expect(parts(page).leftOut).toContainText('Court order')
  await send.click()
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /^Send to/ })
    .click()
  await expect(one('Weather delay')).toContainText(/\d+ of \d+ went out/)
  expect(await findings(page)).toEqual([])
  await button('Report on Weather delay').press('Enter')
  await expect(button('Back to the list')).toBeFocused()
  await page.getByRole('tab', { name: 'Templates' }).click()
  await expect(page.getByRole('region', { name: 'Templates' })).toBeVisible()
})

practiceTest('a planned one is changed, and canceled, from Scheduled', async ({ app }) => {
  const { page } = app
  const { audience, template, message, button } = parts(page)
  const send = page.getByRole('button', { name: /^Send to \d+ families at that time$/ })
  await screenOf(page).go('Broadcasts')
  await button('New broadcast').click()
  await audience.selectOption({
    label: await audience.locator('option', { hasText: 'Everyone on the roster' }).innerText(),
  })
  await template.selectOption({ label: 'Parking' })
  await page.getByRole('radio', { name: 'At a time' }).check()
  const tomorrow = new Intl.DateTimeFormat('en-CA', {
    timeZone: (await app.call('system.state', {})).settings.timeZone,
  }).format(Date.now() + 36 * 3_600_000)
  await page.getByLabel('Date').fill(tomorrow)
  await page.getByLabel('Time of day').fill('08:05')
  await send.click()
  const sure = page.getByRole('dialog').getByRole('button', { name: /^Send to/ })
  await sure.click()
  await expect(parts(page).one('Parking')).toContainText('Planned')

  await screenOf(page).go('Scheduled')
  const row = page.getByRole('table', { name: 'Scheduled' }).getByRole('row', { name: 'Parking' })
  await expect(row).toContainText('8:05')
  await row.getByRole('button', { name: 'Edit' }).click()
  await expect(page.getByRole('heading', { name: 'Planned broadcast' })).toBeVisible()
  await expect(page.getByLabel('Date')).toHaveValue(tomorrow)
  await message.fill('The north lot is open again for {{player.first}}.')
  await page.getByLabel('Time of day').fill('09:10')
  await send.click()
  await sure.click()
  await expect(parts(page).list.getByRole('article')).toHaveCount(1)
  await expect(parts(page).one('Parking')).toContainText('north lot')

  await screenOf(page).go('Scheduled')
  await expect(row).toHaveCount(1)
  await expect(row).toContainText('9:10')
  expect(await findings(page)).toEqual([])
  await row.getByRole('button', { name: 'Cancel' }).click()
  await row.getByRole('button', { name: 'Cancel the broadcast' }).click()
  await expect(row).toHaveCount(0)
})
