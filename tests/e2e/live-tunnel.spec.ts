import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startNgrokEdge } from '../stand-ins/ngrok/edge.ts'
import type { NgrokEdge } from '../stand-ins/ngrok/types.ts'
import { expect, test as base } from './fixtures/app.ts'
import { findings } from './fixtures/axe.ts'
import { screenOf } from './fixtures/screen.ts'

const authtoken = '2tokenOfTheCampThatNobodyMaySee_4cQz'
const staleToken = '2tokenThatWasResetLongAgo_9fKp'
const domain = 'camp.ngrok-free.app'

/** ngrok's edge on loopback, spoken to by the real SDK. */
const test = base.extend<{ edge: NgrokEdge }>({
  edge: async ({}, use) => {
    const edge = await startNgrokEdge()
    edge.auth = ({ Extra }) =>
      Extra.AuthToken === authtoken ? 'accept' : { code: 107, message: 'The authtoken was reset.' }
    await use(edge)
    await edge.stop()
  },
  appOptions: async ({ edge, appOptions }, use) => {
    const folder = mkdtempSync(join(tmpdir(), 'ptp-edge-'))
    const certificate = join(folder, 'edge.pem')
    writeFileSync(certificate, edge.certificateAuthority)
    const env = { PTP_NGROK_SERVER: edge.server, PTP_NGROK_CA: certificate }
    await use({ ...appOptions, env: { ...env, ...appOptions.env } })
    rmSync(folder, { recursive: true })
  },
})

test('ngrok is set up, lost and back, as the page says at each moment', { tag: '@long' }, async ({ app, edge }) => {
  test.slow()
  const { page } = app
  const token = page.getByRole('textbox', { name: 'ngrok authtoken' })
  const reaches = async () => (await edge.request(domain, '/healthz').catch(() => null))?.status

  await screenOf(page).go('Settings')
  await page.getByRole('tab', { name: 'Webhooks' }).click()
  await page.getByRole('radiogroup', { name: 'Be reached by' }).getByRole('radio', { name: 'ngrok' }).click()
  await expect(page.getByText('Paste the ngrok authtoken to begin.')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Reconnect now' })).toBeDisabled()

  await test.step('without a keychain it is kept for this session', async () => {
    await token.fill(staleToken)
    await token.press('Enter')
    const choice = page.getByRole('region', { name: 'Choose how the credentials are kept' })
    await choice.getByRole('radio', { name: 'For this session only' }).check()
    expect.soft(await findings(page), 'a place to choose').toEqual([])
    await choice.getByRole('button', { name: 'Keep for this session only' }).click()
    await expect(token).toHaveValue(`…${staleToken.slice(-4)} stored`)
  })

  await test.step('a token that was reset stops it, with what to do', async () => {
    await expect(page.getByText('Stopped. This authtoken was reset')).toBeVisible({ timeout: 20_000 })
    await expect(page.getByText('Copy your authtoken from dashboard.ngrok.com')).toBeVisible()
    expect.soft(await findings(page), 'stopped').toEqual([])
  })

  await test.step('the right one connects, and the address is proved', async () => {
    await page.getByRole('button', { name: 'Replace the ngrok authtoken' }).click()
    await expect(token).toBeFocused()
    await token.fill(authtoken)
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await expect(page.getByText(/^Connected since/)).toBeVisible({ timeout: 20_000 })
    await expect(page.getByRole('textbox', { name: 'Webhook address' })).toHaveValue(`https://${domain}/twilio/sms`)
    await expect(token).toHaveValue(`…${authtoken.slice(-4)} stored`)
    expect(await page.content()).not.toContain(authtoken)
    expect(await reaches()).toBe(200)
  })

  await test.step('lost with the network, and back by itself', async () => {
    await edge.down()
    await expect(page.getByText(/^Connected since/)).toBeHidden({ timeout: 30_000 })
    await expect(page.getByText(/Waiting for ngrok|Connecting to ngrok/)).toBeVisible()
    await edge.up()
    await expect(page.getByText(/^Connected since/)).toBeVisible({ timeout: 20_000 })
    await expect.poll(reaches).toBe(200)
  })

  await test.step('nothing: the app says what that means', async () => {
    await page.getByRole('radio', { name: 'Nothing' }).click()
    await expect(page.getByText('The app asks Twilio every few seconds instead')).toBeVisible()
    await expect.poll(() => edge.domains).toEqual([])
  })
})
