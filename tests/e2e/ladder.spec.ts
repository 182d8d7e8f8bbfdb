import type { BoardRow } from '../../electron/ipc/contract/board-views.ts'
import type { RungView } from '../../electron/ipc/contract/ladder-views.ts'
import { campMinutes } from '../../renderer/lib/camp-time.ts'
import { uuidV7 } from '../../renderer/lib/uuid.ts'
import { expect, test } from './fixtures/app.ts'
import type { App } from './fixtures/app.ts'
import { findings } from './fixtures/axe.ts'
import { screenOf } from './fixtures/screen.ts'

test.use({ appOptions: { env: { PTP_CLOCK: 'x12' } } })

/** A camp that begins this minute, in which all but some families are here already. @returns one player of each of those */
async function missing(app: App, families: number): Promise<readonly BoardRow[]> {
  const { now, settings } = await app.call('system.state', {})
  const { rows, camps } = await app.call('board.today', {})
  const camp = camps.find(({ runsToday }) => runsToday)
  if (camp === undefined) throw new Error('No camp runs today.')
  const beginsAt = Math.min(campMinutes(now, settings.timeZone), 23 * 60 + 40)
  await app.call('board.setCampTimes', {
    campId: camp.id,
    firstDay: null,
    lastDay: null,
    beginsAt,
    endsAt: Math.min(23 * 60 + 59, beginsAt + 360),
    grace: 0,
  })
  // Whose parents have written already are asked about first; these have not.
  const { items } = await app.call('conversations.list', { show: 'needs-reply', before: null, limit: 200 })
  const wrote = new Set(items.map(({ address }) => address.replace('+', '')))
  const open = rows.filter(
    ({ state, callOnly, textAt }) => !callOnly && textAt !== null && !['here', 'picked-up'].includes(state),
  )
  const left = [
    ...new Map(
      open
        .filter(
          ({ state, numbers }) =>
            state !== 'late' && state !== 'absent' && !numbers.some((number) => wrote.has(number)),
        )
        .map((row) => [row.familyId, row]),
    ).values(),
  ].slice(0, families)
  const others = open.filter((row) => !left.some(({ playerId }) => playerId === row.playerId))
  await app.call('board.checkIn', {
    requestId: uuidV7(),
    players: others.map(({ playerId, campId }) => ({ playerId, campId })),
    at: null,
  })
  return left
}

/** Turns the ladder on, its rungs counted from the next minute: what is due already would be asked about. */
async function turnOn(app: App, rungs: readonly RungView[]): Promise<void> {
  const [setting] = await app.call('ladders.settings', {})
  const { now, settings } = await app.call('system.state', {})
  const { camps } = await app.call('board.today', {})
  const begins = camps.find(({ id }) => id === setting?.campId)?.beginsAt ?? 0
  const past = campMinutes(now, settings.timeZone) - begins + 1
  await app.call('ladders.save', {
    requestId: uuidV7(),
    campId: setting?.campId ?? 0,
    kind: 'not-arrived',
    enabled: true,
    rungs: rungs.map((rung) => ({ ...rung, after: rung.after + past })),
    templateId: null,
  })
}

const nameOf = ({ firstName, lastName }: BoardRow): string => `${firstName} ${lastName}`
const rowOf = ({ page }: App, player: BoardRow) =>
  page
    .getByRole('grid', { name: 'Board' })
    .getByRole('row')
    .filter({ hasText: nameOf(player) })

test('the director turns a ladder on, and sets its steps', async ({ app }) => {
  const { page } = app
  await screenOf(page).go('Settings')
  await page.getByRole('tab', { name: 'Camp' }).click()
  const ladder = page.getByRole('group', { name: /: somebody did not arrive$/ })
  const isOn = ladder.getByRole('switch')
  await expect(isOn).not.toBeChecked()
  await isOn.click()
  await expect(isOn).toBeChecked()
  const first = ladder.getByRole('spinbutton', { name: /^Text the first parent/ })
  await expect(first).toHaveValue('15')
  await first.fill('26')
  await first.press('Enter')
  await expect(ladder.getByText('Each step comes later than the one before.')).toBeVisible()
  await first.fill('20')
  await first.press('Enter')
  await expect
    .poll(async () => (await app.call('ladders.settings', {}))[0]?.rungs.map(({ after }) => after))
    .toEqual([20, 25, 30, 35])
  expect(await findings(page, [])).toEqual([])
})

test('who does not arrive is asked after; a parent’s answer stops it', { tag: '@long' }, async ({ app }) => {
  const { page } = app
  const [player] = await missing(app, 1)
  if (!player) throw new Error('Everybody is here.')
  await turnOn(app, [
    { after: 2, act: 'text', guardian: 0 },
    { after: 60, act: 'alarm' },
  ])
  await screenOf(page).go('Check-in')
  await page.getByRole('searchbox', { name: 'Find player' }).fill(nameOf(player))
  await expect(rowOf(app, player)).toContainText(/Texted|Parent answered/, { timeout: 25_000 })
  const { items } = await app.call('conversations.list', { show: 'all', before: null, limit: 200 })
  const conversation = items.find(({ address }) => address === player.textAt)
  await app.call('practice.replyAsParent', { conversationId: conversation?.id ?? 0, body: 'Flat tire, there in 20' })
  await expect(rowOf(app, player)).toContainText('Parent answered')
  expect((await app.call('ladders.today', {})).map(({ state }) => state)).toEqual(['stopped'])
})

test(
  'many at once are asked about first, whoever has come is checked in there, and the rest are texted',
  { tag: '@long' },
  async ({ app }) => {
    const { page } = app
    const players = await missing(app, 7)
    expect(players).toHaveLength(7)
    await turnOn(app, [
      { after: 1, act: 'text', guardian: 0 },
      { after: 90, act: 'alarm' },
    ])
    await expect(screenOf(page).alerts).toContainText('Text 7 families? The ladder asks first', { timeout: 25_000 })
    await page.getByRole('button', { name: 'Look', exact: true }).click()
    const dialog = page.getByRole('dialog', { name: 'Who is looked for' })
    await expect(dialog).toContainText('More than five families at once. Is the board up to date?')
    expect(await findings(page, [])).toEqual([])
    const [first] = players
    if (!first) throw new Error('Everybody is here.')
    await dialog.getByRole('button', { name: `${nameOf(first)} is here: check in` }).click()
    await dialog.getByRole('button', { name: 'Send to 6 families' }).click()
    await expect(dialog.getByRole('heading', { name: 'Nobody is looked for' })).toBeVisible()
    await dialog.getByRole('button', { name: 'Close', exact: true }).last().click()
    const cases = await app.call('ladders.today', {})
    expect(cases.filter(({ steps }) => steps.some(({ outcome }) => outcome === 'sent'))).toHaveLength(6)
    expect(cases.find(({ playerId }) => playerId === first.playerId)).toMatchObject({ state: 'stopped', why: 'here' })
  },
)

test(
  'without an answer the parents are called, then the director is told, and a person ends it',
  { tag: '@long' },
  async ({ app }) => {
    const { page } = app
    const [player] = await missing(app, 1)
    if (!player) throw new Error('Everybody is here.')
    await turnOn(app, [
      { after: 1, act: 'call' },
      { after: 4, act: 'alarm' },
    ])
    await expect(screenOf(page).alerts).toContainText('Call the parents of 1 player', { timeout: 25_000 })
    await page.getByRole('button', { name: 'Look', exact: true }).click()
    const dialog = page.getByRole('dialog', { name: 'Who is looked for' })
    await expect(dialog).toContainText(nameOf(player))
    await dialog.getByRole('button', { name: `Called about ${nameOf(player)}` }).click()
    await expect(dialog.getByRole('heading', { name: 'For the director' })).toBeVisible({ timeout: 40_000 })
    expect(await findings(page, [])).toEqual([])
    await dialog
      .getByRole('button', { name: `We have it: nothing more goes out about ${nameOf(player)} today` })
      .click()
    await expect(dialog.getByRole('heading', { name: 'Nobody is looked for' })).toBeVisible()
    const { rows } = await app.call('board.today', {})
    expect(rows.find(({ playerId }) => playerId === player.playerId)?.state).toBe('missing')
  },
)
