import { expect, test } from './fixtures/app.ts'
import { findings } from './fixtures/axe.ts'
import { screenOf } from './fixtures/screen.ts'

const header =
  'Camper First Name,Camper Last Name,Birth Date,Camp,Group,Allergies,Parent 1 Name,Parent 1 Cell,Parent 2 Name,Parent 2 Phone,NOT authorized to pick up'
const roster = [
  header,
  'Zoë,Quist,4/12/2016,Week 1,U10 Falcons,peanuts,Clara Quist,(312) 200-0142,Otto Quist,312 200 0143,Pedro X',
  'Arlo,Quist,2018,Week 1,U8 Comets,,Clara Quist,312-200-0142,,,',
  ',,,,,,Nobody,312 200 0199,,,',
  'Ida,Vang,2015,Week 1,U10 Falcons,,Mai Vang,200 01,,,',
].join('\r\n')

const file = (name: string, text: string) => ({ name, mimeType: 'text/csv', buffer: Buffer.from(text, 'latin1') })

test('a registration’s export becomes families that can be texted, and can be taken back', async ({ app }) => {
  const { page } = app
  await screenOf(app.page).go('People')
  const list = page.getByRole('table', { name: 'People' })
  await expect(list.getByRole('row').nth(1)).toBeVisible()

  await test.step('the file is shown as it would come in, before anything is stored', async () => {
    await page.getByRole('button', { name: 'Import', exact: true }).click()
    await page.getByLabel('Roster file').setInputFiles(file('week 1.csv', roster))
    const columns = page.getByRole('table', { name: 'Columns' })
    await expect(columns.getByRole('combobox', { name: 'What “Parent 2 Phone” holds' })).toHaveValue('guardian.phone.2')
    await expect(page.getByText('3 players can be imported; 1 row cannot and is left out.')).toBeVisible()
    await expect(page.getByText('Zoë Quist')).toBeVisible()
    await expect(page.getByRole('table', { name: 'Things to look at' })).toContainText('The player has no name.')
    expect(await findings(page, [])).toEqual([])
  })

  await test.step('another meaning of a column is read at once', async () => {
    const birth = page.getByRole('combobox', { name: 'What “Birth Date” holds' })
    await birth.selectOption('Player: tags')
    await birth.selectOption('Player: birth date or year')
    await expect(page.getByText('born 2016')).toBeVisible()
  })

  await test.step('the good rows go in', async () => {
    await page.getByRole('button', { name: 'Import 3 players' }).click()
    await expect(page.getByRole('heading', { name: 'The roster is in' })).toBeVisible()
    await expect(page.getByText('3 players added, 1 row left out.')).toBeVisible()
    await page.getByRole('button', { name: 'Save the list' }).click()
    await expect(page.getByText(/roster-remarks-.*\.csv$/)).toBeVisible()
    await page.getByRole('button', { name: 'See people' }).click()
  })

  await test.step('they are found by name and by number, and can be texted', async () => {
    await page.getByRole('searchbox', { name: 'Search people' }).fill('quist')
    await expect(list.getByRole('row')).toHaveCount(3)
    await expect(list.getByRole('row', { name: /Zoë Quist/ })).toContainText('peanuts')
    expect(await findings(page, [])).toEqual([])
    await page.getByRole('searchbox', { name: 'Search people' }).fill('0143')
    await page.getByRole('button', { name: 'Text Otto Quist at (312) 200-0143' }).first().click()
    await expect(
      page.getByRole('heading', { name: 'Clara Quist' }).or(page.getByRole('heading', { name: 'Otto Quist' })),
    ).toBeVisible()
    await screenOf(page).composer.fill('Welcome to camp')
    await screenOf(page).composer.press('Enter')
    await expect(screenOf(page).message('Welcome to camp')).toBeVisible()
  })

  await test.step('the same file again doubles nobody, and the import can be taken back', async () => {
    await screenOf(page).go('People')
    await page.getByRole('button', { name: 'Import', exact: true }).click()
    await page.getByLabel('Roster file').setInputFiles(file('week 1.csv', roster))
    await expect(page.getByText('The columns are as you set them for such a file before.')).toBeVisible()
    await page.getByRole('button', { name: 'Import 3 players' }).click()
    await expect(page.getByText('0 players added, 3 as they were, 1 row left out.')).toBeVisible()
    await page.getByRole('button', { name: 'Take the import back' }).click()
    await expect(page.getByText('week 1.csv was taken back.')).toBeVisible()
    await page.getByRole('button', { name: 'Take the import back' }).click()
    await page.getByRole('searchbox', { name: 'Search people' }).fill('vang')
    await expect(page.getByRole('heading', { name: 'Nobody found for “vang”' })).toBeVisible()
  })

  await test.step('a file that cannot be read says why, and another can be chosen', async () => {
    await page.getByRole('button', { name: 'Import', exact: true }).click()
    await page.getByLabel('Roster file').setInputFiles(file('broken.csv', `${header}\n"Maya,${'x'.repeat(300_000)}`))
    await expect(page.getByText(/A quotation mark.* is never closed/)).toBeVisible()
    expect(await findings(page, [])).toEqual([])
    await page.getByRole('button', { name: 'Back to People' }).click()
    await expect(page.getByRole('heading', { name: 'People', exact: true })).toBeVisible()
  })
})
