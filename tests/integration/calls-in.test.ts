import { describe, expect, onTestFinished, test } from 'vitest'
import { findCallIn } from '../../db/voice.ts'
import { newId } from '../../electron/hub/ids.ts'
import { removeFamily } from '../../electron/hub/people/removal/remove-family.ts'
import { receiveCall } from '../../electron/hub/voice/calls-in.ts'
import { practiceAccount } from '../../electron/hub/practice/practice-account.ts'
import { makeFamilies } from '../support/camp-of.ts'
import { startWebhookCollector } from '../support/webhook-collector.ts'
import { ana, ended, listens, voiceRig, words } from '../support/voice-rig.ts'
import type { VoiceRig } from '../support/voice-rig.ts'

describe('a call to the camp', () => {
  const arrived = (the: VoiceRig, sid: string) => findCallIn(the.line.workspace.store.db, sid)

  test('is answered in the camp’s name; a message is kept in the conversation, with its sound', async () => {
    const the = await voiceRig({ kind: 'silent' })
    const sid = the.line.twilio.callFrom(ana, { says: 12 })
    await the.clock.advanceUntil(() => arrived(the, sid)?.outcome === 'voicemail', { step: 500, what: 'the voicemail' })
    expect(the.line.twilio.call(sid)?.heard[0]?.words).toBe('You have reached PTP Camps.')
    const { db } = the.line.workspace.store
    await the.clock.advanceUntil(
      () => db.prepare(`SELECT 1 FROM media WHERE state = 'fetched' AND kind = 'audio'`).get() !== undefined,
      { step: 100, what: 'the sound' },
    )
    await the.clock.advanceUntil(() => the.line.twilio.call(sid)?.status === 'completed', {
      step: 500,
      what: 'its end',
    })
    expect(db.prepare('SELECT count(*) AS count FROM media').get()).toEqual({ count: 1 })
    expect(db.prepare(`SELECT unread_count FROM conversation WHERE address = ?`).get(ana)).toEqual({ unread_count: 1 })
  })

  test('one that leaves nothing is a missed call', async () => {
    const the = await voiceRig({ kind: 'silent' })
    const sid = the.line.twilio.callFrom(ana, { patience: 3_000 })
    await the.clock.advanceUntil(() => arrived(the, sid)?.progress === 'ended', { step: 200, what: 'its end' })
    expect(arrived(the, sid)).toMatchObject({ outcome: 'missed', duration: 3 })
  })

  test('is passed on to the director, who takes it by a key', async () => {
    const the = await voiceRig(
      { kind: 'person', rings: 4_000, keys: ['5'] },
      {
        settings: { campName: 'PTP Camps', callsForwardTo: '+12015550190', callsFrom: 0, callsUntil: 0 },
      },
    )
    const sid = the.line.twilio.callFrom(ana, { says: 10 })
    await the.clock.advanceUntil(() => arrived(the, sid)?.outcome === 'taken', { step: 500, what: 'the director' })
    expect(the.line.twilio.call(sid)?.heard.map((one) => one.words)).toEqual([
      'You have reached PTP Camps. One moment.',
    ])
  })

  test('goes to the tape where calls are passed on to the camp’s own number, by mistake', async () => {
    const own = practiceAccount.numbers[0]?.phoneNumber ?? ''
    const the = await voiceRig({ kind: 'silent' }, { settings: { callsForwardTo: own } })
    const document = await the.line.workspace.line?.webhooks.sink.call({
      step: 'in',
      attemptId: null,
      parameters: { CallSid: `CA${'2'.repeat(32)}`, From: ana, To: own },
    })
    expect(document).toContain('<Record')
    expect(document).not.toContain('<Dial')
  })

  test('goes to the tape where the director’s own voicemail picked up', async () => {
    const the = await voiceRig({ kind: 'silent' })
    const dialed = (DialBridged: string) =>
      the.line.workspace.line?.webhooks.sink.call({
        step: 'dialed',
        attemptId: null,
        parameters: { CallSid: `CA${'1'.repeat(32)}`, DialCallStatus: 'completed', DialBridged },
      })
    expect(await dialed('false')).toContain('<Record')
    expect(await dialed('true')).not.toContain('<Record')
  })

  test('goes to the tape where the director does not take it', async () => {
    const the = await voiceRig(
      { kind: 'machine', rings: 4_000, greeting: 3_000 },
      {
        settings: { callsForwardTo: '+12015550190', callsFrom: 0, callsUntil: 0 },
      },
    )
    const sid = the.line.twilio.callFrom(ana, { says: 6 })
    await the.clock.advanceUntil(() => arrived(the, sid)?.outcome === 'voicemail', { step: 500, what: 'the voicemail' })
    expect(arrived(the, sid)?.duration).toBe(6)
  })

  test('that no webhook told of is found by asking, with what was left on tape, in its place', async () => {
    const the = await voiceRig({ kind: 'silent' }, { reachable: false })
    const elsewhere = await startWebhookCollector()
    onTestFinished(() => elsewhere.stop())
    // The Twilio-hosted fallback of a laptop that is away.
    elsewhere.answerBy((path) =>
      path === '/voice'
        ? `<Response><Record action="${elsewhere.origin}/done"/></Response>`
        : '<Response><Hangup/></Response>',
    )
    the.line.twilio.setVoiceUrl(`${elsewhere.origin}/voice`)
    const tape = the.line.twilio.callFrom(ana, { says: 9 })
    const short = the.line.twilio.callFrom('+12015550112', { patience: 1_000 })
    await the.clock.advanceUntil(() => the.line.twilio.call(tape)?.endedAt !== null, { step: 500, what: 'its end' })
    await the.clock.advance(10 * 60_000)
    const look = the.line.workspace.line?.catchUp
    look?.start()
    await the.clock.advanceUntil(() => arrived(the, tape)?.outcome === 'voicemail', { step: 200, what: 'the tape' })
    await the.clock.advanceUntil(() => arrived(the, short) !== undefined, { step: 200, what: 'the other call' })
    expect(arrived(the, short)).toMatchObject({ outcome: 'missed' })
    const { db } = the.line.workspace.store
    expect(db.prepare(`SELECT count(*) AS count FROM message WHERE channel = 'voice'`).get()).toEqual({ count: 2 })
    expect(db.prepare(`SELECT DISTINCT arrived_while_away AS away FROM message WHERE channel = 'voice'`).all()).toEqual(
      [{ away: 1 }],
    )
    const before = look?.lastAt ?? 0
    void look?.now()
    await the.clock.advanceUntil(() => (look?.lastAt ?? 0) > before, { step: 200, what: 'another look' })
    expect(db.prepare(`SELECT count(*) AS count FROM message WHERE channel = 'voice'`).get()).toEqual({ count: 2 })
  })

  test('deleted with its family, it is deleted at Twilio as well, with its sound, and does not come back', async () => {
    const the = await voiceRig(listens)
    const { store } = the.line.workspace
    makeFamilies(store.db, [{ guardians: [{ first: 'Ana', addresses: [ana] }], players: [{ first: 'Maya' }] }])
    const sid = the.line.twilio.callFrom(ana, { says: 6 })
    await the.clock.advanceUntil(() => arrived(the, sid)?.outcome === 'voicemail', { step: 500, what: 'the voicemail' })
    const id = the.line.call(ana, words)
    await the.clock.advanceUntil(ended(the, id), { step: 500, what: 'the end of the call' })
    const familyId = Number(store.db.prepare('SELECT family_id FROM guardian').pluck().get())
    store.write((write) =>
      removeFamily(write, { requestId: newId(write.now), staff: 'Kim' }, familyId, {
        withTexts: true,
        atCarrier: true,
      }),
    )
    await the.clock.advanceUntil(() => store.db.prepare('SELECT count(*) FROM carrier_removal').pluck().get() === 0, {
      step: 500,
      limit: 600_000,
      what: 'the deletion',
    })
    const calls = the.line.workspace.line?.carrier.calls
    expect(await calls?.recordings(sid)).not.toMatchObject({ value: [{}] })
    expect([await calls?.fetch(sid), await calls?.listTo(ana, 0, 50)]).toEqual([
      { kind: 'not-found' },
      { kind: 'ok', value: [] },
    ])
    store.write((write) => receiveCall(write, { sid, from: ana, to: '' }, { at: write.now, whileAway: true }))
    expect(store.db.prepare('SELECT count(*) FROM message').pluck().get()).toBe(0)
  })

  test('Twilio’s copy of a voicemail is deleted once it is here, where that is wished', async () => {
    const the = await voiceRig({ kind: 'silent' }, { settings: { voicemailKeptAtTwilio: false } })
    const sid = the.line.twilio.callFrom(ana, { says: 6 })
    const { db } = the.line.workspace.store
    await the.clock.advanceUntil(() => db.prepare(`SELECT 1 FROM media WHERE state = 'fetched'`).get() !== undefined, {
      step: 200,
      what: 'the sound',
    })
    expect(arrived(the, sid)?.outcome).toBe('voicemail')
    the.line.workspace.line?.catchUp.start()
    await the.clock.advanceUntil(
      () => db.prepare('SELECT 1 FROM recording WHERE deleted_at IS NOT NULL').get() !== undefined,
      { step: 200, what: 'the deletion' },
    )
    expect(await the.line.workspace.line?.carrier.calls.recordings(sid)).toEqual({ kind: 'ok', value: [] })
  })
})
