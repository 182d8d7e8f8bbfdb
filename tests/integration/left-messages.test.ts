import { describe, expect, test } from 'vitest'
import { findCallIn } from '../../db/voice.ts'
import { removeFamily } from '../../electron/hub/people/removal/remove-family.ts'
import { newId } from '../../electron/hub/ids.ts'
import { makeFamilies } from '../support/camp-of.ts'
import { ana, ended, voiceRig, words } from '../support/voice-rig.ts'
import type { VoiceRig } from '../support/voice-rig.ts'

const leaves = { kind: 'person', rings: 6_000, keys: ['3'], says: 8 } as const

/** Calls Ana, who presses 3 and speaks; @param lost the webhooks that do not arrive */
async function leftBy(the: VoiceRig, ...lost: readonly string[]): Promise<string> {
  const { sink } = the.line.workspace.line?.webhooks ?? {}
  if (!sink) throw new Error('There is no line.')
  const take = sink.call
  Object.assign(sink, {
    call: (step: Parameters<typeof take>[0]) =>
      lost.includes(step.step) ? Promise.reject(new Error('lost')) : take(step),
  })
  const id = the.line.call(ana, words)
  await the.clock.advanceUntil(ended(the, id), { step: 500, what: 'the end of the call' })
  return the.line.twilio.calls()[0]?.sid ?? ''
}

const count = (the: VoiceRig, table: string): unknown =>
  the.line.workspace.store.db.prepare(`SELECT count(*) FROM ${table}`).pluck().get()
const left = (the: VoiceRig, sid: string) => findCallIn(the.line.workspace.store.db, sid)

describe('a message that a parent leaves by key 3', () => {
  test('comes once, by whichever of its webhooks is first', async () => {
    const the = await voiceRig(leaves)
    const sid = await leftBy(the)
    expect(left(the, sid)).toMatchObject({ outcome: 'voicemail', duration: 8 })
    await the.clock.advance(3 * 3_600_000)
    expect(the.line.told).toEqual(['Left a voicemail'])
    expect([
      count(the, 'recording'),
      count(the, 'media'),
      count(the, 'conversation'),
      count(the, 'tape_awaited'),
    ]).toEqual([1, 1, 1, 0])
  })

  test.each([
    ['left', []],
    ['recording', []],
    ['left', ['recording']],
  ])('comes though the webhook %s %o is lost', async (one, others) => {
    const the = await voiceRig(leaves)
    const sid = await leftBy(the, one, ...others)
    await the.clock.advanceUntil(() => left(the, sid) !== undefined, {
      step: 1_000,
      limit: 180_000,
      what: 'the message',
    })
    await the.clock.advance(3 * 3_600_000)
    expect(left(the, sid)).toMatchObject({ outcome: 'voicemail', duration: 8, progress: 'ended' })
    expect(the.line.told).toEqual(['Left a voicemail'])
    expect([count(the, 'recording'), count(the, 'conversation'), count(the, 'tape_awaited')]).toEqual([1, 1, 0])
  })

  test('is asked for after a restart, and once the way out is back', async () => {
    const the = await voiceRig(leaves)
    const sid = await leftBy(the, 'left', 'recording')
    await the.line.restart()
    the.line.twilio.setNetwork('refused')
    await the.clock.advance(4 * 3_600_000)
    expect(left(the, sid)).toBeUndefined()
    the.line.twilio.setNetwork('up')
    await the.clock.advanceUntil(() => left(the, sid) !== undefined, {
      step: 1_000,
      limit: 120_000,
      what: 'the message',
    })
    expect(the.line.told).toEqual(['Left a voicemail'])
  })

  test('that is none, for nobody spoke, is asked for so many times, and makes no call', async () => {
    const the = await voiceRig({ ...leaves, says: 0 })
    const sid = await leftBy(the)
    expect(count(the, 'tape_awaited')).toBe(1)
    await the.clock.advance(3 * 3_600_000)
    expect([count(the, 'tape_awaited'), left(the, sid), the.line.told]).toEqual([0, undefined, []])
  })

  test('goes with its family, and does not come back', async () => {
    const the = await voiceRig(leaves)
    const { store } = the.line.workspace
    makeFamilies(store.db, [{ guardians: [{ first: 'Ana', addresses: [ana] }], players: [{ first: 'Maya' }] }])
    const sid = await leftBy(the, 'left', 'recording')
    const familyId = Number(store.db.prepare('SELECT family_id FROM guardian').pluck().get())
    const who = { requestId: newId(the.clock.now()), staff: 'Kim' }
    store.write((write) => removeFamily(write, who, familyId, { withTexts: true, atCarrier: true }))
    await the.clock.advance(3 * 3_600_000)
    expect([count(the, 'tape_awaited'), count(the, 'message'), left(the, sid)]).toEqual([0, 0, undefined])
  })
})
