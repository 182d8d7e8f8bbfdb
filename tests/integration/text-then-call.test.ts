import { describe, expect, test } from 'vitest'
import { newId } from '../../electron/hub/ids.ts'
import { ana, listens, preparedCopy, voiceRig, words } from '../support/voice-rig.ts'

describe('a text, then a call', () => {
  const plan = (unless: 'answered' | 'delivered', minutes = 5) => ({ unless, minutes, callId: newId(1) })

  test('nobody answers the text: its words are spoken', async () => {
    const the = await voiceRig(listens)
    the.line.textThenCall(ana, words, plan('answered'))
    await the.clock.advance(4 * 60_000)
    expect(the.line.twilio.calls()).toEqual([])
    await the.clock.advanceUntil(() => the.line.twilio.calls().length === 1, { step: 5_000, what: 'the call' })
    await the.clock.advance(3_600_000)
    expect(the.line.twilio.calls()).toHaveLength(1)
  })

  test('an answer, or the arrival where that was hoped for, makes the call needless', async () => {
    const the = await voiceRig(listens)
    the.line.textThenCall(ana, words, plan('answered'))
    the.line.textThenCall('+12015550112', words, plan('delivered'))
    await the.clock.advance(60_000)
    the.line.twilio.textFrom(ana, 'On our way')
    await the.clock.advance(3_600_000)
    expect(the.line.twilio.calls()).toEqual([])
  })

  test('a text that fails is spoken at once', async () => {
    const the = await voiceRig(listens)
    the.line.textThenCall('+15005553006', words, plan('delivered', 30))
    await the.clock.advanceUntil(() => the.line.twilio.calls().length === 1, { step: 1_000, what: 'the call' })
  })

  test('a text that never left while the laptop was closed is not spoken the next morning', async () => {
    const the = await voiceRig(listens)
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
    const the = await voiceRig(listens)
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
    const the = await voiceRig([{ kind: 'busy', rings: 1_000 }, listens])
    const call = the.line.call(ana, 'Come to the north gate.')
    await the.clock.advanceUntil(() => the.call(call).againAt !== null, { step: 500, what: 'the next try' })
    the.line.textThenCall('+12015550112', words, plan('answered'))
    await the.clock.advance(10_000)
    const file = the.line.workspace.store.db.name
    await the.line.restart(() => preparedCopy(the, file))
    await the.clock.advance(3_600_000)
    expect(the.line.twilio.calls()).toHaveLength(1)
    expect(the.line.workspace.store.db.prepare('SELECT outcome FROM call_after').get()).toEqual({ outcome: 'late' })
  })
})
