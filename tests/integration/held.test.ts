import { describe, expect, test } from 'vitest'
import { setConsent } from '../../db/consent.ts'
import { ensureConversation } from '../../db/conversations.ts'
import { findMessage, setMessageState } from '../../db/messages.ts'
import { findOutboxRow, updateOutbox } from '../../db/outbox.ts'
import { heldHandlers } from '../../electron/hub/calls/held.ts'
import { newId } from '../../electron/hub/ids.ts'
import { silentLog } from '../../electron/hub/log.ts'
import {
  cancelMessage,
  decideUncertain,
  passEarlierTexts,
  queueText,
  retryMessage,
} from '../../electron/hub/outbox/compose.ts'
import { dropHeld, holdEverything, releaseHeld, takeBackDrop } from '../../electron/hub/outbox/held.ts'
import { heldView } from '../../electron/hub/outbox/held-view.ts'
import { openSettings } from '../../electron/hub/settings.ts'
import type { HeldWhich } from '../../electron/ipc/contract/held-views.ts'
import { campLine } from '../support/camp-line.ts'
import type { CampLine } from '../support/camp-line.ts'
import { manualClock } from '../support/manual-clock.ts'
import type { ManualClock } from '../support/manual-clock.ts'

const ana = '+12015550111'
const ben = '+12015550112'
const cleo = '+12015550113'
const minute = 60_000
const everything: HeldWhich = { kind: 'all', throughSeq: Number.MAX_SAFE_INTEGER }

const bodies = (line: CampLine): readonly string[] => line.twilio.accepted().map((message) => message.body)
const heldOf = (line: CampLine) => heldView(line.workspace.store.db, 'US')
const heldBodies = (line: CampLine): readonly string[] =>
  heldOf(line).conversations.flatMap(({ texts }) => texts.map((text) => text.body))
const because = (line: CampLine, id: string) => line.message(id).held_because

/** The line with a way out that is known. */
async function online(clock: ManualClock): Promise<CampLine> {
  const line = await campLine({ clock })
  await clock.advanceUntil(() => line.workspace.line?.link.state === 'online', { what: 'the way out' })
  return line
}

async function goOffline(line: CampLine, clock: ManualClock): Promise<void> {
  line.twilio.setNetwork('refused')
  line.workspace.line?.link.hint()
  await clock.advanceUntil(() => line.workspace.line?.link.state === 'offline', { step: 500, what: 'offline' })
}

async function comeBack(line: CampLine, clock: ManualClock): Promise<void> {
  line.twilio.setNetwork('up')
  await clock.advanceUntil(() => line.workspace.line?.link.state === 'online', { step: 500, what: 'the return' })
  await rest(clock)
}

/** Time for everything that may leave by itself to have left. */
async function rest(clock: ManualClock): Promise<void> {
  const end = clock.now() + 5_000
  await clock.advanceUntil(() => clock.now() >= end, { step: 250, what: 'a few seconds' })
}

function release(line: CampLine, clock: ManualClock, which: HeldWhich = everything): string {
  const requestId = newId(clock.now())
  line.workspace.store.write((write) => releaseHeld(write, requestId, which))
  return requestId
}

/** One broadcast's text, as bulk goes into the outbox. */
function bulk(line: CampLine, clock: ManualClock, address: string, body: string): string {
  const id = newId(clock.now())
  line.workspace.store.write((write) =>
    queueText(write, {
      id,
      conversationId: ensureConversation(write.db, 'phone', address, null, write.now),
      body,
      author: null,
      origin: 'broadcast',
      replaces: null,
      noUseAfter: null,
      ourNumber: line.twilio.account.number,
      segments: 1,
    }),
  )
  return id
}

const addresses = (count: number): readonly string[] =>
  Array.from({ length: count }, (_, index) => `+1201555${String(2_000 + index)}`)

async function allDelivered(line: CampLine, clock: ManualClock, ids: readonly string[]): Promise<void> {
  await clock.advanceUntil(() => ids.every((id) => line.message(id).state === 'delivered'), {
    step: 500,
    what: 'delivery',
  })
}

describe('back online', () => {
  test('a conversation in which one text waited too long is held whole; one with fresh texts alone goes at once', async () => {
    const clock = manualClock()
    const line = await online(clock)
    await goOffline(line, clock)
    const old = line.text(ana, 'old')
    await clock.advance(14 * minute)
    const fresh = line.text(ana, 'fresh')
    const other = line.text(ben, 'other')
    await clock.advance(2 * minute)
    await comeBack(line, clock)
    expect(bodies(line)).toEqual(['other'])
    expect([because(line, old), because(line, fresh), because(line, other)]).toEqual(['waited', 'waited', null])
    expect(line.message(old).state).toBe('queued')
    expect(line.workspace.connection(0, false)).toMatchObject({ waiting: 2, held: 2 })
    expect(line.changes.filter((change) => change.type === 'held').at(-1)).toMatchObject({
      held: {
        count: 2,
        conversationCount: 1,
        conversations: [{ count: 2, texts: [{ body: 'old' }, { body: 'fresh' }] }],
      },
    })
    // What is held stays held, however long nobody looks, and across a restart and a crash.
    await line.restart()
    await rest(clock)
    await line.crash()
    await rest(clock)
    expect(heldBodies(line)).toEqual(['old', 'fresh'])
    expect(bodies(line)).toEqual(['other'])
    const id = release(line, clock)
    await allDelivered(line, clock, [old, fresh])
    expect(bodies(line)).toEqual(['other', 'old', 'fresh'])
    line.workspace.store.write((write) => releaseHeld(write, id, everything))
    expect(heldOf(line)).toMatchObject({ count: 0, conversationCount: 0, conversations: [] })
  })

  test('more than ten of one conversation are held, ten are not', async () => {
    const clock = manualClock()
    const line = await online(clock)
    await goOffline(line, clock)
    const ten = Array.from({ length: 10 }, (_, index) => line.text(ana, `ana ${index}`))
    const eleven = Array.from({ length: 11 }, (_, index) => line.text(ben, `ben ${index}`))
    await comeBack(line, clock)
    await allDelivered(line, clock, ten)
    expect(bodies(line)).toEqual(ten.map((_, index) => `ana ${index}`))
    expect(eleven.map((id) => because(line, id))).toEqual(eleven.map(() => 'many'))
    release(line, clock, {
      kind: 'conversation',
      conversationId: line.message(eleven[0] ?? '').conversation_id,
      throughSeq: heldOf(line).throughSeq,
    })
    await allDelivered(line, clock, eleven)
    expect(bodies(line).slice(10)).toEqual(eleven.map((_, index) => `ben ${index}`))
  })

  test('bulk texts are counted over all conversations; those to people go first when they are let go', async () => {
    const clock = manualClock()
    const line = await online(clock)
    await goOffline(line, clock)
    const broadcast = addresses(11).map((address) => bulk(line, clock, address, 'Camp is on'))
    const own = line.text(ana, 'own')
    await clock.advance(16 * minute)
    await comeBack(line, clock)
    expect(bodies(line)).toEqual([])
    expect(broadcast.map((id) => because(line, id))).toEqual(broadcast.map(() => 'waited'))
    expect(heldOf(line).conversations[0]?.texts[0]?.body).toBe('own')
    release(line, clock)
    await allDelivered(line, clock, [own, ...broadcast])
    expect(bodies(line)[0]).toBe('own')
    expect(bodies(line)).toHaveLength(12)
  })

  test('fresh bulk is held when it is many; what it leaves alone goes', async () => {
    const clock = manualClock()
    const line = await online(clock)
    await goOffline(line, clock)
    const broadcast = addresses(11).map((address) => bulk(line, clock, address, 'Camp is on'))
    const own = line.text(ana, 'own')
    await comeBack(line, clock)
    expect(bodies(line)).toEqual(['own'])
    expect(broadcast.map((id) => because(line, id))).toEqual(broadcast.map(() => 'many'))
    expect(line.message(own).held_because).toBeNull()
  })

  test('an interruption of seconds does not stop a broadcast that is under way; one of minutes does', async () => {
    const clock = manualClock()
    const line = await online(clock)
    line.twilio.faults.onCreate({ kind: 'too-many-requests', retryAfter: 240 }, { times: 11 })
    const broadcast = addresses(11).map((address) => bulk(line, clock, address, 'Camp is on'))
    await clock.advanceUntil(() => broadcast.every((id) => line.attempts(id).length === 1), { what: 'the first try' })
    await goOffline(line, clock)
    await clock.advance(20_000)
    await comeBack(line, clock)
    expect(heldOf(line).count).toBe(0)
    await goOffline(line, clock)
    await clock.advance(90_000)
    await comeBack(line, clock)
    expect(heldOf(line).count).toBe(11)
  })

  test('whatever proves the way out, nothing old slips out before it was looked through', async () => {
    const clock = manualClock()
    const line = await online(clock)
    await goOffline(line, clock)
    const old = line.text(ana, 'old')
    await clock.advance(20 * minute)
    line.twilio.setNetwork('up')
    // A request that was under way all the time answers, and the outbox is woken at the same moment.
    line.workspace.line?.link.proved()
    line.workspace.line?.outbox.wake()
    await rest(clock)
    expect(because(line, old)).toBe('waited')
    expect(bodies(line)).toEqual([])
    // A login page in between is no way out either.
    line.twilio.setNetwork('refused')
    line.workspace.line?.link.failed(true)
    expect(line.workspace.line?.link.state).toBe('captive')
    line.text(ben, 'older')
    await clock.advance(20 * minute)
    await comeBack(line, clock)
    expect(heldBodies(line)).toEqual(['old', 'older'])
    expect(bodies(line)).toEqual([])
  })

  test('the time the app was closed counts, and the time the laptop slept', async () => {
    const clock = manualClock()
    const line = await online(clock)
    await goOffline(line, clock)
    const closed = line.text(ana, 'closed')
    line.twilio.setNetwork('up')
    await line.restart(() => clock.jump(20 * minute))
    await rest(clock)
    expect(because(line, closed)).toBe('waited')
    release(line, clock)
    await allDelivered(line, clock, [closed])
    line.twilio.faults.onCreate({ kind: 'too-many-requests', retryAfter: 100 })
    const slept = line.text(ben, 'slept')
    await clock.advanceUntil(() => line.attempts(slept).length === 1, { what: 'the first try' })
    clock.jump(40 * minute)
    await clock.advance(2 * minute)
    expect(because(line, slept)).toBe('waited')
    expect(bodies(line)).toEqual(['closed'])
  })

  test('a text waits from when it was tried again, and a scheduled one from its time', async () => {
    const clock = manualClock()
    const line = await online(clock)
    line.twilio.failNext(30_003)
    const failed = line.text(ana, 'again')
    await clock.advanceUntil(() => line.message(failed).state === 'failed', { what: 'failure' })
    const [soon, late] = [line.text(ben, 'soon'), line.text(cleo, 'late')]
    line.workspace.store.write(({ db, now }) => {
      for (const [id, after] of [
        [soon, 25],
        [late, 5],
      ] as const) {
        const { seq } = line.message(id)
        db.prepare('UPDATE message SET send_at = ? WHERE seq = ?').run(now + after * minute, seq)
        updateOutbox(db, seq, { phase: 'scheduled', due_at: now + after * minute, waits_since: now + after * minute })
        setMessageState(db, seq, { state: 'scheduled', at: now })
      }
    })
    await goOffline(line, clock)
    await clock.advance(20 * minute)
    line.workspace.store.write((write) => retryMessage(write, newId(clock.now()), failed))
    await clock.advance(10 * minute)
    await comeBack(line, clock)
    expect(bodies(line).slice(1).sort()).toEqual(['again', 'soon'])
    expect(because(line, late)).toBe('waited')
  })

  test('an uncertain text that the carrier does not have goes out again by itself only while it is fresh', async () => {
    const clock = manualClock()
    const line = await online(clock)
    line.twilio.faults.onCreate({ kind: 'reset' })
    const id = line.text(ana, 'unknown')
    const behind = line.text(ana, 'behind')
    await clock.advanceUntil(() => line.message(id).state === 'uncertain', { what: 'uncertainty' })
    await goOffline(line, clock)
    await clock.advance(20 * minute)
    await comeBack(line, clock)
    expect(line.message(id).state).toBe('uncertain')
    await clock.advanceUntil(() => because(line, id) === 'waited', { step: 1_000, what: 'three listings' })
    expect(bodies(line)).toEqual([])
    expect(because(line, behind)).toBe('waited')
    release(line, clock)
    await allDelivered(line, clock, [id, behind])
    expect(bodies(line)).toEqual(['unknown', 'behind'])
  })
})

describe('one look', () => {
  async function waited(...texts: readonly (readonly [string, string])[]) {
    const clock = manualClock()
    const line = await online(clock)
    await goOffline(line, clock)
    const ids = texts.map(([address, body]) => line.text(address, body))
    await clock.advance(20 * minute)
    await comeBack(line, clock)
    expect(heldOf(line).count).toBe(texts.length)
    return { clock, line, ids }
  }

  test('what a person let go is not held again for the same outage, and counts anew in the next one', async () => {
    const clock = manualClock()
    const line = await online(clock)
    await goOffline(line, clock)
    const ids = Array.from({ length: 12 }, (_, index) => line.text(ana, `text ${index}`))
    await clock.advance(20 * minute)
    // Still offline: a start looks through what waits, and a person lets it go.
    await line.restart()
    await rest(clock)
    expect(heldOf(line).count).toBe(12)
    release(line, clock)
    await clock.advance(40 * minute)
    expect(line.workspace.line?.link.state).toBe('offline')
    line.twilio.faults.onCreate({ kind: 'too-many-requests', retryAfter: 60 })
    await comeBack(line, clock)
    expect(heldOf(line).count).toBe(0)
    await goOffline(line, clock)
    await clock.advance(5 * minute)
    await comeBack(line, clock)
    expect(heldOf(line).count).toBe(0)
    await allDelivered(line, clock, ids)
    expect(bodies(line)).toEqual(ids.map((_, index) => `text ${index}`))
  })

  test('and a later, long outage holds it again', async () => {
    const { clock, line, ids } = await waited([ana, 'one'])
    line.twilio.faults.onCreate({ kind: 'too-many-requests', retryAfter: 60 })
    release(line, clock)
    await rest(clock)
    await goOffline(line, clock)
    await clock.advance(20 * minute)
    await comeBack(line, clock)
    expect(because(line, ids[0] ?? '')).toBe('waited')
    expect(bodies(line)).toEqual([])
  })

  test('a held text expires when its time has passed', async () => {
    const clock = manualClock()
    const line = await online(clock)
    await goOffline(line, clock)
    const id = line.text(ana, 'Lunch at twelve', clock.now() + 30 * minute)
    await clock.advance(20 * minute)
    await comeBack(line, clock)
    expect(because(line, id)).toBe('waited')
    await clock.advance(11 * minute)
    expect(line.message(id)).toMatchObject({ state: 'expired', held_because: null })
    expect(() => release(line, clock, { kind: 'text', messageId: id })).toThrow('does not wait')
    expect(bodies(line)).toEqual([])
  })

  test('a text let go behind a held one keeps its place, says so, and may be sent now anyway', async () => {
    const { clock, line, ids } = await waited([ana, 'one'], [ana, 'two'], [ana, 'three'])
    const [one = '', two = '', three = ''] = ids
    release(line, clock, { kind: 'text', messageId: two })
    await rest(clock)
    expect(line.message(two)).toMatchObject({ state: 'queued', held_because: null, waits_behind: one })
    const later = line.text(ana, 'four')
    expect(line.message(later).waits_behind).toBe(one)
    line.workspace.store.write((write) => passEarlierTexts(write, newId(clock.now()), three))
    await allDelivered(line, clock, [three])
    expect(bodies(line)).toEqual(['three'])
    line.workspace.store.write((write) => cancelMessage(write, one))
    await allDelivered(line, clock, [two, later])
    expect(bodies(line)).toEqual(['three', 'two', 'four'])
  })

  test('a dropped text is canceled, stays in its conversation, and can be taken back while its time lasts', async () => {
    const { clock, line, ids } = await waited([ana, 'one'], [ben, 'two'])
    const [one = '', two = ''] = ids
    const requestId = newId(clock.now())
    for (let repeat = 0; repeat < 2; repeat++) {
      line.workspace.store.write((write) => dropHeld(write, requestId, { kind: 'text', messageId: one }))
    }
    expect(line.message(one).state).toBe('canceled')
    expect(heldBodies(line)).toEqual(['two'])
    line.workspace.store.write((write) => takeBackDrop(write, newId(clock.now()), one, 'waited'))
    expect(line.message(one)).toMatchObject({ state: 'queued', held_because: 'waited' })
    expect(heldBodies(line)).toEqual(['one', 'two'])
    line.workspace.store.write((write) => dropHeld(write, newId(clock.now()), everything))
    clock.jump(4 * 60 * minute)
    expect(() => line.workspace.store.write((write) => takeBackDrop(write, newId(clock.now()), two, 'waited'))).toThrow(
      'Its time has passed',
    )
    expect(bodies(line)).toEqual([])
    expect(line.workspace.connection(0, false)).toMatchObject({ waiting: 0, held: 0 })
  })

  test('an edited text goes in place of the held one, in one step', async () => {
    const { clock, line, ids } = await waited([ana, 'at nine'])
    const [held = ''] = ids
    const id = newId(clock.now())
    const conversationId = line.message(held).conversation_id
    line.workspace.store.write((write) =>
      queueText(write, {
        id,
        conversationId,
        body: 'at ten',
        author: null,
        origin: 'person',
        replaces: held,
        noUseAfter: null,
        ourNumber: line.twilio.account.number,
        segments: 1,
      }),
    )
    expect(line.message(held)).toMatchObject({ state: 'canceled', replaced_by_id: id })
    await allDelivered(line, clock, [id])
    expect(bodies(line)).toEqual(['at ten'])
    expect(() =>
      line.workspace.store.write((write) => takeBackDrop(write, newId(clock.now()), held, 'waited')),
    ).toThrow('in place of this one')
  })

  test('"Send all" lets nothing go that came to be held after it was shown, nor texts to who said STOP', async () => {
    const { clock, line, ids } = await waited([ana, 'one'], [ben, 'two'])
    const { throughSeq } = heldOf(line)
    await goOffline(line, clock)
    const unseen = line.text(cleo, 'unseen')
    await clock.advance(20 * minute)
    await comeBack(line, clock)
    expect(because(line, unseen)).toBe('waited')
    line.workspace.store.write(({ db, now }) =>
      setConsent(db, { sender: '*', address: ben, state: 'out', source: 'text', at: now }),
    )
    release(line, clock, { kind: 'all', throughSeq })
    await rest(clock)
    expect(bodies(line)).toEqual(['one'])
    expect(heldBodies(line)).toEqual(['two', 'unseen'])
    expect(heldOf(line).conversations[0]?.closedReason).toContain('STOP')
    expect(() => release(line, clock, { kind: 'text', messageId: ids[1] ?? '' })).toThrow('STOP')
  })
})

describe('the calls', () => {
  test('tell what waits, and do a thing once however often they are repeated', async () => {
    const clock = manualClock()
    const line = await online(clock)
    const settings = openSettings(line.workspace.store)
    const calls = heldHandlers({ shown: () => line.workspace, settings: () => settings.current, log: silentLog })
    await goOffline(line, clock)
    const [one, two, three] = ['one', 'two', 'three'].map((body) => line.text(ana, body))
    await clock.advance(20 * minute)
    await comeBack(line, clock)
    expect(calls['held.list']({})).toMatchObject({
      count: 3,
      conversations: [
        {
          name: '(201) 555-0111',
          closedReason: null,
          texts: [{ messageId: one, body: 'one', because: 'waited', sendAt: null }, { body: 'two' }, { body: 'three' }],
        },
      ],
    })
    const drop = { requestId: newId(clock.now()), which: { kind: 'text', messageId: one ?? '' } } as const
    const release = { requestId: newId(clock.now()), which: { kind: 'text', messageId: two ?? '' } } as const
    const takeBack = { requestId: newId(clock.now()), messageId: one ?? '', because: 'waited' } as const
    for (let repeat = 0; repeat < 2; repeat++) {
      expect(await calls['held.drop'](drop)).toMatchObject({ count: 2 })
    }
    for (let repeat = 0; repeat < 2; repeat++) {
      expect(await calls['held.takeBack'](takeBack)).toMatchObject({ count: 3 })
    }
    for (let repeat = 0; repeat < 2; repeat++) {
      expect(await calls['held.release'](release)).toMatchObject({ count: 2 })
    }
    // The dropped one was held again after its drop: repeating that call drops nothing anew.
    await calls['held.drop'](drop)
    expect(heldBodies(line)).toEqual(['one', 'three'])
    await calls['held.release']({ requestId: newId(clock.now()), which: everything })
    await allDelivered(line, clock, [one ?? '', two ?? '', three ?? ''])
    expect(bodies(line)).toEqual(['one', 'two', 'three'])
    await clock.advance(1_000)
    const states = line.changes.flatMap((change) => (change.type === 'held' ? [change.held.count] : []))
    expect(states.at(-1)).toBe(0)
  })
})

describe('a store that was put back from a copy', () => {
  test('nothing leaves by itself; one look lets each go where it was', async () => {
    const clock = manualClock()
    const line = await online(clock)
    await goOffline(line, clock)
    const ready = line.text(ana, 'ready')
    const planned = line.text(ben, 'planned')
    line.workspace.store.write(({ db, now }) => {
      const { seq } = line.message(planned)
      db.prepare('UPDATE message SET send_at = ? WHERE seq = ?').run(now + 30 * minute, seq)
      updateOutbox(db, seq, { phase: 'scheduled', due_at: now + 30 * minute })
      setMessageState(db, seq, { state: 'scheduled', at: now })
    })
    line.workspace.store.write((write) => void holdEverything(write, 'restored'))
    await comeBack(line, clock)
    expect(bodies(line)).toEqual([])
    expect([because(line, ready), because(line, planned)]).toEqual(['restored', 'restored'])
    expect(line.message(planned).state).toBe('scheduled')
    // What is planned for later keeps nobody of its conversation waiting.
    const now = line.text(ben, 'now')
    expect(line.message(now).waits_behind).toBeNull()
    await allDelivered(line, clock, [now])
    release(line, clock)
    await allDelivered(line, clock, [ready])
    const { seq } = line.message(planned)
    expect(findOutboxRow(line.workspace.store.db, seq)).toMatchObject({ phase: 'scheduled', held_because: null })
    await clock.advance(30 * minute)
    await allDelivered(line, clock, [planned])
    expect(bodies(line)).toEqual(['now', 'ready', 'planned'])
  })

  test('what was under way is asked about, and held where the carrier does not have it', async () => {
    const clock = manualClock()
    const line = await online(clock)
    line.twilio.faults.onCreate({ kind: 'accept-then-hang' }, { match: { to: ana } })
    line.twilio.faults.onCreate({ kind: 'hang' }, { match: { to: ben } })
    line.twilio.faults.onCallback({ kind: 'drop' }, { times: Number.POSITIVE_INFINITY })
    const [taken, lost] = [line.text(ana, 'taken'), line.text(ben, 'lost')]
    await clock.advanceUntil(() => [taken, lost].every((id) => line.message(id).state === 'sending'), {
      what: 'both under way',
    })
    line.workspace.store.write((write) => void holdEverything(write, 'restored'))
    await line.crash()
    await clock.advanceUntil(() => because(line, lost) === 'restored', { step: 1_000, what: 'three listings' })
    await clock.advanceUntil(() => line.message(taken).state === 'delivered', { step: 1_000, what: 'the list' })
    expect(bodies(line)).toEqual(['taken'])
    release(line, clock)
    await clock.advanceUntil(() => bodies(line).length === 2, { step: 500, what: 'the second' })
  })

  test('a person may say at once that an uncertain one is to go again', async () => {
    const clock = manualClock()
    const line = await online(clock)
    line.twilio.faults.onCreate({ kind: 'server-error' })
    const id = line.text(ana, 'unknown')
    await clock.advanceUntil(() => line.message(id).state === 'uncertain', { what: 'uncertainty' })
    line.workspace.store.write((write) => void holdEverything(write, 'restored'))
    line.workspace.store.write((write) => decideUncertain(write, newId(clock.now()), id, 'send-again'))
    await allDelivered(line, clock, [id])
    expect(findMessage(line.workspace.store.db, id)?.held_because).toBeNull()
  })
})
