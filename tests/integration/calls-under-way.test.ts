import { describe, expect, onTestFinished, test } from 'vitest'
import { findMessageBySeq } from '../../db/messages.ts'
import { findCallIn } from '../../db/voice.ts'
import { conversationView, messageView } from '../../electron/hub/views.ts'
import { findConversation } from '../../db/conversations.ts'
import { ana, voiceRig } from '../support/voice-rig.ts'
import type { VoiceRig } from '../support/voice-rig.ts'
import { startWebhookCollector } from '../support/webhook-collector.ts'

const made = `CA${'5'.repeat(32)}`
const tape = `RE${'5'.repeat(32)}`
const director = { callsForwardTo: '+12015550190', callsFrom: 0, callsUntil: 0 }

const arrived = (the: VoiceRig, sid: string) => findCallIn(the.line.workspace.store.db, sid)

/** What a webhook brings of a call; the practice's Twilio knows nothing of it. */
function webhook(the: VoiceRig, step: string, parameters: Readonly<Record<string, string>> = {}) {
  return the.line.workspace.line?.webhooks.sink.call({
    step,
    attemptId: null,
    parameters: { CallSid: made, From: ana, To: the.line.twilio.account.number, Direction: 'inbound', ...parameters },
  })
}

function shown(the: VoiceRig, sid: string) {
  const { db } = the.line.workspace.store
  const message = findMessageBySeq(db, arrived(the, sid)?.message_seq ?? 0)
  const row = findConversation(db, message?.conversation_id ?? 0)
  if (!message || !row) throw new Error('It is not here.')
  const { unreadCount, needsReply, lastMessage } = conversationView(row, 'US')
  const { progress, outcome } = messageView(message).call ?? {}
  return { progress, outcome, preview: lastMessage?.preview, unreadCount, needsReply }
}

/** An hour later, looked for by every means: who was told of it would be told again. */
async function longAfter(the: VoiceRig): Promise<readonly string[]> {
  the.line.workspace.line?.catchUp.start()
  await the.clock.advance(60_000)
  const look = the.line.workspace.line?.catchUp.now()
  await the.clock.advance(60 * 60_000)
  await look
  return the.line.told
}

describe('a call that nobody took is told of once', () => {
  test('hung up during the greeting, which no webhook tells of', async () => {
    const the = await voiceRig({ kind: 'silent' })
    const sid = the.line.twilio.callFrom(ana, { patience: 3_000 })
    await the.clock.advance(2_000)
    expect(shown(the, sid)).toMatchObject({ progress: 'ringing', outcome: null, preview: 'Calling the camp…' })
    expect(the.line.told).toEqual([])
    await the.clock.advanceUntil(() => the.line.told.length > 0, {
      step: 1_000,
      limit: 60_000,
      what: 'the notification',
    })
    expect(shown(the, sid)).toMatchObject({
      progress: 'ended',
      outcome: 'missed',
      preview: 'Missed call',
      unreadCount: 1,
    })
    expect(await longAfter(the)).toEqual(['Missed call'])
  })

  test('hung up before the tone, also where the app was closed in the meantime', async () => {
    const the = await voiceRig({ kind: 'silent' })
    const sid = the.line.twilio.callFrom(ana, { patience: 8_000 })
    await the.clock.advance(4_000)
    await the.line.restart(() => the.clock.advance(60_000))
    expect(the.line.told).toEqual([])
    await the.clock.advanceUntil(() => the.line.told.length > 0, {
      step: 1_000,
      limit: 60_000,
      what: 'the notification',
    })
    expect(shown(the, sid).outcome).toBe('missed')
    expect(await longAfter(the)).toEqual(['Missed call'])
  })

  test('by the number’s own callback, however often it comes', async () => {
    const the = await voiceRig({ kind: 'silent' })
    await webhook(the, 'in')
    const over = () => webhook(the, 'status', { CallStatus: 'completed', CallDuration: '2' })
    await over()
    expect(the.line.told).toEqual(['Missed call'])
    await over()
    expect(await longAfter(the)).toEqual(['Missed call'])
  })

  test('as soon as they hung up while the director’s phone rang', async () => {
    const the = await voiceRig({ kind: 'silent' }, { settings: director })
    await webhook(the, 'in')
    expect(shown(the, made)).toMatchObject({ progress: 'calling', preview: 'Passed on to the director…' })
    const document = await webhook(the, 'dialed', { CallStatus: 'completed', DialCallStatus: 'no-answer' })
    expect(document).not.toContain('<Record')
    await webhook(the, 'status', { CallStatus: 'completed', CallDuration: '12' })
    expect(await longAfter(the)).toEqual(['Missed call'])
  })

  test('where they stayed to the tone and said nothing', async () => {
    const the = await voiceRig({ kind: 'silent' })
    await webhook(the, 'in')
    await webhook(the, 'recording', { RecordingSid: tape, RecordingStatus: 'absent' })
    await webhook(the, 'status', { CallStatus: 'completed', CallDuration: '20' })
    expect(await longAfter(the)).toEqual(['Missed call'])
  })
})

describe('calls that only the list of calls tells of', () => {
  test('are told of once each, also where the carrier breaks off in the midst of the look', async () => {
    const the = await voiceRig({ kind: 'silent' }, { reachable: false })
    const elsewhere = await startWebhookCollector()
    onTestFinished(() => elsewhere.stop())
    elsewhere.answerBy((path) =>
      path === '/voice'
        ? `<Response><Record action="${elsewhere.origin}/done"/></Response>`
        : '<Response><Hangup/></Response>',
    )
    the.line.twilio.setVoiceUrl(`${elsewhere.origin}/voice`)
    the.line.twilio.callFrom('+12015550112', { patience: 1_000 })
    await the.clock.advance(5_000)
    const sid = the.line.twilio.callFrom(ana, { says: 9 })
    await the.clock.advanceUntil(() => the.line.twilio.call(sid)?.endedAt !== null, { step: 500, what: 'its end' })
    the.line.twilio.faults.onRequest({ kind: 'unavailable' }, { match: { method: 'GET', path: 'Recordings.json' } })
    expect([...(await longAfter(the))].sort()).toEqual(['Left a voicemail', 'Missed call'])
  })
})

describe('a voicemail is told of once, and not as a missed call besides', () => {
  test('that comes by webhooks', async () => {
    const the = await voiceRig({ kind: 'silent' })
    const sid = the.line.twilio.callFrom(ana, { says: 12 })
    await the.clock.advanceUntil(() => the.line.told.length > 0, { step: 500, what: 'the notification' })
    expect(shown(the, sid)).toMatchObject({ outcome: 'voicemail', preview: 'Voicemail' })
    expect(await longAfter(the)).toEqual(['Left a voicemail'])
  })

  test('of a call whose end is told of first', async () => {
    const the = await voiceRig({ kind: 'silent' })
    await webhook(the, 'in')
    await webhook(the, 'status', { CallStatus: 'completed', CallDuration: '25' })
    expect(shown(the, made)).toMatchObject({ progress: 'waiting', outcome: 'missed', preview: 'Missed call' })
    await the.clock.advance(5_000)
    expect(the.line.told).toEqual([])
    await webhook(the, 'recorded', { RecordingSid: tape, RecordingDuration: '9' })
    await webhook(the, 'recording', { RecordingSid: tape, RecordingDuration: '9', RecordingStatus: 'completed' })
    expect(await longAfter(the)).toEqual(['Left a voicemail'])
  })

  test('of a call whose end is told of first, and that comes too late: once all the same', async () => {
    const the = await voiceRig({ kind: 'silent' })
    await webhook(the, 'in')
    await webhook(the, 'status', { CallStatus: 'completed', CallDuration: '25' })
    await the.clock.advanceUntil(() => the.line.told.length > 0, {
      step: 1_000,
      limit: 60_000,
      what: 'the notification',
    })
    await webhook(the, 'recorded', { RecordingSid: tape, RecordingDuration: '9' })
    expect(shown(the, made).outcome).toBe('voicemail')
    expect(await longAfter(the)).toEqual(['Missed call'])
  })

  test('whose webhooks are lost: it is asked for', async () => {
    const the = await voiceRig({ kind: 'silent' })
    const { sink } = the.line.workspace.line?.webhooks ?? {}
    if (!sink) throw new Error('There is no line.')
    const take = sink.call
    Object.assign(sink, {
      call: (step: Parameters<typeof take>[0]) =>
        step.step.startsWith('record') ? Promise.reject(new Error('lost')) : take(step),
    })
    const sid = the.line.twilio.callFrom(ana, { says: 12 })
    await the.clock.advanceUntil(() => the.line.told.length > 0, { step: 1_000, limit: 120_000, what: 'the voicemail' })
    expect(shown(the, sid)).toMatchObject({ progress: 'ended', outcome: 'voicemail' })
    expect(await longAfter(the)).toEqual(['Left a voicemail'])
  })
})

describe('a call that the director takes', () => {
  test('is passed on, taken, and over; nobody has to look at it', async () => {
    const the = await voiceRig({ kind: 'person', rings: 4_000, keys: ['5'] }, { settings: director })
    const sid = the.line.twilio.callFrom(ana, {})
    const seen = new Set<string>()
    await the.clock.advanceUntil(
      () => {
        if (arrived(the, sid)) seen.add(`${shown(the, sid).preview}`)
        return arrived(the, sid)?.progress === 'ended'
      },
      { step: 500, what: 'its end' },
    )
    expect([...seen]).toEqual(['Passed on to the director…', 'Talking with the director…', 'Call taken'])
    expect(shown(the, sid)).toMatchObject({ outcome: 'taken', unreadCount: 0, needsReply: false })
    expect(await longAfter(the)).toEqual([])
  })

  test('is settled by its end where no webhook says that the director hung up', async () => {
    const the = await voiceRig({ kind: 'silent' }, { settings: director })
    await webhook(the, 'in')
    await webhook(the, 'accept', { CallSid: `CA${'6'.repeat(32)}`, ParentCallSid: made, Direction: 'outbound-dial' })
    expect(shown(the, made)).toMatchObject({ progress: 'answered', outcome: null, unreadCount: 1 })
    await webhook(the, 'status', { CallStatus: 'completed', CallDuration: '95' })
    expect(shown(the, made)).toMatchObject({ outcome: 'taken', unreadCount: 0, needsReply: false })
    expect(await longAfter(the)).toEqual([])
  })

  test('leaves alone what they wrote before and after it', async () => {
    const the = await voiceRig({ kind: 'silent' }, { settings: director })
    the.line.twilio.textFrom(ana, 'Where do we park?')
    await the.clock.advance(2_000)
    await webhook(the, 'in')
    the.line.twilio.textFrom(ana, 'And when?')
    await the.clock.advance(2_000)
    await webhook(the, 'dialed', { DialCallStatus: 'completed', DialBridged: 'true', DialCallDuration: '30' })
    expect(shown(the, made)).toMatchObject({ outcome: 'taken', unreadCount: 2, needsReply: true })
  })
})

describe('a webhook without what names its call or its tape', () => {
  test.each([
    ['in', { CallSid: '' }],
    ['in', { CallSid: 'CA1' }],
    ['left', { CallSid: '' }],
    ['left', { RecordingSid: '' }],
    ['recorded', { CallSid: '', RecordingSid: tape }],
    ['recording', { CallSid: '', RecordingSid: tape, RecordingStatus: 'completed' }],
  ])('%s %o: the caller hears something, and nothing is stored', async (step, parameters) => {
    const the = await voiceRig({ kind: 'silent' })
    const document = await webhook(the, step, parameters)
    if (step === 'recording') expect(document).toBeNull()
    else expect(document).toContain('<Hangup/>')
    const again = webhook(the, step, { ...parameters, From: '+12015550199' })
    await again
    const { db } = the.line.workspace.store
    for (const table of ['conversation', 'message', 'voice_call', 'recording'])
      expect(db.prepare(`SELECT count(*) FROM ${table}`).pluck().get()).toBe(0)
  })

  test('a call that is known already makes no second conversation, whoever it is said to come from', async () => {
    const the = await voiceRig({ kind: 'silent' })
    await webhook(the, 'in')
    await webhook(the, 'in', { From: '+12015550199' })
    expect(the.line.workspace.store.db.prepare('SELECT count(*) FROM conversation').pluck().get()).toBe(1)
  })
})
