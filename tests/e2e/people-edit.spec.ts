import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { uuidV7 } from '../../renderer/lib/uuid.ts'
import { expect, test } from './fixtures/app.ts'
import { findings } from './fixtures/axe.ts'
import { screenOf } from './fixtures/screen.ts'

test('a walk-up is on the list and here within a few keys, then edited, barred and taken back', async ({ app }) => {
  const { page } = app
  await screenOf(page).go('People')
  const list = page.getByRole('table', { name: 'People' })
  await expect(list.getByRole('row').nth(1)).toBeVisible()

  await test.step('one key, a name, a number, Enter', async () => {
    await page.keyboard.press('Control+Shift+A')
    const dialog = page.getByRole('dialog', { name: 'Walk-up' })
    await expect(dialog.getByRole('textbox', { name: 'Camp' })).not.toHaveValue('')
    await page.keyboard.type('Ottilie Quast')
    await page.keyboard.press('Tab')
    await page.keyboard.type('312 200 0177')
    await page.keyboard.press('Tab')
    await page.keyboard.type('Berta Quast')
    expect(await findings(page, [])).toEqual([])
    await page.keyboard.press('Enter')
    await expect(dialog).toBeHidden()
    await expect(page.getByRole('status').filter({ hasText: 'Added the walk-up Ottilie Quast' })).toBeVisible()
    await page.getByRole('searchbox', { name: 'Search people' }).fill('quast')
    await expect(list.getByRole('row', { name: /Ottilie Quast/ })).toContainText('(312) 200-0177')
  })

  const pane = page.getByRole('complementary', { name: 'Family' })
  await test.step('the family beside the list can be changed, and changed back', async () => {
    await list.getByRole('button', { name: 'Ottilie Quast' }).click()
    await pane.getByRole('button', { name: 'Edit Ottilie Quast' }).click()
    const dialog = page.getByRole('dialog', { name: 'Edit Ottilie Quast' })
    await dialog.getByRole('textbox', { name: 'Birth year' }).fill('2015')
    await dialog.getByRole('textbox', { name: 'Allergies, medical note' }).fill('wasps')
    await dialog.getByRole('textbox', { name: 'Tags' }).fill('bus, early')
    expect(await findings(page, [])).toEqual([])
    await dialog.getByRole('button', { name: 'Save' }).click()
    await expect(dialog).toBeHidden()
    await expect(pane).toContainText('born 2015 · bus · early')
    await page.getByRole('button', { name: 'Undo' }).click()
    await expect(pane).not.toContainText('born 2015')
  })

  await test.step('a wrong number is refused in words, another one is taken', async () => {
    await pane.getByRole('button', { name: 'Edit Berta Quast' }).click()
    const dialog = page.getByRole('dialog', { name: 'Edit Berta Quast' })
    const number = dialog.getByRole('textbox', { name: 'Phone number' })
    await number.fill('312 20')
    await dialog.getByRole('button', { name: 'Save' }).click()
    await expect(dialog.getByRole('alert')).toContainText('too short')
    await number.fill('312 200 0178')
    await dialog.getByRole('button', { name: 'Save' }).click()
    await expect(dialog).toBeHidden()
    await expect(pane).toContainText('(312) 200-0177, formerly Berta Quast')
  })

  await test.step('no information is shown wherever the family is', async () => {
    await pane.getByRole('button', { name: 'Withhold information about Ottilie' }).click()
    await pane.getByRole('textbox', { name: 'Reason' }).fill('court order')
    await pane.getByRole('button', { name: 'Withhold', exact: true }).click()
    await expect(pane).toContainText('Must not hear about Ottilie: court order')
    await expect(list.getByRole('row', { name: /Ottilie Quast/ })).toContainText('No information: court order')
    expect(await findings(page, [])).toEqual([])
  })
})

test('many are chosen by keys and put into a group', async ({ app }) => {
  const { page } = app
  await screenOf(page).go('People')
  const list = page.getByRole('table', { name: 'People' })
  await expect(list.getByRole('row').nth(5)).toBeVisible()

  await test.step('Space chooses, Shift with an arrow takes along', async () => {
    await list.getByRole('checkbox').nth(1).focus()
    await page.keyboard.press('Space')
    await page.keyboard.press('Shift+ArrowDown')
    await page.keyboard.press('Shift+ArrowDown')
    const bar = page.getByRole('form', { name: '3 players chosen' })
    await bar.getByRole('textbox', { name: 'To' }).fill('Falcons')
    expect(await findings(page, [])).toEqual([])
    await page.keyboard.press('Enter')
    await expect(page.getByRole('status').filter({ hasText: 'Set the group to Falcons: 3 players' })).toBeVisible()
    await page.getByRole('combobox', { name: 'In group' }).selectOption('Falcons')
    await expect(list.getByRole('row')).toHaveCount(4)
    await page.getByRole('button', { name: 'Undo' }).click()
    await expect(page.getByText('Nobody is like that')).toBeVisible()
    await page.getByRole('combobox', { name: 'In group' }).selectOption('Every group')
  })
})

test('two entries for one child are found side by side, and become one', async ({ app }) => {
  const { page } = app
  await screenOf(page).go('People')
  const list = page.getByRole('table', { name: 'People' })
  await expect(list.getByRole('row').nth(5)).toBeVisible()
  await test.step('two families come with the same child', async () => {
    for (const [index, number] of ['312 200 0177', '312 200 0178'].entries()) {
      await page.keyboard.press('Control+Shift+A')
      const dialog = page.getByRole('dialog', { name: 'Walk-up' })
      await dialog.getByRole('textbox', { name: 'Child’s name' }).fill('Ottilie Quast')
      await dialog.getByRole('textbox', { name: 'Parent’s number' }).fill(number)
      await dialog.getByRole('textbox', { name: 'Parent’s name' }).fill('Berta Quast')
      await dialog.getByRole('button', { name: 'Add', exact: true }).click()
      await expect(dialog).toBeHidden()
      await page.getByRole('searchbox', { name: 'Search people' }).fill('quast')
      await expect(list.getByRole('row')).toHaveCount(index + 2)
      await list.getByRole('button', { name: 'Ottilie Quast' }).last().click()
      await page.getByRole('button', { name: 'Edit Ottilie Quast' }).click()
      const edit = page.getByRole('dialog', { name: 'Edit Ottilie Quast' })
      await edit.getByRole('textbox', { name: 'Birth year' }).fill('2015')
      await edit.getByRole('textbox', { name: 'Allergies, medical note' }).fill(number.endsWith('7') ? 'bees' : 'wasps')
      await edit.getByRole('button', { name: 'Save' }).click()
      await expect(edit).toBeHidden()
      await page.getByRole('button', { name: 'Close the family' }).click()
    }
  })

  await test.step('side by side', async () => {
    await page.getByRole('button', { name: 'Find doubles' }).click()
    const pair = page.getByRole('region', { name: 'Player Ottilie Quast: the same name' })
    await pair.getByRole('radiogroup', { name: 'Note to keep' }).getByRole('radio', { name: 'wasps' }).check()
    expect(await findings(page, [])).toEqual([])
    await pair.getByRole('button', { name: 'Make them one' }).click()
    await expect(pair).toBeHidden()
    await page
      .getByRole('region', { name: /Guardian Berta Quast/ })
      .getByRole('button', { name: 'Make them one' })
      .click()
    await page.getByRole('button', { name: 'Back to People' }).click()
    await page.getByRole('searchbox', { name: 'Search people' }).fill('quast')
    await expect(list.getByRole('row')).toHaveCount(2)
    await expect(list.getByRole('row').nth(1)).toContainText('wasps')
    await expect(list.getByRole('row').nth(1)).toContainText('(312) 200-0178')
  })
})

test(
  'everything is exported; a family is deleted from every byte; the season is wiped with a receipt',
  { tag: '@long' },
  async ({ app }) => {
    const { page } = app
    await screenOf(page).go('People')
    const list = page.getByRole('table', { name: 'People' })
    await expect(list.getByRole('row').nth(1)).toBeVisible()
    await page.keyboard.press('Control+Shift+A')
    const walkUp = page.getByRole('dialog', { name: 'Walk-up' })
    await walkUp.getByRole('textbox', { name: 'Child’s name' }).fill('Xaverquill Ypsel')
    await walkUp.getByRole('textbox', { name: 'Parent’s number' }).fill('312 200 0166')
    await walkUp.getByRole('button', { name: 'Add', exact: true }).click()
    await expect(walkUp).toBeHidden()
    const bytes = () =>
      ['practice.db', 'practice.db-wal']
        .map((name) => join(app.dataDir, name))
        .filter((file) => existsSync(file))
        .map((file) => readFileSync(file, 'latin1'))
        .join('')
    expect(bytes()).toContain('Xaverquill')

    await test.step('export', async () => {
      await screenOf(page).go('Settings')
      await page.getByRole('tab', { name: 'Data' }).click()
      await page.getByRole('button', { name: 'Export everything' }).click()
      await expect(page.getByText(/exports.season-/)).toBeVisible()
      const [folder] = readdirSync(join(app.dataDir, 'exports')).filter((name) => name.startsWith('season-'))
      expect(readFileSync(join(app.dataDir, 'exports', folder ?? '', 'players.csv'), 'utf8')).toContain('Xaverquill')
      expect(await findings(page, [])).toEqual([])
    })

    await test.step('delete one family', async () => {
      await screenOf(page).go('People')
      await page.getByRole('searchbox', { name: 'Search people' }).fill('xaverquill')
      await list.getByRole('button', { name: 'Xaverquill Ypsel' }).click()
      await page.getByRole('button', { name: 'Delete this family' }).click()
      const dialog = page.getByRole('dialog', { name: /Delete the family/ })
      expect(await findings(page, [])).toEqual([])
      await dialog.getByRole('button', { name: 'Delete for good' }).click()
      await expect(dialog.getByRole('status').first()).toContainText('Deleted: 1 player, 1 guardian')
      await dialog.getByRole('button', { name: 'Done' }).click()
      await expect(page.getByText('Nobody found for “xaverquill”')).toBeVisible()
      expect(bytes()).not.toContain('Xaverquill')
      expect(bytes()).not.toContain('3122000166')
    })

    await test.step('wipe, by the PIN of a director now that there is one', async () => {
      const { key } = await app.call('staff.openEditing', { by: null })
      const requestId = uuidV7()
      const rosa = { name: 'Rosa Diaz', initials: 'RD', role: 'director', pin: '4826' } as const
      await app.call('staff.add', { requestId, key, ...rosa })
      await screenOf(page).go('Settings')
      await page.getByRole('tab', { name: 'Data' }).click()
      await page.getByRole('button', { name: 'Wipe the season' }).click()
      const dialog = page.getByRole('dialog', { name: 'Wipe the season?' })
      await expect(dialog.getByRole('button', { name: 'Wipe now' })).toBeDisabled()
      await dialog.getByRole('textbox', { name: 'Type WIPE to go on' }).fill('WIPE')
      await expect(dialog.getByRole('button', { name: 'Wipe now' })).toBeDisabled()
      await dialog.getByRole('textbox', { name: 'PIN of Rosa Diaz' }).fill('4827')
      await dialog.getByRole('button', { name: 'Wipe now' }).click()
      await expect(dialog.getByText('That is not the PIN.')).toBeVisible()
      expect(await findings(page, [])).toEqual([])
      await dialog.getByRole('textbox', { name: 'PIN of Rosa Diaz' }).fill('4826')
      await dialog.getByRole('button', { name: 'Wipe now' }).click()
      await expect(dialog).toBeHidden()
      await expect(page.getByText(/Season wiped: .*players/)).toBeVisible()
      await screenOf(page).go('People')
      await expect(page.getByText('Nobody is here yet')).toBeVisible()
    })
  },
)
