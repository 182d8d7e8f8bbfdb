import { describe, expect, test } from 'vitest'
import { findConversation } from '../../../db/conversations.ts'
import { findMessageBySeq } from '../../../db/messages.ts'
import { searchMessages, toMatch } from '../../../db/search.ts'
import { manualClock } from '../../../tests/support/manual-clock.ts'
import { testStore } from '../../../tests/support/test-store.ts'
import { createStore } from '../store.ts'
import { messageView } from '../views.ts'
import { receiveText } from './receive.ts'
import type { CaughtUp, Received } from './receive.ts'
import type { InboundText } from './types.ts'

function inbox() {
  const clock = manualClock()
  const store = createStore(testStore(), clock, () => undefined)
  let count = 0
  function receive(change: Partial<InboundText>, caughtUp: CaughtUp = {}): Received | null {
    count += 1
    // One millisecond later by a clock whose timers nobody set.
    clock.jump(1)
    const text = { sid: `SM${count}`, from: '+12015550111', to: '+13125550100', body: 'Hello', media: [], extra: {} }
    return store.write((write) => receiveText(write, { ...text, ...change }, caughtUp))
  }
  /** As one look stores what it found: in one write. @param sortAt absent: as webhooks that share one */
  function receiveTogether(bodies: readonly string[], sortAt?: number, after = 30_000): void {
    clock.jump(after)
    store.write((write) => {
      for (const [index, body] of bodies.entries()) {
        count += 1
        const text = { sid: `SM${count}`, from: '+12015550111', to: '+13125550100', body, media: [], extra: {} }
        receiveText(write, text, sortAt === undefined ? {} : { sortAt: sortAt + index, whileAway: false })
      }
    })
  }
  const conversation = (received: Received | null) => findConversation(store.db, received?.conversationId ?? 0)
  return { store, receive, receiveTogether, conversation }
}

describe('an inbound text', () => {
  test('is kept once by its sid, and counted once', () => {
    const { receive, conversation } = inbox()
    const first = receive({ sid: 'SMa' })
    expect(receive({ sid: 'SMa', body: 'Hello again' })).toBeNull()
    expect(conversation(first)).toMatchObject({ unread_count: 1, last_body: 'Hello', our_number: '+13125550100' })
  })

  test.each([
    ['', 'withheld'],
    ['Anonymous', 'withheld'],
    ['74321', 'shortcode'],
    ['VERIZON', 'alphanumeric'],
    ['whatsapp:+12015550111', 'alphanumeric'],
    ['💥'.repeat(1_000), 'alphanumeric'],
    ['+1201\u0000555', 'alphanumeric'],
  ])('from %j makes its own conversation', (from, kind) => {
    const { receive, conversation } = inbox()
    expect(conversation(receive({ from }))?.kind).toBe(kind)
  })

  test('is kept as it came, whatever is in it', () => {
    const { store, receive } = inbox()
    const bodies = ['', '\u0000 nul \u0000', 'x'.repeat(60_000), '\u0002\u0003', '👨‍👩‍👧 ‮abc', '"; DROP TABLE message; --']
    for (const body of bodies) {
      const received = receive({ body, extra: { Weird: '\u0000"\\' } })
      expect(findMessageBySeq(store.db, received?.seq ?? 0)).toMatchObject({ body, state: 'received' })
    }
    expect(searchMessages(store.db, toMatch('drop table') ?? '', 5)).toHaveLength(1)
  })

  test('to no number of ours that is told leaves the answer to our own', () => {
    const { receive, conversation } = inbox()
    expect(conversation(receive({ to: '' }))?.our_number).toBeNull()
  })

  test('to another number of ours is answered from there; one that is caught up on does not change that', () => {
    const { store, receive, conversation } = inbox()
    const received = receive({ to: '+13125550101' })
    const { sortAt } = messageView(findMessageBySeq(store.db, received?.seq ?? 0) ?? expect.fail())
    receive({ to: '+13125550102' }, { sortAt: sortAt - 20_000 })
    expect(conversation(received)?.our_number).toBe('+13125550101')
  })
})

describe('a fresh text that was only heard of by asking', () => {
  const bodies = (store: ReturnType<typeof inbox>['store']) =>
    store.db.prepare('SELECT body FROM message ORDER BY sort_at, seq').pluck().all()

  test('stands where it is seen', () => {
    const { store, receive } = inbox()
    const first = receive({ body: 'first' })
    const { sortAt } = messageView(findMessageBySeq(store.db, first?.seq ?? 0) ?? expect.fail())
    receive({ body: 'second' }, { sortAt: sortAt + 1, whileAway: false })
    expect(bodies(store)).toEqual(['first', 'second'])
  })

  test('stands before one that its sender wrote later, whose webhook came sooner', () => {
    const { store, receive } = inbox()
    const later = receive({ body: 'written later' })
    const { sortAt } = messageView(findMessageBySeq(store.db, later?.seq ?? 0) ?? expect.fail())
    receive({ body: 'written first' }, { sortAt: sortAt - 20_000, whileAway: false })
    expect(bodies(store)).toEqual(['written first', 'written later'])
  })

  test('stands behind one that was written before it, and heard of by a look just as it was written', () => {
    const { store, receive } = inbox()
    const first = receive({ body: 'first' }, { sortAt: 1_000, whileAway: false })
    const { sortAt } = messageView(findMessageBySeq(store.db, first?.seq ?? 0) ?? expect.fail())
    receive({ body: 'second' }, { sortAt: sortAt - 200, whileAway: false })
    expect(bodies(store)).toEqual(['first', 'second'])
  })

  test('stands behind one whose webhook came in the same second, which the carrier tells no closer', () => {
    const { store, receive } = inbox()
    const first = receive({ body: 'first' })
    const { sortAt } = messageView(findMessageBySeq(store.db, first?.seq ?? 0) ?? expect.fail())
    receive({ body: 'second' }, { sortAt: sortAt - 900, whileAway: false })
    expect(bodies(store)).toEqual(['first', 'second'])
  })

  test('stands between what was written before it, though heard of after its time, and what was written after it', () => {
    const { store, receive } = inbox()
    const first = receive({ body: 'first' }, { sortAt: 1_000, whileAway: false })
    const { sortAt } = messageView(findMessageBySeq(store.db, first?.seq ?? 0) ?? expect.fail())
    receive({ body: 'third' }, { sortAt: sortAt + 30_000, whileAway: false })
    receive({ body: 'second' }, { sortAt: sortAt - 200, whileAway: true })
    expect(bodies(store)).toEqual(['first', 'second', 'third'])
  })

  test('stands before a later one whose webhook came in the very moment of the look', () => {
    const { store, receiveTogether, receive } = inbox()
    const first = receive({ body: 'first' })
    const { sortAt } = messageView(findMessageBySeq(store.db, first?.seq ?? 0) ?? expect.fail())
    receiveTogether(['third'])
    receiveTogether(['second'], sortAt + 5_000, 0)
    expect(bodies(store)).toEqual(['first', 'second', 'third'])
  })

  test('of several that one look found, keeps its order', () => {
    const { store, receive, receiveTogether } = inbox()
    const first = receive({ body: 'first' })
    const { sortAt } = messageView(findMessageBySeq(store.db, first?.seq ?? 0) ?? expect.fail())
    receiveTogether(['second', 'third'], sortAt + 1)
    expect(bodies(store)).toEqual(['first', 'second', 'third'])
  })
})

describe('opting out', () => {
  const isOut = (body: string, extra: Record<string, string> = {}) => {
    const { receive, conversation } = inbox()
    return conversation(receive({ body, extra }))?.opted_out_at !== null
  }

  test('takes the whole text, in any case, or Twilio’s word for it', () => {
    expect(['STOP', ' stop ', 'Unsubscribe\n', 'optout'].map((body) => isOut(body))).toEqual([true, true, true, true])
    expect(['Stop please', 'non-stop', 'STOP.', ''].map((body) => isOut(body))).toEqual([false, false, false, false])
    expect(isOut('ARRET', { OptOutType: 'STOP' })).toBe(true)
    expect(isOut('HELP', { OptOutType: 'HELP' })).toBe(false)
  })

  test('ends with START; a STOP from before that is caught up on later does not count any more', () => {
    const { store, receive, conversation } = inbox()
    const first = receive({ body: 'STOP' })
    expect(conversation(first)?.opted_out_at).not.toBeNull()
    const second = receive({ body: 'Start' })
    expect(conversation(second)?.opted_out_at).toBeNull()
    const { sortAt } = messageView(findMessageBySeq(store.db, second?.seq ?? 0) ?? expect.fail())
    receive({ body: 'STOP' }, { sortAt: sortAt - 1 })
    expect(conversation(first)?.opted_out_at).toBeNull()
    receive({ body: 'STOP' }, { sortAt: sortAt + 1 })
    expect(conversation(first)?.opted_out_at).not.toBeNull()
  })
})
