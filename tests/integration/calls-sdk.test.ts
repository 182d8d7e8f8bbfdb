import { describe, expect, onTestFinished, test } from 'vitest'
import { createCarrier } from '../../electron/hub/carrier/twilio-carrier.ts'
import type { TwilioCarrier } from '../../electron/hub/carrier/twilio-carrier.ts'
import { silentLog } from '../../electron/hub/log.ts'
import type { PracticeCarrier } from '../../electron/hub/practice/practice-carrier.ts'
import type { Callee } from '../../electron/hub/practice/voice/types.ts'
import { announcementTwiml } from '../../electron/hub/voice/announcement.ts'
import { manualClock } from '../support/manual-clock.ts'
import type { ManualClock } from '../support/manual-clock.ts'
import { practiceTwilio } from '../support/practice-twilio.ts'
import { startWebhookCollector } from '../support/webhook-collector.ts'

const ana = '+13125550142'
const ours = '+13125550100'

interface Rig {
  readonly clock: ManualClock
  readonly twilio: PracticeCarrier
  readonly carrier: TwilioCarrier
}

async function rig(callee: Callee): Promise<Rig> {
  const clock = manualClock()
  const twilio = await practiceTwilio(clock, {}, { phones: { pickUp: () => callee } })
  const link = { proved: () => undefined, failed: () => undefined, hint: () => undefined }
  const carrier = createCarrier({ account: twilio.account, clock, link, log: silentLog })
  onTestFinished(() => carrier.close())
  return { clock, twilio, carrier }
}

const twiml = announcementTwiml({
  text: 'Practice is over.',
  language: 'en',
  voice: 'woman',
  camp: 'PTP',
  keysUrl: null,
})
const call = { to: ana, from: ours, twiml, rings: 30, statusCallback: null, machineCallback: null }

describe('calls through the SDK', () => {
  test('one is made, followed by its sid, and found in the list', async () => {
    const { clock, twilio, carrier } = await rig({ kind: 'person', rings: 4_000, keys: [] })
    const phases: string[] = []
    const made = await carrier.calls.make(call, (phase) => phases.push(phase))
    expect(phases).toEqual(['connecting', 'connected', 'written', 'answered'])
    if (made.kind !== 'accepted') throw new Error(made.kind)
    expect(made.message).toMatchObject({ status: 'queued', to: ana, from: ours })
    await clock.advanceUntil(() => twilio.call(made.message.sid)?.status === 'completed', {
      step: 500,
      what: 'its end',
    })
    const fetched = await carrier.calls.fetch(made.message.sid)
    expect(fetched).toMatchObject({ kind: 'ok', value: { status: 'completed', direction: 'outbound' } })
    if (fetched.kind === 'ok') expect(fetched.value.duration).toBeGreaterThan(5)
    const since = clock.now() - 3_600_000
    expect(await carrier.calls.listTo(ana, since, 50)).toMatchObject({ kind: 'ok', value: [{ sid: made.message.sid }] })
    expect(await carrier.calls.listTo(ana, clock.now() + 1_000, 50)).toEqual({ kind: 'ok', value: [] })
    expect(await carrier.calls.redirect(made.message.sid, twiml)).toMatchObject({ kind: 'no-answer' })
  })

  test('a refusal says so in words; what breaks off behind the request is uncertain', async () => {
    const { twilio, carrier } = await rig({ kind: 'silent' })
    const refused = await carrier.calls.make({ ...call, to: '+15005550001' }, () => undefined)
    expect(refused).toMatchObject({ kind: 'refused', failure: { code: 21_211 } })
    twilio.faults.onRequest({ kind: 'accept-then-reset' }, { match: { method: 'POST', path: 'Calls.json' } })
    expect(await carrier.calls.make(call, () => undefined)).toMatchObject({ kind: 'uncertain' })
    expect(twilio.calls()).toHaveLength(1)
    twilio.setNetwork('refused')
    expect(await carrier.calls.make(call, () => undefined)).toMatchObject({ kind: 'no-way-out' })
  })

  test('a caller’s message is found, fetched from Twilio’s own address, and deleted there', async () => {
    const { clock, twilio, carrier } = await rig({ kind: 'silent' })
    const collector = await startWebhookCollector()
    onTestFinished(() => collector.stop())
    collector.answerBy((path) =>
      path === '/voice'
        ? `<Response><Record action="${collector.origin}/done"/></Response>`
        : '<Response><Hangup/></Response>',
    )
    twilio.setVoiceUrl(`${collector.origin}/voice`)
    const sid = twilio.callFrom(ana, { says: 5 })
    await clock.advanceUntil(() => twilio.call(sid)?.endedAt !== null, { step: 500, what: 'its end' })
    expect(await carrier.calls.listIn(ours, clock.now() - 3_600_000, 50)).toMatchObject({
      kind: 'ok',
      value: [{ sid, from: ana }],
    })
    const found = await carrier.calls.recordings(sid)
    if (found.kind !== 'ok') throw new Error(found.kind)
    const [recording] = found.value
    expect(recording).toMatchObject({ duration: 5 })
    expect(recording?.url).toMatch(
      /^https:\/\/api\.twilio\.com\/2010-04-01\/Accounts\/AC.*\/Recordings\/RE[0-9a-f]{32}\.wav$/,
    )
    expect(await carrier.calls.deleteRecording(recording?.sid ?? '')).toEqual({ kind: 'ok', value: null })
    expect(await carrier.calls.deleteRecording(recording?.sid ?? '')).toEqual({ kind: 'not-found' })
  })
})
