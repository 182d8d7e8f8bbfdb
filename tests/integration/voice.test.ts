import { renameSync, rmSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { updateOutbox } from '../../db/outbox.ts'
import { findCallIn } from '../../db/voice.ts'
import { newId } from '../../electron/hub/ids.ts'
import { cancelMessage, retryMessage } from '../../electron/hub/outbox/compose.ts'
import { releaseHeld } from '../../electron/hub/outbox/held.ts'
import { messageView } from '../../electron/hub/views.ts'
import { ana, ended, listens, preparedCopy, voiceRig, words } from '../support/voice-rig.ts'

const inChinese =
  '球场附近有雷电，今天的训练营中午提前结束。请家长到北门接孩子，不要开车进停车场。工作人员会在门口等候，孩子们都在室内，非常安全，请放心，谢谢。'

describe('a spoken message', () => {
  test('rings, is answered and heard; the bubble says each as it happens', async () => {
    const the = await voiceRig(listens)
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
    const the = await voiceRig({ kind: 'person', rings: 6_000, keys: ['1', '2'] })
    const id = the.line.call(ana, words)
    await the.clock.advanceUntil(ended(the, id), { step: 500, what: 'the end of the call' })
    expect(the.call(id)).toMatchObject({ outcome: 'confirmed', answeredBy: 'person' })
    expect(the.line.twilio.calls()[0]?.heard.filter((one) => one.words === words)).toHaveLength(4)
    expect(the.line.twilio.calls()[0]?.pressed).toEqual(['1', '2'])
  })

  test('a machine is left the words behind its beep, and that is not said to be heard', async () => {
    const the = await voiceRig({ kind: 'machine', rings: 8_000, greeting: 7_000 })
    const id = the.line.call(ana, words)
    await the.clock.advanceUntil(ended(the, id), { step: 500, what: 'the end of the call' })
    expect(the.call(id)).toMatchObject({ outcome: 'message-left', answeredBy: 'machine' })
    const taped = the.line.twilio.calls()[0]?.heard.filter((one) => one.afterBeep && one.words === words)
    expect(taped).toHaveLength(1)
  })

  test('who presses 3 leaves a message for the camp, in their conversation', async () => {
    const the = await voiceRig({ kind: 'person', rings: 6_000, keys: ['3'], says: 8 })
    const id = the.line.call(ana, words)
    await the.clock.advanceUntil(ended(the, id), { step: 500, what: 'the end of the call' })
    const sid = the.line.twilio.calls()[0]?.sid ?? ''
    expect(findCallIn(the.line.workspace.store.db, sid)).toMatchObject({ outcome: 'voicemail', duration: 8 })
  })

  test('who hangs up at once has not heard it', async () => {
    const the = await voiceRig({ kind: 'person', rings: 3_000, keys: [], patience: 1_500 })
    const id = the.line.call(ana, words)
    await the.clock.advanceUntil(ended(the, id), { step: 200, what: 'the end of the call' })
    expect(the.call(id).outcome).toBe('cut-short')
  })

  test.each([
    // A second of silence, nine words of who calls, and thirteen of what is said: 9.4 s or so.
    ['in the middle of the first reading', 'en', words, 6_800, 'cut-short'],
    ['just behind the first reading', 'en', words, 10_000, 'heard'],
    ['after a few signs of Chinese', 'zh', inChinese, 4_000, 'cut-short'],
    ['after some more of them', 'zh', inChinese, 11_000, 'cut-short'],
    ['behind a whole reading of Chinese', 'zh', inChinese, 24_000, 'heard'],
  ])('who hangs up %s (%s)', async (_when, language, text, patience, outcome) => {
    const the = await voiceRig({ kind: 'person', rings: 3_000, keys: [], patience })
    const id = the.line.call(ana, text, 1, language)
    await the.clock.advanceUntil(ended(the, id), { step: 200, what: 'the end of the call' })
    expect(the.call(id).outcome).toBe(outcome)
  })

  test('without a way in no key is offered, and the bubble says what REST knows', async () => {
    const the = await voiceRig(listens, { reachable: false })
    const id = the.line.call(ana, words)
    await the.clock.advanceUntil(ended(the, id), { step: 500, what: 'the end of the call' })
    expect(the.call(id)).toMatchObject({ outcome: 'answered', answeredBy: null })
    const [made] = the.line.twilio.calls()
    expect(made?.twiml).not.toContain('<Gather')
    expect(made?.heard.filter((one) => one.words === words)).toHaveLength(3)
  })

  test('busy, then answered five minutes later; what is written meanwhile does not wait', async () => {
    const the = await voiceRig([{ kind: 'busy', rings: 1_000 }, listens])
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
    const the = await voiceRig({ kind: 'silent' })
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
    const the = await voiceRig([{ kind: 'busy', rings: 1_000 }, listens])
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
    const the = await voiceRig(listens)
    const id = the.line.call(ana, "'".repeat(1_100))
    await the.clock.advanceUntil(() => the.line.message(id).state === 'failed', { step: 500, what: 'the refusal' })
    expect(messageView(the.line.message(id)).failure?.details).toContain('too long for a call')
    await the.clock.advance(3_600_000)
    expect([the.line.attempts(id).length, the.line.twilio.calls().length]).toEqual([1, 0])
  })

  test('who wants no texts is called again where a person says so', async () => {
    const the = await voiceRig([{ kind: 'busy', rings: 1_000 }, listens])
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
    const the = await voiceRig({ kind: 'silent' })
    const id = the.line.call(ana, words)
    await the.clock.advanceUntil(() => the.call(id).againAt !== null, { step: 500, what: 'the next try' })
    the.line.twilio.callFrom(ana, {})
    await the.clock.advance(3_600_000)
    expect(the.line.twilio.calls().filter(({ to }) => to === ana)).toHaveLength(1)
  })

  test('a call that only the list of calls knows of, and that found a busy phone, is tried again', async () => {
    const the = await voiceRig([{ kind: 'busy', rings: 1_000 }, listens], { reachable: false })
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
    const the = await voiceRig({ kind: 'busy', rings: 1_000 })
    const id = the.line.call(ana, words)
    await the.clock.advanceUntil(() => the.call(id).againAt !== null, { step: 500, what: 'the next try' })
    the.line.twilio.textFrom(ana, 'Saw the call, on our way')
    await the.clock.advanceUntil(() => the.call(id).againAt === null, { step: 100, what: 'the answer' })
    await the.clock.advance(3_600_000)
    expect(the.line.twilio.calls()).toHaveLength(1)
  })

  test('an answer that breaks off is settled by the list of calls: the phone does not ring twice', async () => {
    const the = await voiceRig(listens, { reachable: false })
    the.line.twilio.faults.onRequest({ kind: 'accept-then-reset' }, { match: { method: 'POST', path: 'Calls.json' } })
    const id = the.line.call(ana, words)
    await the.clock.advanceUntil(() => the.line.message(id).state === 'uncertain', { step: 50, what: 'doubt' })
    await the.clock.advanceUntil(() => the.line.message(id).state === 'delivered', { step: 1_000, what: 'proof' })
    expect(the.line.twilio.calls()).toHaveLength(1)
  })

  test('a call that was surely not taken is made once the way out is back', async () => {
    const the = await voiceRig(listens)
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
    const the = await voiceRig(listens)
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
      preparedCopy(the, file)
    })
    the.line.workspace.line?.catchUp.start()
    await the.clock.advanceUntil(() => the.line.message(id).state === 'delivered', { step: 500, what: 'its fate' })
    expect(the.call(id)).toMatchObject({ progress: 'ended' })
    // The one that was not made still waits for a look.
    expect(messageView(the.line.message(later))).toMatchObject({ state: 'queued', held: 'restored' })
    expect(the.line.twilio.calls()).toHaveLength(1)
  })

  test('a restart in the middle of a call goes on following it', async () => {
    const the = await voiceRig(listens)
    const id = the.line.call(ana, words)
    await the.clock.advanceUntil(() => the.call(id).progress === 'ringing', { step: 200, what: 'the ringing' })
    await the.line.restart()
    await the.clock.advanceUntil(ended(the, id), { step: 500, what: 'the end of the call' })
    expect(the.line.message(id).state).toBe('delivered')
    expect(the.line.twilio.calls()).toHaveLength(1)
  })
})
