import type { Locator, Page } from '@playwright/test'
import type { BoardRow, BoardState } from '../../electron/ipc/contract/board-views.ts'
import { uuidV7 } from '../../renderer/lib/uuid.ts'
import { expect, test } from './fixtures/app.ts'
import type { App } from './fixtures/app.ts'
import { findings } from './fixtures/axe.ts'
import { screenOf } from './fixtures/screen.ts'

const nameOf = (row: Pick<BoardRow, 'firstName' | 'lastName'>): string => `${row.firstName} ${row.lastName}`

function tableOf(page: Page) {
  const grid = page.getByRole('grid', { name: 'Board' })
  return {
    box: page.getByRole('searchbox', { name: 'Find player' }),
    grid,
    row: (player: Pick<BoardRow, 'firstName' | 'lastName'>): Locator =>
      grid.getByRole('row').filter({ hasText: nameOf(player) }),
    count: (state: string, count: number): Locator =>
      page.getByRole('radio', { name: `${state}, ${count}`, exact: true }),
    find: async (player: Pick<BoardRow, 'firstName' | 'lastName'>) => {
      await page.getByRole('searchbox', { name: 'Find player' }).fill(nameOf(player))
    },
  }
}

async function rowsOf(app: App): Promise<readonly BoardRow[]> {
  return (await app.call('board.today', {})).rows
}

/** Players in a state whose name nobody else has, each of another family unless `together`. */
async function players(app: App, state: BoardState): Promise<readonly BoardRow[]> {
  const rows = await rowsOf(app)
  const taken = new Set<number>()
  return rows.filter((row) => {
    if (row.state !== state || taken.has(row.familyId)) return false
    if (rows.filter((other) => nameOf(other) === nameOf(row)).length > 1) return false
    taken.add(row.familyId)
    return true
  })
}

async function siblings(app: App): Promise<readonly [BoardRow, BoardRow]> {
  const rows = await rowsOf(app)
  for (const row of rows) {
    const other = rows.find((one) => one.familyId === row.familyId && one.playerId !== row.playerId)
    if (row.state === 'expected' && other?.state === 'expected') return [row, other]
  }
  throw new Error('Nobody of the sample camp has a brother or sister who is expected.')
}

test(
  'a rush of sixty at the table, by keyboard alone, and a restart keeps every tick',
  { tag: '@long' },
  async ({ app }) => {
    test.slow()
    let { page } = app

    await test.step('three hundred players come in with the sample roster', async () => {
      await screenOf(page).go('People')
      await page.getByRole('button', { name: 'Import', exact: true }).click()
      await page.getByRole('button', { name: 'Use the sample roster' }).click()
      await page.getByRole('button', { name: 'Import 300 players' }).click()
      await expect(page.getByText('300 players added.')).toBeVisible()
    })

    await screenOf(page).go('Check-in')
    const table = tableOf(page)
    await expect(table.box).toBeFocused()
    const before = await rowsOf(app)
    expect(before.length).toBeGreaterThan(340)
    const here = before.filter(({ state }) => state === 'here').length
    const queue = (await players(app, 'expected')).slice(0, 60)
    expect(queue).toHaveLength(60)

    await test.step('nobody waits for the screen: letters, Enter, letters, Enter', async () => {
      for (const player of queue) {
        await page.keyboard.type(nameOf(player))
        await page.keyboard.press('Enter')
      }
      await expect(table.count('Here', here + 60)).toBeVisible()
      await expect(table.box).toBeFocused()
      await expect(table.box).toHaveValue('')
    })

    const after = await rowsOf(app)
    const states = new Map(after.map((row) => [row.playerId, row.state]))
    expect(queue.filter(({ playerId }) => states.get(playerId) !== 'here')).toEqual([])

    await test.step('a restart keeps it', async () => {
      await app.restart()
      page = app.page
      await screenOf(page).go('Check-in')
      await expect(tableOf(page).count('Here', here + 60)).toBeVisible()
      expect((await rowsOf(app)).filter(({ state }) => state === 'here')).toHaveLength(here + 60)
    })
  },
)

test('who was found stays in sight while it is checked in; then the whole list is back', async ({ app }) => {
  const { page } = app
  await screenOf(page).go('Check-in')
  const table = tableOf(page)
  const [player] = await players(app, 'expected')
  if (player === undefined) throw new Error('Nobody of the sample camp is expected.')
  await table.find(player)
  await expect(table.grid.getByRole('row')).toHaveCount(1)
  // Seen from within: from outside, a look may come after the moment.
  await table.box.evaluate((box: HTMLInputElement) => {
    new MutationObserver((_, observer) => {
      if (box.value !== '') return
      const rows = [...document.querySelectorAll('[role=grid] [role=row]')]
      box.dataset['rowsAtFirst'] = String(
        rows.filter((row) => row.checkVisibility({ visibilityProperty: true })).length,
      )
      observer.disconnect()
    }).observe(document.body, { subtree: true, childList: true, attributes: true, characterData: true })
  })
  await page.keyboard.press('Enter')
  await expect(table.box).toHaveValue('')
  await expect.poll(() => table.grid.getByRole('row').count()).toBeGreaterThan(5)
  expect(await table.box.getAttribute('data-rows-at-first')).toBe('1')
})

test('brothers and sisters, late, undo, and a table without internet', async ({ app }) => {
  const { page } = app
  await screenOf(page).go('Check-in')
  const table = tableOf(page)
  const [maya, leo] = await siblings(app)
  await expect(table.box).toBeFocused()

  await test.step('Enter checks in the one, Enter again the others', async () => {
    await table.find(maya)
    await page.keyboard.press('Enter')
    await expect(page.getByText(new RegExp(`${leo.firstName}.*expected too`))).toBeVisible()
    await page.keyboard.press('Enter')
    await expect(page.getByText(new RegExp(`^${nameOf(leo)}.* here · `))).toBeVisible()
    await table.find(leo)
    await expect(table.row(leo)).toContainText('Here')
    await page.keyboard.press('Escape')
    await expect(table.box).toHaveValue('')
  })

  await test.step('Ctrl+Z takes the last act back; the row’s own button that of the row', async () => {
    await page.keyboard.press('ControlOrMeta+z')
    await expect(page.getByText(`Taken back: ${leo.firstName}`)).toBeVisible()
    await table.find(leo)
    await expect(table.row(leo)).toContainText('Expected')
    await table.find(maya)
    await table.row(maya).getByRole('button', { name: 'Undo' }).click()
    await expect(table.row(maya)).toContainText('Expected')
  })

  await test.step('Shift+Enter checks in all of them at once', async () => {
    await table.find(maya)
    await page.keyboard.press('Shift+Enter')
    await expect(page.getByText(new RegExp(`${nameOf(maya)}.* are here · `))).toBeVisible()
    await page.getByRole('button', { name: 'Undo' }).first().click()
    await expect(page.getByText(/^Taken back: /)).toBeVisible()
  })

  const [first, second, third] = (await players(app, 'expected')).filter(({ familyId }) => familyId !== maya.familyId)
  if (!first || !second || !third) throw new Error('The sample camp is too small.')

  await test.step('late until a time, and here after all', async () => {
    await table.find(first)
    await page.keyboard.press('ControlOrMeta+Shift+e')
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('textbox', { name: 'Expected at' }).fill('15')
    await dialog.getByRole('textbox', { name: 'Expected at' }).press('Enter')
    await expect(dialog).toBeHidden()
    await expect(table.box).toBeFocused()
    await table.find(first)
    await expect(table.row(first)).toContainText(/Late\s*expected /)
    await page.keyboard.press('Enter')
    await expect(page.getByText(new RegExp(`^${nameOf(first)} is here · `))).toBeVisible()
  })

  await test.step('absent, with a word why', async () => {
    await table.find(second)
    await table.row(second).getByRole('button', { name: 'Absent' }).click()
    await page.getByRole('textbox', { name: 'Why' }).fill('Fever')
    await page.getByRole('button', { name: 'Put down as absent' }).click()
    await table.find(second)
    await expect(table.row(second)).toContainText(/Absent\s*Fever/)
    await page.keyboard.press('Escape')
  })

  await test.step('without internet the table goes on', async () => {
    await page.getByRole('button', { name: 'Take the network down' }).click()
    await table.box.click()
    await table.find(third)
    await page.keyboard.press('Enter')
    await expect(page.getByText(new RegExp(`^${nameOf(third)} is here · `))).toBeVisible()
    await page.getByRole('button', { name: 'Bring the network back' }).click()
  })

  await test.step('who is found by the last digits of a phone', async () => {
    const digits = (third.numbers[0] ?? '').slice(-4)
    await table.box.fill(digits)
    await expect(table.row(third)).toBeVisible()
    await table.box.fill('')
  })
})

test('picked up by who may, refused to who must not; the family is one key away', async ({ app }) => {
  const { page } = app
  await screenOf(page).go('Check-in')
  const table = tableOf(page)
  const rows = await rowsOf(app)
  const barred = rows.find((row) => row.barred.length > 0)
  if (!barred) throw new Error('Nobody of the sample camp must not pick up.')

  await test.step('who must not pick up stands on the row, and cannot be chosen', async () => {
    if (barred.state !== 'here')
      await app.call('board.checkIn', { requestId: uuidV7(), players: [keyOf(barred)], at: null })
    await table.find(barred)
    await expect(table.row(barred)).toContainText(`NOT to be picked up by ${barred.barred[0] ?? ''}`)
    await page.keyboard.press('Enter')
    const dialog = page.getByRole('dialog', { name: `Who picks up ${barred.firstName}?` })
    await expect(dialog.getByRole('radio', { name: new RegExp(barred.barred[0] ?? '') })).toBeDisabled()
    await dialog.getByRole('radio', { name: 'Somebody else' }).check()
    await dialog.getByRole('textbox', { name: 'Their name' }).fill(barred.barred[0] ?? '')
    await dialog.getByRole('button', { name: 'Picked up' }).click()
    await expect(dialog.getByRole('alert')).toContainText('NOT authorised')
    await dialog.getByRole('radio').first().check()
    await dialog.getByRole('button', { name: 'Picked up' }).click()
    await expect(dialog).toBeHidden()
    await table.find(barred)
    await expect(table.row(barred)).toContainText('Picked up')
  })

  await test.step('Text family: the composer beside the board', async () => {
    const found = (await players(app, 'expected')).find(({ textAt }) => textAt !== null)
    if (!found) throw new Error('Nobody can be texted.')
    await table.find(found)
    await table.row(found).getByRole('button', { name: 'Text family' }).click()
    const { composer } = screenOf(page)
    await expect(composer).toBeFocused()
    await composer.fill('See you at the tent')
    const [words, send] = [
      await composer.boundingBox(),
      await page.getByRole('button', { name: 'Send', exact: true }).boundingBox(),
    ]
    if (words === null || send === null) throw new Error('The composer has no button to send with.')
    expect(send.x + send.width, 'the button stays within the composer').toBeLessThanOrEqual(words.x + words.width)
    expect(send.width).toBeGreaterThanOrEqual(44)
  })
})

/** Rules about what is seen; the others find the same in every theme. */
const looks = ['color-contrast', 'target-size']

test('the board has no serious finding in any theme, and goes by keyboard', { tag: '@long' }, async ({ app }) => {
  test.slow()
  const { page } = app
  await screenOf(page).go('Check-in')
  const table = tableOf(page)
  await expect(table.box).toBeFocused()
  for (const theme of ['light', 'dark', 'sunlight'] as const) {
    await app.call('settings.update', { theme })
    await page.locator(`html[data-theme="${theme}"]`).waitFor({ state: 'attached' })
    expect.soft(await findings(page, theme === 'light' ? [] : looks), theme).toEqual([])
  }
  const rows = await rowsOf(app)
  await page.keyboard.press('ArrowDown')
  await expect(table.grid.getByRole('row', { selected: true })).toContainText(
    nameOf(rows[0] ?? { firstName: '', lastName: '' }),
  )
  await page.keyboard.press('ArrowDown')
  const second = rows[1]
  if (!second) throw new Error('The sample camp is too small.')
  await expect(table.grid.getByRole('row', { selected: true })).toContainText(nameOf(second))
  await table.find(second)
  expect(await findings(page, [])).toEqual([])
  await page.keyboard.press('ControlOrMeta+Shift+e')
  if (second.state === 'expected') {
    await page.getByRole('dialog').waitFor()
    expect(await findings(page, [])).toEqual([])
    await page.keyboard.press('Escape')
    await expect(table.box).toBeFocused()
  }
  await table.box.fill('nobody at all')
  await expect(page.getByText('Nobody is found by that, on today’s list or off it.')).toBeVisible()
})

const keyOf = ({ playerId, campId }: BoardRow) => ({ playerId, campId })
