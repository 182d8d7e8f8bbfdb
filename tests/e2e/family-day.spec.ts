import type { BoardRow } from '../../electron/ipc/contract/board-views.ts'
import { uuidV7 } from '../../renderer/lib/uuid.ts'
import { expect, test } from './fixtures/app.ts'
import type { App } from './fixtures/app.ts'
import { findings } from './fixtures/axe.ts'
import { screenOf } from './fixtures/screen.ts'

const themes = ['light', 'dark', 'sunlight'] as const

/** No serious finding in any of the three themes. */
async function scan(app: App, place: string): Promise<void> {
  for (const theme of themes) {
    await app.call('settings.update', { theme })
    await app.page.locator(`html[data-theme="${theme}"]`).waitFor({ state: 'attached' })
    expect.soft(await findings(app.page), `${place}, ${theme}`).toEqual([])
  }
}

interface Siblings {
  readonly first: BoardRow
  readonly second: BoardRow
  readonly conversationId: number
  readonly name: string
}

/** Two of one family who are expected today, and the conversation with a number of theirs. */
async function twoExpected(app: App): Promise<Siblings> {
  const { rows } = await app.call('board.today', {})
  for (const first of rows) {
    const second = rows.find((row) => row.familyId === first.familyId && row.playerId > first.playerId)
    if (first.state !== 'expected' || second?.state !== 'expected' || first.textAt === null) continue
    const { id, name, players } = await app.call('conversations.open', { address: first.textAt })
    if (players.length === 2) return { first, second, conversationId: id, name: name ?? '' }
  }
  throw new Error('Practice has no two siblings who are expected.')
}

const stateOf = async (app: App, { playerId }: BoardRow): Promise<string | undefined> =>
  (await app.call('board.today', {})).rows.find((row) => row.playerId === playerId)?.state

test('a parent’s text is proposed, accepted by one key and taken back', async ({ app }) => {
  test.slow()
  const { page } = app
  const screen = screenOf(page)
  const family = await twoExpected(app)
  const { first, second, conversationId, name } = family
  const says = (body: string) => app.call('practice.replyAsParent', { conversationId, body })
  const strip = page.getByRole('region', { name: 'What this text proposes' })
  const panel = page.getByRole('complementary', { name: 'Family' })
  const player = (row: BoardRow) =>
    panel.getByRole('listitem', { name: `${row.firstName} ${row.lastName}`.trim(), exact: true })

  await test.step('above the composer, for both siblings', async () => {
    await says('Sorry, running 20 late')
    await screen.row(name).click()
    await expect(strip).toContainText(`${first.firstName} and ${second.firstName} late, `)
    await expect(player(first)).toContainText('Expected')
    await scan(app, 'a thread with a proposal')
    expect(await stateOf(app, first)).toBe('expected')
    await screen.composer.focus()
    await page.keyboard.press('Control+Enter')
    await expect(strip.getByRole('status')).toContainText(`Put down: ${first.firstName} and ${second.firstName} late, `)
    await expect(screen.composer).toBeFocused()
    await scan(app, 'what was put down')
    await strip.getByRole('button', { name: 'Hide' }).click()
    await expect(strip).toBeHidden()
    await expect(player(first)).toContainText('Late')
    await expect(player(second)).toContainText('Late')
    // The marks in the list follow.
    await expect(screen.row(name).getByText('Late', { exact: true })).toHaveCount(2)
  })

  await test.step('taken back, and put down by hand, beside the texts', async () => {
    await player(first).getByRole('button', { name: 'Undo' }).click()
    await expect(player(first)).toContainText('Expected')
    await expect(player(second)).toContainText('Late')
    await player(first).getByRole('button', { name: 'Check in' }).click()
    await expect(player(first)).toContainText('Here')
    await player(first).getByRole('button', { name: 'Undo' }).click()
    await expect(player(first)).toContainText('Expected')
  })

  await test.step('a later text takes its place, another one is dismissed', async () => {
    await says(`${first.firstName} will be 10 minutes late`)
    await expect(strip).toContainText(`${first.firstName} late, `)
    await says(`${first.firstName} is sick today`)
    await expect(strip).toContainText(`${first.firstName} absent today`)
    await strip.getByRole('button', { name: 'Dismiss' }).click()
    await expect(strip).toBeHidden()
    expect(await stateOf(app, first)).toBe('expected')
  })

  await test.step('on the row of the board, with the conversation beside it', async () => {
    await says(`${first.firstName} running 25 minutes late`)
    await expect(strip).toBeVisible()
    await screen.go('Check-in')
    const find = page.getByRole('searchbox', { name: 'Find player' })
    await find.fill(`${first.firstName} ${first.lastName}`)
    const row = page.getByRole('grid', { name: 'Board' }).getByRole('row').filter({ hasText: first.lastName })
    await expect(row.first().getByRole('button', { name: /^Accept for .+: Late .+\?$/ })).toBeVisible()
    await row.first().getByRole('button', { name: 'Text family' }).click()
    const beside = page.getByRole('complementary', { name: 'Conversation' })
    await expect(beside.getByRole('article').last()).toContainText('running 25 minutes late')
    await scan(app, 'the board with a conversation beside it')
    await expect(screen.composer).toBeFocused()
    await page.keyboard.press('Control+Enter')
    await expect.poll(() => stateOf(app, first)).toBe('late')
    await page.keyboard.press('Escape')
    await expect(beside).toBeHidden()
    await expect(find).toBeFocused()
  })
})

test('somebody else picks up: a code read back, and two with their own PINs', { tag: '@long' }, async ({ app }) => {
  test.slow()
  const { page } = app
  const screen = screenOf(page)
  const { key } = await app.call('staff.openEditing', { by: null })
  const team = { key, role: 'director' } as const
  await app.call('staff.add', { ...team, requestId: uuidV7(), name: 'Dana Fox', initials: 'DF', pin: '4711' })
  await app.call('staff.add', { ...team, requestId: uuidV7(), name: 'Sam Ito', initials: 'SI', pin: '8020' })
  const { first, conversationId, name } = await twoExpected(app)
  await app.call('practice.replyAsParent', {
    conversationId,
    body: `Grandma Ruth will pick up ${first.firstName} today`,
  })
  await screen.row(name).click()
  const strip = page.getByRole('region', { name: 'What this text proposes' })
  await expect(strip).toContainText(`Grandma Ruth picks up ${first.firstName} today`)
  await strip.getByRole('button', { name: 'Confirm the change…' }).click()
  const dialog = page.getByRole('dialog', { name: 'Somebody else picks up' })
  await expect(dialog.getByRole('textbox', { name: 'Who picks up' })).toHaveValue('Grandma Ruth')
  await scan(app, 'a pick-up change')
  await dialog.getByRole('button', { name: 'Send the code' }).click()
  const box = dialog.getByRole('textbox', { name: 'Code, as the parent reads it back' })
  await expect(box).toBeVisible()

  const { items } = await app.call('messages.page', { conversationId, at: { where: 'newest' }, limit: 20 })
  const code = /\d{6}/.exec(items.filter(({ direction }) => direction === 'out').at(-1)?.body ?? '')?.[0] ?? ''
  await box.fill(code === '000000' ? '111111' : '000000')
  await box.press('Enter')
  await expect(dialog.getByText('This is not the code.')).toBeVisible()
  await box.fill(code)
  await box.press('Enter')

  const pin = dialog.getByLabel('PIN', { exact: true })
  await dialog.getByRole('combobox', { name: 'Who confirms' }).selectOption('Dana Fox')
  await pin.fill('9999')
  await pin.press('Enter')
  await expect(dialog.getByText('That is not the PIN.')).toBeVisible()
  await pin.fill('4711')
  await pin.press('Enter')
  await expect(dialog.getByText('Dana Fox has confirmed. One more has to.')).toBeVisible()
  await expect(dialog.getByRole('combobox', { name: 'Who confirms' }).getByRole('option')).toHaveText(['Sam Ito'])
  await pin.fill('8020')
  await pin.press('Enter')
  await expect(dialog.getByText('Confirmed by Dana Fox and Sam Ito')).toBeVisible()
  await scan(app, 'a confirmed pick-up change')
  await dialog.getByRole('button', { name: 'Close', exact: true }).last().click()

  await screen.go('Check-in')
  await page.getByRole('searchbox', { name: 'Find player' }).fill(`${first.firstName} ${first.lastName}`)
  await expect(page.getByRole('grid', { name: 'Board' }).getByText('Grandma Ruth picks up')).toBeVisible()
})

test('today’s list goes to paper, and its ticks come back as one act', async ({ app }) => {
  const { page } = app
  const screen = screenOf(page)
  const { rows } = await app.call('board.today', {})
  await page.evaluate(() => {
    // What the printer would be given.
    window.print = () => {
      document.documentElement.dataset['printed'] = document.querySelector('[data-print]')?.textContent ?? ''
      window.dispatchEvent(new Event('afterprint'))
    }
  })
  await screen.go('Check-in')
  await page.getByRole('searchbox', { name: 'Find player' }).waitFor()
  await page.keyboard.press('Control+P')
  const printed = page.locator('html[data-printed]')
  await printed.waitFor({ state: 'attached' })
  const paper = (await printed.getAttribute('data-printed')) ?? ''
  for (const { firstName, lastName } of rows) expect(paper).toContain(`${lastName}, ${firstName}`)
  expect(paper).toContain('Printed ')
  expect(paper).toMatch(/\(\d{3}\) 555-\d{4}/)
  await expect(page.locator('[data-print]')).toHaveCount(0)

  await page.getByRole('button', { name: 'Enter ticks from paper' }).click()
  const dialog = page.getByRole('dialog', { name: 'Ticks from paper' })
  const boxes = dialog.getByRole('checkbox')
  await boxes.nth(1).check()
  await boxes.nth(2).check()
  await boxes.nth(3).check()
  await scan(app, 'ticks from paper')
  const before = rows.filter(({ state }) => state === 'here').length
  const here = async () => (await app.call('board.today', {})).rows.filter(({ state }) => state === 'here').length
  await dialog.getByRole('button', { name: 'Put down 3 ticks' }).click()
  await expect(dialog.getByRole('status')).toContainText('3 ticks put down')
  expect(await here()).toBe(before + 3)
  await dialog.getByRole('button', { name: 'Undo' }).click()
  await expect(dialog.getByRole('status')).toContainText('Taken back.')
  expect(await here()).toBe(before)
})
