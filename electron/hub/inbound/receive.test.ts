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
  const store = createStore(testStore(), manualClock(), () => undefined)
  let count = 0
  function receive(change: Partial<InboundText>, caughtUp: CaughtUp = {}): Received | null {
    count += 1
    const text = { sid: `SM${count}`, from: '+12015550111', to: '+13125550100', body: 'Hello', media: [], extra: {} }
    return store.write((write) => receiveText(write, { ...text, ...change }, caughtUp))
  }
  const conversation = (received: Received | null) => findConversation(store.db, received?.conversationId ?? 0)
  return { store, receive, conversation }
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
    receive({ to: '+13125550102' }, { sortAt: sortAt - 1 })
    expect(conversation(received)?.our_number).toBe('+13125550101')
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
