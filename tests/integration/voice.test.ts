import { renameSync, rmSync } from 'node:fs'
import { dirname } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { updateOutbox } from '../../db/outbox.ts'
import { findCallIn } from '../../db/voice.ts'
import { prepareStore } from '../../electron/hub/backup/prepare.ts'
import { newId } from '../../electron/hub/ids.ts'
import { cancelMessage, retryMessage } from '../../electron/hub/outbox/compose.ts'
import { releaseHeld } from '../../electron/hub/outbox/held.ts'
import { removeFamily } from '../../electron/hub/people/removal/remove-family.ts'
import { receiveCall } from '../../electron/hub/voice/calls-in.ts'
import { practiceAccount } from '../../electron/hub/practice/practice-account.ts'
import { messageView } from '../../electron/hub/views.ts'
import type { Callee } from '../../electron/hub/practice/voice/types.ts'
import type { CallView } from '../../electron/ipc/contract/views.ts'
import { campLine } from '../support/camp-line.ts'
import type { CampLine, CampLineOptions } from '../support/camp-line.ts'
import { makeFamilies } from '../support/camp-of.ts'
import { manualClock } from '../support/manual-clock.ts'
import type { ManualClock } from '../support/manual-clock.ts'
import { migrationsDir } from '../support/test-store.ts'
import { startWebhookCollector } from '../support/webhook-collector.ts'

const ana = '+12015550111'
const words = 'Lightning near the fields. Camp ends at noon, come to the north gate.'

interface Rig {
  readonly clock: ManualClock
  readonly line: CampLine
  /** The message of the call as its bubble shows it. */
  call(id: string): CallView
}

async function rig(callees: Callee | readonly Callee[], options: Partial<CampLineOptions> = {}): Promise<Rig> {
  const clock = manualClock()
  const list = Array.isArray(callees) ? (callees as readonly Callee[]) : [callees as Callee]
  const line = await campLine({
    clock,
    phones: { pickUp: (_address, count) => list[Math.min(count, list.length - 1)] ?? { kind: 'silent' } },
    settings: { campName: 'PTP Camps' },
    ...options,
  })
  return {
    clock,
    line,
    call(id) {
      const view = messageView(line.message(id)).call
      if (view === null) throw new Error('It is no call')
      return view
    },
  }
}

const listens: Callee = { kind: 'person', rings: 6_000, keys: [] }
const ended =
  ({ line, call }: Rig, id: string) =>
  () =>
    call(id).progress === 'ended' && line.message(id).state !== 'sending'

describe('a spoken message', () => {
  test('rings, is answered and heard; the bubble says each as it happens', async () => {
    const the = await rig(listens)
    const id = the.line.call(ana, words)
    const seen = new Set<string>()
    await the.clock.advanceUntil(
      () => {
        seen.add(the.call(id).progress)
        return ended(the, id)()
      },
      { step: 200, what: 'the end of the call' },
    )
    expect([...seen]).toEqual(expect.arrayContaining(['ringing', 'answered', 'ended']))
    expect(the.call(id)).toMatchObject({ outcome: 'heard', answeredBy: 'person', calls: 1, againAt: null })
    expect(the.line.message(id).state).toBe('delivered')
    const [heard] = the.line.twilio.calls()
    expect(heard?.heard.filter((one) => one.words === words)).toHaveLength(2)
    expect(the.line.twilio.accepted()).toEqual([])
  })

  test('a person who presses 1 hears it again, and 2 confirms it', async () => {
    const the = await rig({ kind: 'person', rings: 6_000, keys: ['1', '2'] })
    const id = the.line.call(ana, words)
    await the.clock.advanceUntil(ended(the, id), { step: 500, what: 'the end of the call' })
    expect(the.call(id)).toMatchObject({ outcome: 'confirmed', answeredBy: 'person' })
    expect(the.line.twilio.calls()[0]?.heard.filter((one) => one.words === words)).toHaveLength(4)
    expect(the.line.twilio.calls()[0]?.pressed).toEqual(['1', '2'])
  })

  test('a machine is left the words behind its beep, and that is not said to be heard', async () => {
    const the = await rig({ kind: 'machine', rings: 8_000, greeting: 7_000 })
    const id = the.line.call(ana, words)
    await the.clock.advanceUntil(ended(the, id), { step: 500, what: 'the end of the call' })
    expect(the.call(id)).toMatchObject({ outcome: 'message-left', answeredBy: 'machine' })
    const taped = the.line.twilio.calls()[0]?.heard.filter((one) => one.afterBeep && one.words === words)
    expect(taped).toHaveLength(1)
  })

  test('who presses 3 leaves a message for the camp, in their conversation', async () => {
    const the = await rig({ kind: 'person', rings: 6_000, keys: ['3'], says: 8 })
    const id = the.line.call(ana, words)
    await the.clock.advanceUntil(ended(the, id), { step: 500, what: 'the end of the call' })
    const sid = the.line.twilio.calls()[0]?.sid ?? ''
    expect(findCallIn(the.line.workspace.store.db, sid)).toMatchObject({ outcome: 'voicemail', duration: 8 })
  })

  test('who hangs up at once has not heard it', async () => {
    const the = await rig({ kind: 'person', rings: 3_000, keys: [], patience: 1_500 })
    const id = the.line.call(ana, words)
    await the.clock.advanceUntil(ended(the, id), { step: 200, what: 'the end of the call' })
    expect(the.call(id).outcome).toBe('cut-short')
  })

  test('without a way in no key is offered, and the bubble says what REST knows', async () => {
    const the = await rig(listens, { reachable: false })
    const id = the.line.call(ana, words)
    await the.clock.advanceUntil(ended(the, id), { step: 500, what: 'the end of the call' })
    expect(the.call(id)).toMatchObject({ outcome: 'answered', answeredBy: null })
    const [made] = the.line.twilio.calls()
    expect(made?.twiml).not.toContain('<Gather')
    expect(made?.heard.filter((one) => one.words === words)).toHaveLength(3)
  })

  test('busy, then answered five minutes later; what is written meanwhile does not wait', async () => {
    const the = await rig([{ kind: 'busy', rings: 1_000 }, listens])
    const id = the.line.call(ana, words)
    await the.clock.advanceUntil(() => the.call(id).againAt !== null, { step: 500, what: 'the next try' })
    expect(the.call(id)).toMatchObject({ outcome: 'busy', calls: 1 })
    expect(messageView(the.line.message(id)).failure).toBeNull()
    const text = the.line.text(ana, 'Call us when you can')
    await the.clock.advanceUntil(() => the.line.message(text).state === 'delivered', { step: 200, what: 'the text' })
    await the.clock.advanceUntil(() => the.call(id).outcome === 'heard', { step: 1_000, what: 'the second call' })
    expect(the.call(id).calls).toBe(2)
    const [first, second] = the.line.twilio.calls()
    expect((second?.createdAt ?? 0) - (first?.createdAt ?? 0)).toBeGreaterThanOrEqual(5 * 60_000)
    expect(the.line.twilio.calls()).toHaveLength(2)
  })

  test('nobody answers: three calls, and then it has failed', async () => {
    const the = await rig({ kind: 'silent' })
    const id = the.line.call(ana, words)
    await the.clock.advanceUntil(() => the.line.message(id).state === 'failed' && the.call(id).againAt === null, {
      step: 5_000,
      limit: 3_600_000,
      what: 'the last try',
    })
    expect(the.call(id)).toMatchObject({ outcome: 'no-answer', calls: 3 })
    expect(messageView(the.line.message(id)).failure?.reason).toBe('Nobody picked up.')
    await the.clock.advance(3_600_000)
    expect(the.line.twilio.calls()).toHaveLength(3)
  })

  test('a callback of the first call that comes again says nothing of the second', async () => {
    const the = await rig([{ kind: 'busy', rings: 1_000 }, listens])
    const id = the.line.call(ana, words)
    await the.clock.advanceUntil(() => the.call(id).calls === 2 && the.call(id).progress === 'ringing', {
      step: 200,
      limit: 600_000,
      what: 'the second call',
    })
    const [first] = the.line.attempts(id)
    const again = (step: string, parameters: Readonly<Record<string, string>>) =>
      the.line.workspace.line?.webhooks.sink.call({
        step,
        attemptId: first?.id ?? '',
        parameters: { CallSid: first?.sid ?? '', ...parameters },
      })
    await again('status', { CallStatus: 'busy', SequenceNumber: '9' })
    await again('machine', { AnsweredBy: 'machine_end_beep' })
    expect(the.call(id)).toMatchObject({ progress: 'ringing', outcome: null, answeredBy: null })
    await the.clock.advanceUntil(ended(the, id), { step: 500, what: 'the end of the call' })
    expect(the.call(id).outcome).toBe('heard')
    await the.clock.advance(3_600_000)
    expect(the.line.twilio.calls()).toHaveLength(2)
  })

  test('words that no call can say are refused at once, and nothing is tried for ever', async () => {
    const the = await rig(listens)
    const id = the.line.call(ana, "'".repeat(1_100))
    await the.clock.advanceUntil(() => the.line.message(id).state === 'failed', { step: 500, what: 'the refusal' })
    expect(messageView(the.line.message(id)).failure?.details).toContain('too long for a call')
    await the.clock.advance(3_600_000)
    expect([the.line.attempts(id).length, the.line.twilio.calls().length]).toEqual([1, 0])
  })

  test('who wants no texts is called again where a person says so', async () => {
    const the = await rig([{ kind: 'busy', rings: 1_000 }, listens])
    the.line.twilio.textFrom(ana, 'STOP')
    await the.clock.advance(5_000)
    const id = the.line.call(ana, words, 1)
    await the.clock.advanceUntil(() => the.line.message(id).state === 'failed', { step: 500, what: 'the busy phone' })
    the.line.workspace.store.write((write) => retryMessage(write, newId(the.clock.now()), id))
    await the.clock.advanceUntil(() => the.call(id).outcome === 'heard', { step: 500, what: 'the second call' })
    // One that waits for a look, too.
    const held = the.line.call(ana, 'Come to the north gate.', 1)
    the.line.workspace.store.write((write) => {
      updateOutbox(write.db, the.line.message(held).seq, { phase: 'held', held_because: 'waited' })
    })
    await the.clock.advance(10_000)
    expect(the.line.twilio.calls()).toHaveLength(2)
    the.line.workspace.store.write((write) =>
      releaseHeld(write, newId(the.clock.now()), { kind: 'text', messageId: held }),
    )
    await the.clock.advanceUntil(() => the.call(held).outcome === 'heard', { step: 500, what: 'the third call' })
  })

  test('who calls back is not rung again', async () => {
    const the = await rig({ kind: 'silent' })
    const id = the.line.call(ana, words)
    await the.clock.advanceUntil(() => the.call(id).againAt !== null, { step: 500, what: 'the next try' })
    the.line.twilio.callFrom(ana, {})
    await the.clock.advance(3_600_000)
    expect(the.line.twilio.calls().filter(({ to }) => to === ana)).toHaveLength(1)
  })

  test('a call that only the list of calls knows of, and that found a busy phone, is tried again', async () => {
    const the = await rig([{ kind: 'busy', rings: 1_000 }, listens], { reachable: false })
    the.line.twilio.faults.onRequest({ kind: 'accept-then-reset' }, { match: { method: 'POST', path: 'Calls.json' } })
    const id = the.line.call(ana, words)
    await the.clock.advanceUntil(() => the.call(id).againAt !== null, {
      step: 1_000,
      limit: 600_000,
      what: 'the next try',
    })
    expect(the.call(id).outcome).toBe('busy')
    await the.clock.advanceUntil(() => the.call(id).outcome === 'answered', {
      step: 1_000,
      limit: 900_000,
      what: 'the second call',
    })
    expect(the.line.twilio.calls()).toHaveLength(2)
  })

  test('a text that answers ends the tries', async () => {
    const the = await rig({ kind: 'busy', rings: 1_000 })
    const id = the.line.call(ana, words)
    await the.clock.advanceUntil(() => the.call(id).againAt !== null, { step: 500, what: 'the next try' })
    the.line.twilio.textFrom(ana, 'Saw the call, on our way')
    await the.clock.advanceUntil(() => the.call(id).againAt === null, { step: 100, what: 'the answer' })
    await the.clock.advance(3_600_000)
    expect(the.line.twilio.calls()).toHaveLength(1)
  })

  test('an answer that breaks off is settled by the list of calls: the phone does not ring twice', async () => {
    const the = await rig(listens, { reachable: false })
    the.line.twilio.faults.onRequest({ kind: 'accept-then-reset' }, { match: { method: 'POST', path: 'Calls.json' } })
    const id = the.line.call(ana, words)
    await the.clock.advanceUntil(() => the.line.message(id).state === 'uncertain', { step: 50, what: 'doubt' })
    await the.clock.advanceUntil(() => the.line.message(id).state === 'delivered', { step: 1_000, what: 'proof' })
    expect(the.line.twilio.calls()).toHaveLength(1)
  })

  test('a call that was surely not taken is made once the way out is back', async () => {
    const the = await rig(listens)
    the.line.twilio.setNetwork('refused')
    const id = the.line.call(ana, words)
    await the.clock.advance(30_000)
    expect(the.line.twilio.calls()).toEqual([])
    the.line.twilio.setNetwork('up')
    the.line.workspace.line?.link.hint()
    await the.clock.advanceUntil(ended(the, id), { step: 500, what: 'the end of the call' })
    expect(the.line.twilio.calls()).toHaveLength(1)
  })

  test('made after the copy that was put back, it is found at Twilio, and the phone does not ring again', async () => {
    const the = await rig(listens)
    the.line.twilio.setNetwork('refused')
    const [id, later] = [the.line.call(ana, words), the.line.call(ana, 'Camp goes on.')]
    await the.clock.advance(5_000)
    const file = the.line.workspace.store.db.name
    the.line.workspace.store.db.prepare('VACUUM INTO ?').run(`${file}.copy`)
    the.line.workspace.store.write((write) => cancelMessage(write, later))
    the.line.twilio.setNetwork('up')
    the.line.workspace.line?.link.hint()
    await the.clock.advanceUntil(ended(the, id), { step: 500, what: 'the end of the call' })
    await the.line.restart(() => {
      for (const part of ['-wal', '-shm']) rmSync(`${file}${part}`, { force: true })
      renameSync(`${file}.copy`, file)
      prepareStore({
        file,
        migrationsDir,
        mediaDir: dirname(file),
        header: { madeAt: the.clock.now() },
        isOurs: true,
        credentials: null,
        consent: [],
        clock: the.clock,
      })
    })
    the.line.workspace.line?.catchUp.start()
    await the.clock.advanceUntil(() => the.line.message(id).state === 'delivered', { step: 500, what: 'its fate' })
    expect(the.call(id)).toMatchObject({ progress: 'ended' })
    // The one that was not made still waits for a look.
    expect(messageView(the.line.message(later))).toMatchObject({ state: 'queued', held: 'restored' })
    expect(the.line.twilio.calls()).toHaveLength(1)
  })

  test('a restart in the middle of a call goes on following it', async () => {
    const the = await rig(listens)
    const id = the.line.call(ana, words)
    await the.clock.advanceUntil(() => the.call(id).progress === 'ringing', { step: 200, what: 'the ringing' })
    await the.line.restart()
    await the.clock.advanceUntil(ended(the, id), { step: 500, what: 'the end of the call' })
    expect(the.line.message(id).state).toBe('delivered')
    expect(the.line.twilio.calls()).toHaveLength(1)
  })
})

describe('a text, then a call', () => {
  const plan = (unless: 'answered' | 'delivered', minutes = 5) => ({ unless, minutes, callId: newId(1) })

  test('nobody answers the text: its words are spoken', async () => {
    const the = await rig(listens)
    the.line.textThenCall(ana, words, plan('answered'))
    await the.clock.advance(4 * 60_000)
    expect(the.line.twilio.calls()).toEqual([])
    await the.clock.advanceUntil(() => the.line.twilio.calls().length === 1, { step: 5_000, what: 'the call' })
    await the.clock.advance(3_600_000)
    expect(the.line.twilio.calls()).toHaveLength(1)
  })

  test('an answer, or the arrival where that was hoped for, makes the call needless', async () => {
    const the = await rig(listens)
    the.line.textThenCall(ana, words, plan('answered'))
    the.line.textThenCall('+12015550112', words, plan('delivered'))
    await the.clock.advance(60_000)
    the.line.twilio.textFrom(ana, 'On our way')
    await the.clock.advance(3_600_000)
    expect(the.line.twilio.calls()).toEqual([])
  })

  test('a text that fails is spoken at once', async () => {
    const the = await rig(listens)
    the.line.textThenCall('+15005553006', words, plan('delivered', 30))
    await the.clock.advanceUntil(() => the.line.twilio.calls().length === 1, { step: 1_000, what: 'the call' })
  })

  test('a text that never left while the laptop was closed is not spoken the next morning', async () => {
    const the = await rig(listens)
    the.line.twilio.setNetwork('refused')
    the.line.workspace.line?.link.hint()
    await the.clock.advanceUntil(() => the.line.workspace.line?.link.state === 'offline', {
      step: 500,
      what: 'offline',
    })
    the.line.textThenCall(ana, words, plan('delivered'))
    await the.line.restart(async () => {
      await the.clock.advance(14 * 3_600_000)
      the.line.twilio.setNetwork('up')
    })
    await the.clock.advance(600_000)
    expect(the.line.twilio.calls()).toEqual([])
    expect(the.line.workspace.store.db.prepare('SELECT outcome FROM call_after').get()).toEqual({ outcome: 'late' })
  })

  test('the laptop was closed when the time came: a person decides', async () => {
    const the = await rig(listens)
    the.line.textThenCall(ana, words, plan('answered'))
    await the.clock.advance(10_000)
    await the.line.restart(() => undefined)
    const { db } = the.line.workspace.store
    db.exec('UPDATE attempt SET started_at = started_at - 3600000')
    await the.clock.advance(120_000)
    expect(the.line.twilio.calls()).toEqual([])
    expect(db.prepare('SELECT outcome FROM call_after').get()).toEqual({ outcome: 'late' })
  })

  test('in a store that was put back from a copy nobody is called by itself: they may have been', async () => {
    const the = await rig([{ kind: 'busy', rings: 1_000 }, listens])
    const call = the.line.call(ana, 'Come to the north gate.')
    await the.clock.advanceUntil(() => the.call(call).againAt !== null, { step: 500, what: 'the next try' })
    the.line.textThenCall('+12015550112', words, plan('answered'))
    await the.clock.advance(10_000)
    const file = the.line.workspace.store.db.name
    await the.line.restart(() =>
      prepareStore({
        file,
        migrationsDir,
        mediaDir: dirname(file),
        header: { madeAt: the.clock.now() },
        isOurs: true,
        credentials: null,
        consent: [],
        clock: the.clock,
      }),
    )
    await the.clock.advance(3_600_000)
    expect(the.line.twilio.calls()).toHaveLength(1)
    expect(the.line.workspace.store.db.prepare('SELECT outcome FROM call_after').get()).toEqual({ outcome: 'late' })
  })
})

describe('a call to the camp', () => {
  const arrived = (the: Rig, sid: string) => findCallIn(the.line.workspace.store.db, sid)

  test('is answered in the camp’s name; a message is kept in the conversation, with its sound', async () => {
    const the = await rig({ kind: 'silent' })
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
    const the = await rig({ kind: 'silent' })
    const sid = the.line.twilio.callFrom(ana, { patience: 3_000 })
    await the.clock.advanceUntil(() => the.line.twilio.call(sid)?.endedAt !== null, { step: 200, what: 'its end' })
    expect(arrived(the, sid)).toMatchObject({ outcome: 'missed' })
  })

  test('is passed on to the director, who takes it by a key', async () => {
    const the = await rig(
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
    const the = await rig({ kind: 'silent' }, { settings: { callsForwardTo: own } })
    const document = await the.line.workspace.line?.webhooks.sink.call({
      step: 'in',
      attemptId: null,
      parameters: { CallSid: `CA${'2'.repeat(32)}`, From: ana, To: own },
    })
    expect(document).toContain('<Record')
    expect(document).not.toContain('<Dial')
  })

  test('goes to the tape where the director’s own voicemail picked up', async () => {
    const the = await rig({ kind: 'silent' })
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
    const the = await rig(
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
    const the = await rig({ kind: 'silent' }, { reachable: false })
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
    const the = await rig(listens)
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
    const the = await rig({ kind: 'silent' }, { settings: { voicemailKeptAtTwilio: false } })
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
