import { expect, test } from './fixtures/app.ts'
import { openConversation, screenOf } from './fixtures/screen.ts'

test('settings are saved as they are changed, and outlive a restart', async ({ app }) => {
  const tab = (name: string) => app.page.getByRole('tab', { name, exact: true }).click()
  const theme = () => app.page.evaluate(() => document.documentElement.dataset['theme'])
  await screenOf(app.page).go('Settings')

  await test.step('every tab is there', async () => {
    for (const name of ['Twilio', 'Webhooks', 'Voice', 'Camp', 'Staff', 'Data', 'Diagnostics']) {
      await tab(name)
      await expect(app.page.getByRole('tabpanel', { name })).toBeVisible()
    }
  })

  await test.step('who is on duty is put on the texts', async () => {
    await tab('Staff')
    await app.page.getByRole('textbox', { name: 'Your name' }).fill('Maya')
    await app.page.getByRole('textbox', { name: 'Your name' }).press('Enter')
    await expect(screenOf(app.page).status).toContainText('On duty: Maya')
    await screenOf(app.page).go('Inbox')
    await openConversation(app, () => true)
    await screenOf(app.page).composer.fill('From Maya')
    await screenOf(app.page).composer.press('Enter')
    await expect(screenOf(app.page).message('From Maya')).toHaveAccessibleName(/^Maya, /)
    await screenOf(app.page).go('Settings')
  })

  await test.step('the country of numbers typed without one', async () => {
    await tab('Camp')
    const country = app.page.getByRole('combobox', { name: 'Country of numbers without a country code' })
    await country.selectOption('GB')
    await expect.poll(async () => (await app.call('people.checkNumber', { text: '020 7946 0958' })).ok).toBe(true)
    await country.selectOption('US')
  })

  await test.step('sunlight', async () => {
    await tab('This laptop')
    await app.page.getByRole('radiogroup', { name: 'Theme' }).getByRole('radio', { name: 'Sunlight' }).click()
    await expect.poll(theme).toBe('sunlight')
    await app.page.getByRole('switch', { name: 'Sounds' }).click()
  })

  await test.step('an address that is none is refused with its reason', async () => {
    await tab('Webhooks')
    const address = app.page.getByRole('textbox', { name: 'Public address' })
    await address.fill('not an address')
    await address.press('Enter')
    await expect(app.page.getByText('An address begins with https://')).toBeVisible()
    await address.fill('https://texts.example.org')
    await address.press('Enter')
    await expect(app.page.getByRole('textbox', { name: 'Webhook address' })).toHaveValue(
      'https://texts.example.org/twilio/sms',
    )
  })

  await app.restart()
  await expect.poll(theme).toBe('sunlight')
  await screenOf(app.page).go('Settings')
  await expect(screenOf(app.page).status).toContainText('On duty: Maya')
  await tab('Webhooks')
  await expect(app.page.getByRole('textbox', { name: 'Public address' })).toHaveValue('https://texts.example.org')
  await tab('This laptop')
  await expect(app.page.getByRole('switch', { name: 'Sounds' })).not.toBeChecked()
})
