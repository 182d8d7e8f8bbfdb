import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { readZip } from '../support/read-zip.ts'
import { expect, test } from './fixtures/app.ts'
import type { App } from './fixtures/app.ts'
import { openConversation, screenOf } from './fixtures/screen.ts'

async function openDiagnostics(app: App): Promise<void> {
  await screenOf(app.page).go('Settings')
  await app.page.getByRole('tab', { name: 'Diagnostics' }).click()
}

test.describe('diagnostics', () => {
  test.use({ appOptions: { env: { PTP_CLOCK: 'x6' } } })

  test('the checks fill in, follow the network by themselves, and mend what they can', async ({ app }) => {
    const { page } = app
    const checks = page.getByRole('list', { name: 'Checks' })
    const check = (name: string) => checks.getByRole('listitem').filter({ hasText: new RegExp(`^${name}: `) })

    await test.step('they run as soon as somebody looks', async () => {
      await openDiagnostics(app)
      for (const name of ['Secure connection', 'Twilio answers', 'Credentials', 'Stored data', 'Waiting texts'])
        await expect(check(name)).toContainText(`${name}: OK`)
      await expect(checks.getByRole('listitem')).toHaveCount(20)
      await expect(checks).not.toContainText('Checking…')
    })

    await test.step('the network goes: what depends on it says so by itself', async () => {
      await page.getByRole('button', { name: 'Take the network down' }).click()
      await expect(check('Twilio answers')).toContainText('Twilio answers: Problem')
      await expect(check('Secure connection')).toContainText('Secure connection: Problem')
      await expect(check('Wi-Fi login page')).toContainText('Wi-Fi login page: OK')
      await expect(page.getByRole('main')).toContainText(/problems: .*Twilio answers/)
    })

    await test.step('it is back: the button beside the check finds it out at once', async () => {
      await app.call('practice.setNetwork', { down: false })
      await expect(check('Twilio answers')).toContainText('Twilio answers: OK')
      await page.getByRole('button', { name: 'Run the checks' }).click()
      await expect(check('Secure connection')).toContainText('Secure connection: OK')
    })

    await test.step('what the app does by itself can be asked for', async () => {
      await page.getByRole('button', { name: 'Catch up now' }).click()
      await expect(page.getByRole('region', { name: 'Do it now' })).toContainText(/Nothing was missing|here now/)
      await page.getByRole('button', { name: 'Reconnect now', exact: true }).last().click()
      await expect(page.getByRole('region', { name: 'Do it now' })).toContainText('new ones are being made')
    })
  })

  test('report and support file are made in two clicks and hold nothing private', async ({ app }) => {
    const { page } = app
    const body = 'Bring the blue inhaler to the tent'
    const conversation = await openConversation(app, ({ name }) => name !== null)
    const screen = screenOf(page)
    await screen.composer.fill(body)
    await screen.composer.press('Enter')
    await expect(screen.message(body)).toHaveAccessibleName(/, Delivered$/)
    await openDiagnostics(app)
    await page.getByRole('switch', { name: 'Detailed log' }).click()
    await page.getByRole('button', { name: 'Run the checks' }).click()
    await expect(page.getByRole('list', { name: 'Checks' })).not.toContainText('Checking…')
    await page.getByRole('button', { name: 'Copy report' }).click()
    await expect(page.getByRole('button', { name: 'Copied' })).toBeVisible()
    const report = await app.call('diagnostics.report', {})
    expect(report).toContain('Twilio answers: OK')

    await page.getByRole('button', { name: 'Save support file' }).click()
    const shown = page.getByText(join(app.dataDir, 'support'))
    await expect(shown).toBeVisible()
    const files = readZip(readFileSync((await shown.textContent()) ?? ''))
    expect([...files.keys()]).toEqual(
      expect.arrayContaining(['report.txt', 'logs/hub.log', 'stores/live.json', 'stores/practice.json']),
    )
    expect(files.get('logs/hub.log')?.toString('utf8')).toContain('"level":"debug"')
    const digits = conversation.address.slice(2)
    const names = (conversation.name ?? '').split(/[ ,]+/).filter((name) => name.length > 3)
    for (const [place, content] of [...files, ['copied report', Buffer.from(report)] as const])
      for (const trace of [body, 'inhaler', digits, ...names])
        expect(content.toString('utf8'), `${trace} in ${place}`).not.toContain(trace)
  })
})
