import type { Page } from '@playwright/test'
import { expect, test } from './fixtures/app.ts'
import type { App } from './fixtures/app.ts'
import { findings } from './fixtures/axe.ts'
import { findConversation, nameOf, openConversation, screenOf, writeTo } from './fixtures/screen.ts'

const themes = ['light', 'dark', 'sunlight'] as const
/** Rules about what is seen; the others find the same in every theme. */
const looks = ['color-contrast', 'link-in-text-block', 'scrollable-region-focusable', 'target-size']

async function scan(app: App, place: string): Promise<void> {
  for (const theme of themes) {
    await app.call('settings.update', { theme })
    await app.page.locator(`html[data-theme="${theme}"]`).waitFor({ state: 'attached' })
    expect.soft(await findings(app.page, theme === 'light' ? [] : looks), `${place}, ${theme}`).toEqual([])
  }
  await app.call('settings.update', { theme: 'light' })
}

async function templateNamed(app: App, key: string): Promise<number> {
  const found = (await app.call('templates.list', {})).find((template) => template.key === key)
  if (found === undefined) throw new Error(`No template ${key}.`)
  return found.id
}

/** Opens the templates of the Broadcasts screen. */
async function openTemplates(page: Page): Promise<void> {
  await screenOf(page).go('Broadcasts')
  await page.getByRole('tab', { name: 'Templates' }).click()
  await page.getByRole('list', { name: 'Templates' }).getByRole('button').first().waitFor()
}

test('a template becomes words for the family, and nothing half-filled is sent', async ({ app }) => {
  // Scans in three themes.
  test.slow()
  const { page } = app
  const screen = screenOf(page)
  const picker = page.getByRole('combobox', { name: 'Template' })
  const options = page.getByRole('listbox', { name: 'Templates' }).getByRole('option')
  const family = await openConversation(app, ({ players, name }) => players.length === 1 && name !== null)
  const player = family.players[0]?.name ?? ''

  await test.step('a stroke in the empty box finds it, and Enter puts it in the box with its time', async () => {
    await screen.composer.press('/')
    await expect(picker).toBeFocused()
    await expect(options).toHaveCount(12)
    await scan(app, 'the templates above the composer')
    await picker.pressSequentially('running')
    await expect(options).toHaveText(['Running late?'])
    await picker.press('Enter')
    await expect(picker).toBeHidden()
    await expect(screen.composer).toBeFocused()
    await expect(screen.composer).toHaveValue(new RegExp(`we have not checked in ${player} yet`))
    await expect(page.getByRole('button', { name: 'Of use until: 15 minutes' })).toBeVisible()
    await expect(screen.message('we have not checked in')).toHaveCount(0)
    await screen.composer.press('Enter')
    await expect(screen.message(`we have not checked in ${player} yet`)).toBeVisible()
  })

  await test.step('a stroke typed twice is a stroke, and Escape leaves all as it was', async () => {
    await screen.composer.press('/')
    await picker.press('/')
    await expect(screen.composer).toHaveValue('/')
    await screen.composer.fill('On my way. ')
    await page.keyboard.press('ControlOrMeta+Shift+T')
    await expect(picker).toBeFocused()
    await picker.press('Escape')
    await expect(picker).toBeHidden()
    await expect(screen.composer).toBeFocused()
    await expect(screen.composer).toHaveValue('On my way. ')
  })

  await test.step('what is not known is asked for before it is inserted', async () => {
    await screen.composer.fill('')
    await screen.composer.press('/')
    await picker.fill('early')
    await expect(page.getByText('Write what is missing, then press Enter')).toBeVisible()
    await picker.press('Enter')
    const time = page.getByRole('textbox', { name: 'Time', exact: true })
    await expect(time).toBeFocused()
    await time.pressSequentially('1:30')
    await time.press('Enter')
    await expect(screen.composer).toHaveValue(
      new RegExp(`ends early today, at 1:30\\. If you cannot pick up ${player}`),
    )
  })

  await test.step('a merge field that was pasted goes to nobody', async () => {
    await screen.composer.fill('Hi {{guardian.first}}, all is well')
    await screen.composer.press('Enter')
    await expect(page.getByRole('alert').filter({ hasText: 'It still holds {{guardian.first}}' })).toBeVisible()
    await expect(screen.composer).toHaveValue('Hi {{guardian.first}}, all is well')
    await expect(screen.message('all is well')).toHaveCount(0)
    await screen.composer.fill('')
  })

  await test.step('a character that makes it costlier is put right by a press', async () => {
    await screen.composer.fill(`Don’t worry, we have ${player} with us in the shade, with water and a book to read.`)
    await page.getByRole('button', { name: 'Fix: write it in plain characters' }).click()
    await expect(screen.composer).toHaveValue(/^Don't worry, we have /)
    await expect(screen.composer).toBeFocused()
    await screen.composer.fill('')
  })

  await test.step('who reads Spanish gets the Spanish words', async () => {
    const id = await templateNamed(app, 'late')
    const { items } = await app.call('conversations.list', { show: 'all', before: null, limit: 200 })
    const spanish: number[] = []
    for (const conversation of items) {
      const filled = await app.call('templates.fill', { id, conversationId: conversation.id, set: {} })
      if (filled.language === 'es') spanish.push(conversation.id)
    }
    const reader = await findConversation(app, (one) => spanish.includes(one.id))
    await screen.row(nameOf(reader)).click()
    await expect(screen.thread(nameOf(reader))).toBeVisible()
    await screen.composer.press('/')
    await picker.fill('running')
    await picker.press('Enter')
    await expect(screen.composer).toHaveValue(/^Hola .*falta el registro de /)
  })
})

test('a template is written, checked on the families, used and put away', async ({ app }) => {
  test.slow()
  const { page } = app
  const screen = screenOf(page)
  const list = page.getByRole('list', { name: 'Templates' })
  const text = page.getByRole('textbox', { name: 'Text', exact: true })
  const check = page.getByRole('region', { name: 'Check' })
  const save = page.getByRole('button', { name: 'Save', exact: true })
  await app.call('settings.update', { campName: 'Riverside Camp' })

  await test.step('what is wrong is named, and put right by a press', async () => {
    await openTemplates(page)
    await page.getByRole('button', { name: 'New template' }).click()
    await page.getByRole('textbox', { name: 'Name' }).fill('Swimming')
    await text.fill(
      'Hi {{guardian.first|there}}, {{player.frist}} swim today — don’t forget towels. Reply YES or CANCEL.',
    )
    const faults = check.getByRole('list', { name: 'To be put right' })
    await expect(faults.getByRole('listitem')).toHaveText([/There is no \{\{player\.frist\}\}/])
    await faults.getByRole('button').click()
    await expect(text).toHaveValue(/, \{\{player\.first\}\} swim today/)
    await expect(faults).toBeHidden()
    const dear = check.getByRole('list', { name: 'What makes it costlier' })
    await expect(dear.getByRole('listitem').first()).toContainText('The sign —')
    await check.getByRole('button', { name: /^Fix all/ }).click()
    await expect(text).toHaveValue(/today - don't forget/)
    await expect(dear).toBeHidden()
    await expect(check).toContainText('At most 1 segment each')
    await expect(check).toContainText(/about \$\d/)
    const thoughts = check.getByRole('list', { name: 'To think about' })
    await expect(thoughts).toContainText('Whoever answers only “CANCEL” gets no more texts from you')
    await expect(thoughts).toContainText('“YES” is the carriers’ word')
    await expect(thoughts).toContainText('Nothing says who is texting')
    await scan(app, 'a template with warnings')
  })

  await test.step('it is tried on the families, and kept until it is saved', async () => {
    await text.fill('{{us}}: {{player.first}} swim today. Bring a towel.')
    await expect(check.getByText('Nothing stands in its way')).toBeVisible()
    await expect(check.getByRole('list', { name: 'Preview' })).toContainText(
      /Riverside Camp: .+ swim today\. Bring a towel\./,
    )
    await screen.go('Inbox')
    await openTemplates(page)
    await expect(text).toHaveValue('{{us}}: {{player.first}} swim today. Bring a towel.')
    await page.getByRole('combobox', { name: 'Of use for' }).selectOption({ label: '1 hour' })
    await save.click()
    await expect(list.getByRole('button', { name: /^Swimming/ })).toHaveAttribute('aria-current', 'true')
    await expect(save).toBeDisabled()
  })

  await test.step('another language reads it in its own words', async () => {
    await page.getByRole('combobox', { name: 'Add a language' }).selectOption({ label: 'Spanish' })
    await expect(text).toBeFocused()
    await text.pressSequentially('{{us}}: hoy nadamos con {{player.first}}. Traiga toalla.')
    await expect(check.getByRole('list', { name: 'Preview' })).toContainText('hoy nadamos con')
    await save.click()
    await expect(list.getByRole('button', { name: /^Swimming/ })).toContainText('English, Spanish')
  })

  await test.step('what came with the app can be changed, and put back', async () => {
    await list.getByRole('button', { name: /^Parking/ }).click()
    const original = await text.inputValue()
    await text.fill('{{us}}: park at the school.')
    await save.click()
    await page.getByRole('button', { name: 'Put back the original words' }).click()
    await expect(text).toHaveValue(original)
  })

  await test.step('a template in use is offered in the composer, one put away is not', async () => {
    const swimming = page.getByRole('option', { name: 'Swimming' })
    const offered = async () => {
      await screen.go('Inbox')
      await openConversation(app, ({ players, draft }) => players.length > 0 && draft === '')
      await screen.composer.press('/')
      await page.getByRole('option', { name: 'Parking' }).waitFor()
    }
    await offered()
    await expect(swimming).toBeVisible()
    await page.keyboard.press('Escape')
    await openTemplates(page)
    await list.getByRole('button', { name: /^Swimming/ }).click()
    await page.getByRole('button', { name: 'Put away' }).click()
    await expect(list.getByRole('button', { name: /^Swimming/ })).toBeHidden()
    await offered()
    await expect(swimming).toHaveCount(0)
    await page.keyboard.press('Escape')
  })

  await test.step('the first text to a number says who we are and how to stop, and says so before', async () => {
    await writeToSeen(page, '(312) 555-0188', 'See you at 9')
    await expect(screen.message('See you at 9')).toContainText('Riverside Camp: See you at 9. Reply STOP to end texts.')
    await writeTo(page, '(312) 555-0188', 'Or at 10')
    await expect(screen.message('Or at 10')).not.toContainText('STOP')
  })
})

/** Writes a first text, and reads what it says besides before it goes. */
async function writeToSeen(page: Page, number: string, text: string): Promise<void> {
  await page.getByRole('button', { name: 'New message' }).first().click()
  const dialog = page.getByRole('dialog', { name: 'New message' })
  await dialog.getByRole('textbox', { name: 'To' }).fill(number)
  await dialog.getByRole('option', { name: /^Text / }).click()
  await dialog.getByRole('textbox', { name: 'Message' }).fill(text)
  const note = dialog.getByRole('group', { name: 'First text to this number' })
  await expect(note).toContainText('Reply STOP to end texts.')
  await note.getByRole('button', { name: 'Leave that out' }).click()
  await expect(note).toContainText('without who you are')
  await note.getByRole('button', { name: 'Say it' }).click()
  await dialog.getByRole('button', { name: /^Send/ }).click()
  await dialog.waitFor({ state: 'hidden' })
}
