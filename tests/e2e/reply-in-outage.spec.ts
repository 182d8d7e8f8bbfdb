import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { request as httpRequest } from 'node:http'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { realClock } from '../../electron/hub/clock.ts'
import { practiceAccount } from '../../electron/hub/practice/practice-account.ts'
import { startPracticeCarrier } from '../../electron/hub/practice/practice-carrier.ts'
import type { PracticeCarrier } from '../../electron/hub/practice/practice-carrier.ts'
import { promptTiming } from '../../electron/hub/practice/types.ts'
import { seededRandom } from '../../electron/hub/random.ts'
import { startNgrokEdge } from '../stand-ins/ngrok/edge.ts'
import type { NgrokEdge } from '../stand-ins/ngrok/types.ts'
import { loopbackCertificate } from '../support/certificate.ts'
import { expect, test as base } from './fixtures/app.ts'
import { screenOf, writeTo } from './fixtures/screen.ts'

const domain = 'camp.ngrok-free.app'
const parent = '+13125550142'

/** The public side of the edge as Twilio meets it: TLS under the camp's name, and the tunnel behind it. */
async function publicSide(edge: NgrokEdge) {
  const { certificate, key } = loopbackCertificate({ names: [domain] })
  const server = createServer({ cert: certificate, key }, (incoming, answer) => {
    const { method, url, headers } = incoming
    const onward = httpRequest({ host: '127.0.0.1', port: edge.publicPort, method, path: url, headers }, (reply) => {
      answer.writeHead(reply.statusCode ?? 502, reply.headers)
      reply.pipe(answer)
    })
    onward.on('error', () => answer.destroy())
    incoming.pipe(onward)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    route: { host: '127.0.0.1', port: (server.address() as AddressInfo).port, certificateAuthority: certificate },
    close() {
      server.close()
      server.closeAllConnections()
    },
  }
}

/** A live account whose webhooks come through ngrok's edge on loopback, spoken to by the real SDK. */
const test = base.extend<{ edge: NgrokEdge; twilio: PracticeCarrier }>({
  edge: async ({}, use) => {
    const edge = await startNgrokEdge()
    await use(edge)
    await edge.stop()
  },
  twilio: async ({ edge }, use) => {
    const side = await publicSide(edge)
    const twilio = await startPracticeCarrier({
      clock: realClock(),
      random: seededRandom(1),
      file: null,
      account: practiceAccount,
      parents: null,
      timing: promptTiming,
      route: (url) => (url.hostname === domain ? side.route : null),
    })
    twilio.setInboundUrl(`https://${domain}/twilio/sms`)
    await use(twilio)
    await twilio.stop()
    side.close()
  },
  appOptions: async ({ edge, twilio, appOptions }, use) => {
    const folder = mkdtempSync(join(tmpdir(), 'ptp-edge-'))
    const certificate = join(folder, 'edge.pem')
    writeFileSync(certificate, edge.certificateAuthority)
    const env = {
      PTP_TWILIO_ACCOUNT_SID: practiceAccount.accountSid,
      PTP_TWILIO_AUTH_TOKEN: practiceAccount.authToken,
      PTP_TWILIO_NUMBER: practiceAccount.numbers[0]?.phoneNumber ?? '',
      PTP_TWILIO_API: twilio.origin,
      PTP_NGROK_SERVER: edge.server,
      PTP_NGROK_CA: certificate,
      PTP_NGROK_AUTHTOKEN: '2tokenOfTheCampThatNobodyMaySee_4cQz',
    }
    await use({ ...appOptions, env: { ...env, ...appOptions.env } })
    rmSync(folder, { recursive: true })
  },
})

test(
  'the tunnel is lost and comes back while replies arrive: each is here once, and in order',
  { tag: '@long' },
  async ({ app, edge, twilio }) => {
    test.slow()
    const { page } = app
    const screen = screenOf(page)
    const patient = { timeout: 30_000 }

    await test.step('through the tunnel: a text goes out and is confirmed, an answer comes in', async () => {
      await expect(screen.status).toContainText('Webhooks: ngrok', patient)
      await writeTo(page, parent, 'Where are you?')
      await expect(screen.message('Where are you?')).toHaveAccessibleName(/, Delivered$/, patient)
      twilio.textFrom(parent, 'On the bridge')
      await expect(screen.message('On the bridge')).toBeVisible(patient)
    })

    await test.step('ngrok is gone: the app says so, and asks Twilio instead', async () => {
      await edge.down()
      await expect(screen.status).toContainText('asking Twilio instead', patient)
      twilio.textFrom(parent, 'Still on the bridge')
      await expect(screen.message('Still on the bridge')).toBeVisible(patient)
      await screen.composer.fill('Take your time')
      await screen.composer.press('Enter')
      await expect(screen.message('Take your time')).toHaveAccessibleName(/, Delivered$/, patient)
    })

    await test.step('an answer arrives in the very moment of its return', async () => {
      twilio.textFrom(parent, 'Nearly there')
      await edge.up()
      await expect(screen.status).toContainText('Webhooks: ngrok', patient)
      await expect(screen.message('Nearly there')).toBeVisible(patient)
      twilio.textFrom(parent, 'At the gate')
      await expect(screen.message('At the gate')).toBeVisible(patient)
    })

    await test.step('nothing is doubled, nothing out of order', async () => {
      const words = [
        'Where are you?',
        'On the bridge',
        'Still on the bridge',
        'Take your time',
        'Nearly there',
        'At the gate',
      ]
      await expect(screen.messages).toHaveCount(words.length)
      await expect(screen.messages).toContainText(words)
      expect(twilio.accepted().map(({ body }) => body)).toEqual(['Where are you?', 'Take your time'])
    })
  },
)
