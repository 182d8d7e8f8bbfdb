import { describe, expect, test } from 'vitest'
import { findConversationByAddress } from '../../../db/conversations.ts'
import { manualClock } from '../../../tests/support/manual-clock.ts'
import type { ManualClock } from '../../../tests/support/manual-clock.ts'
import { testStore } from '../../../tests/support/test-store.ts'
import type { AwayView } from '../../ipc/contract/away-views.ts'
import type { LinkState } from '../../ipc/contract/views.ts'
import { receiveText } from '../inbound/receive.ts'
import type { Link } from '../link/types.ts'
import { silentLog } from '../log.ts'
import { createStore } from '../store.ts'
import type { Store } from '../store.ts'
import { createAway } from './away.ts'
import type { Away } from './away.ts'

/** A link whose news the test makes. */
function fakeLink() {
  const changes = new Set<(state: LinkState) => void>()
  const proofs = new Set<() => void>()
  let state: LinkState = 'unknown'
  const become = (next: LinkState) => {
    if (state === next) return
    state = next
    for (const listener of changes) listener(next)
  }
  const link: Link = {
    get state() {
      return state
    },
    lastProofAt: null,
    proved() {
      for (const listener of proofs) listener()
      become('online')
    },
    failed: (captive) => become(captive ? 'captive' : 'offline'),
    hint() {},
    onChange(listener) {
      changes.add(listener)
      return () => changes.delete(listener)
    },
    onProof(listener) {
      proofs.add(listener)
      return () => proofs.delete(listener)
    },
    start() {},
    stop() {},
  }
  return { link, heard: () => changes.size + proofs.size }
}

interface Rig {
  readonly clock: ManualClock
  readonly store: Store
  readonly link: Link
  readonly away: Away
  readonly told: AwayView[]
  looks: number
  readonly heard: () => number
  /** In reach for a while: the link proves itself as it does. */
  inReach(span: number): Promise<void>
  text(from: string, body: string, whileAway?: number): void
}

let lastSid = 0

function rig(before?: { readonly clock: ManualClock; readonly store: Store }): Rig {
  const clock = before?.clock ?? manualClock()
  const store = before?.store ?? createStore(testStore(), clock, () => undefined)
  const { link, heard } = fakeLink()
  const told: AwayView[] = []
  const made: Rig = {
    clock,
    store,
    link,
    told,
    looks: 0,
    heard,
    away: createAway({
      store,
      clock,
      link,
      log: silentLog,
      defaultCountry: () => 'US',
      catchUp: () => (made.looks += 1),
      changed: (view) => told.push(view),
    }),
    async inReach(span) {
      for (let passed = 0; passed <= span; passed += 30_000) {
        link.proved()
        await clock.advance(30_000)
      }
      link.proved()
    },
    text(from, body, whileAway) {
      lastSid += 1
      const sid = `SM${String(lastSid).padStart(32, '0')}`
      store.write((write) =>
        receiveText(
          write,
          { sid, from, to: '+15550100001', body, media: [], extra: {} },
          whileAway === undefined ? {} : { sortAt: whileAway, whileAway: true },
        ),
      )
    },
  }
  made.away.start()
  return made
}

/** Away for a span, back, and caught up on. */
async function outage(made: Rig, span: number, missed: readonly (readonly [from: string, body: string])[] = []) {
  made.link.failed(false)
  const at = made.clock.now() + 1_000
  await made.clock.advance(span)
  made.link.proved()
  for (const [from, body] of missed) made.text(from, body, at)
  made.away.lookedBack(true)
}

describe('an outage', () => {
  test('is the gap between two proofs, told once it was caught up on', async () => {
    const made = rig()
    await made.inReach(120_000)
    const from = made.clock.now()
    made.link.failed(true)
    await made.clock.advance(600_000)
    made.link.proved()
    await made.clock.advance(0)
    expect(made.looks).toBe(1)
    expect(made.told).toEqual([])
    made.text('+15550100100', 'We are late', from + 5_000)
    made.away.lookedBack(true)
    expect(made.told).toHaveLength(1)
    expect(made.told[0]).toMatchObject({ from, to: from + 600_000, cause: 'offline', texts: 1, complete: true })
  })

  test('shows as far as it is known where Twilio cannot be asked, and again once it can', async () => {
    const made = rig()
    await made.inReach(60_000)
    made.link.failed(false)
    await made.clock.advance(300_000)
    made.link.proved()
    made.away.lookedBack(false)
    made.away.lookedBack(false)
    expect(made.told.map(({ complete, texts }) => ({ complete, texts }))).toEqual([{ complete: false, texts: 0 }])
    made.text('+15550100100', 'We are late', made.clock.now() - 60_000)
    made.away.lookedBack(true)
    made.away.lookedBack(true)
    expect(made.told.at(-1)).toMatchObject({ complete: true, texts: 1 })
    expect(made.told).toHaveLength(2)
  })

  test('leaves out what was heard before it, and holds what came right after', async () => {
    const made = rig()
    await made.inReach(60_000)
    await made.clock.advance(10_000)
    made.text('+15550100100', 'Heard while all was well')
    await made.clock.advance(5_000)
    made.link.failed(false)
    await made.clock.advance(300_000)
    made.link.proved()
    made.text('+15550100177', 'Sent a moment before it was over')
    made.away.lookedBack(true)
    const { store } = made
    expect(made.told[0]?.writers.map((writer) => writer.conversationId)).toEqual([
      findConversationByAddress(store.db, 'phone', '+15550100177'),
    ])
  })

  test('joins the one before while nobody has seen that', async () => {
    const made = rig()
    await made.inReach(60_000)
    const from = made.clock.now()
    await outage(made, 300_000, [['+15550100100', 'First']])
    await made.inReach(60_000)
    await outage(made, 200_000, [['+15550100177', 'Second']])
    expect(made.told.at(-1)).toMatchObject({ from, texts: 2, people: 2, dismissed: false })
    made.away.dismiss()
    await made.inReach(60_000)
    await outage(made, 200_000, [['+15550100155', 'Third']])
    expect(made.told.at(-1)).toMatchObject({ texts: 1, dismissed: false })
  })

  test('is one over several causes: offline, then closed', async () => {
    const made = rig()
    await made.inReach(60_000)
    const from = made.clock.now()
    made.link.failed(false)
    await made.clock.advance(60_000)
    made.away.stop()
    expect(made.heard()).toBe(0)
    await made.clock.advance(600_000)
    const again = rig(made)
    await again.clock.advance(60_000)
    again.link.proved()
    again.away.lookedBack(true)
    expect(again.told).toMatchObject([{ cause: 'closed', complete: true }])
    expect(Math.abs((again.told[0]?.from ?? 0) - from)).toBeLessThanOrEqual(30_000)
  })

  test('a laptop that sleeps and is switched off at once after waking was away all the same', async () => {
    const made = rig()
    await made.inReach(60_000)
    const from = made.clock.now()
    made.away.suspended()
    made.clock.jump(3_600_000)
    // The link does not know yet.
    made.away.stop()
    const again = rig(made)
    again.link.proved()
    again.away.lookedBack(true)
    expect(again.told[0]?.to).toBe(again.clock.now())
    expect(Math.abs((again.told[0]?.from ?? 0) - from)).toBeLessThanOrEqual(30_000)
  })

  test('a clock that is set back is none; one set ahead ends as one without content', async () => {
    const made = rig()
    await made.inReach(60_000)
    made.clock.jump(-3_600_000)
    made.link.proved()
    await made.inReach(120_000)
    made.away.lookedBack(true)
    expect(made.told).toEqual([])
    expect(made.away.view()).toBeNull()
  })

  test('a first start is none', async () => {
    const made = rig()
    await made.clock.advance(600_000)
    made.link.proved()
    made.away.lookedBack(true)
    expect(made.away.view()).toBeNull()
  })

  test('a store that cannot be written to keeps nobody from hearing of the link', async () => {
    const made = rig()
    await made.inReach(60_000)
    made.link.failed(false)
    await made.clock.advance(300_000)
    made.store.db.pragma('query_only = ON')
    expect(() => made.link.proved()).not.toThrow()
    expect(made.link.state).toBe('online')
    made.store.db.pragma('query_only = OFF')
  })
})
