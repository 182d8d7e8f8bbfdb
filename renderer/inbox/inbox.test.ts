import { describe, expect, test } from 'vitest'
import { messageView as view } from '../lib/test-views.ts'
import { shiftOf } from './list-shift.ts'
import { markedParts, plainSnippet } from './marks.ts'
import { neighbour } from './neighbour.ts'
import { looksLikeNumber } from './recipient.ts'
import { canCancel, canRetry, linkIsDown, needsNotes, shownState, stateWord } from './state-display.ts'
import { firstUnread, newestInbound, sameRun, unseenBelow } from './thread-rows.ts'

describe('states in words', () => {
  test.each([
    ['queued', false, 'Queued'],
    ['queued', true, 'Waiting for internet'],
    ['scheduled', true, 'Scheduled'],
    ['sending', false, 'Sending…'],
    ['uncertain', false, 'Checking…'],
    ['sent', false, 'Sent'],
    ['delivered', false, 'Delivered'],
    ['failed', false, 'Failed to send'],
    ['expired', false, 'Expired'],
    ['canceled', false, 'Canceled'],
  ] as const)('%s, link down: %s → %s', (state, down, word) => {
    expect(stateWord(shownState(state, down))).toBe(word)
  })

  test('only a link known to be down is down', () => {
    expect(['online', 'unknown', 'offline', 'captive'].map((link) => linkIsDown(link as 'online'))).toEqual([
      false,
      false,
      true,
      true,
    ])
  })

  test('what needs a person, and what can be done', () => {
    const failed = view(1, { direction: 'out', state: 'failed' })
    expect(needsNotes(failed)).toBe(true)
    expect(canRetry(failed)).toBe(true)
    expect(canRetry({ ...failed, replacedBy: 'm2' })).toBe(false)
    expect(canCancel(view(1, { direction: 'out', state: 'queued' }))).toBe(true)
    expect(canCancel(view(1, { direction: 'out', state: 'sending' }))).toBe(false)
  })
})

describe('rows of a thread', () => {
  test('a run breaks at another side, another writer, a pause, and a text that needs somebody', () => {
    const own = view(1, { direction: 'out', state: 'sent', author: 'Kim' })
    const next = view(2, { direction: 'out', state: 'delivered', author: 'Kim' })
    expect(sameRun(own, next)).toBe(true)
    expect(sameRun(own, { ...next, direction: 'in' })).toBe(false)
    expect(sameRun(own, { ...next, author: 'Lee' })).toBe(false)
    expect(sameRun(own, { ...next, sortAt: own.sortAt + 6 * 60_000 })).toBe(false)
    expect(sameRun(own, { ...next, state: 'failed' })).toBe(false)
    expect(sameRun(own, undefined)).toBe(false)
  })

  test('the first unread is found from the end, past our own texts', () => {
    const messages = [view(1), view(2), view(3, { direction: 'out' }), view(4)]
    expect(firstUnread(messages, 2)?.id).toBe('m2')
    expect(firstUnread(messages, 0)).toBeNull()
    expect(firstUnread(messages, 9)?.id).toBe('m1')
  })

  test('what waits below counts inbound texts that were not seen', () => {
    const messages = [view(1), view(2), view(3, { direction: 'out' }), view(4)]
    expect(unseenBelow(messages, 0, 1)).toBe(2)
    expect(unseenBelow(messages, 0, 2)).toBe(1)
    expect(newestInbound(messages, 0, 2)).toBe(2)
    expect(newestInbound(messages, 2, 2)).toBe(0)
  })
})

describe('the list', () => {
  const rows = (...ids: number[]) => ids.map((id) => ({ id, unreadCount: id % 2 }))

  test('moves with most of the rows in view', () => {
    expect(shiftOf(rows(1, 2, 3, 4, 5), rows(9, 1, 2, 3, 4, 5), 2, 3)).toBe(1)
    expect(shiftOf(rows(1, 2, 3, 4, 5), rows(4, 1, 2, 3, 5), 1, 3)).toBe(1)
    expect(shiftOf(rows(1, 2, 3), rows(1, 2, 3), 0, 3)).toBe(0)
  })

  test('steps stop at the ends, unread ones go round', () => {
    expect(neighbour(rows(1, 2, 3), 3, 1, false)).toBe(3)
    expect(neighbour(rows(1, 2, 3), 1, 1, false)).toBe(2)
    expect(neighbour(rows(1, 2, 3, 4), 3, 1, true)).toBe(1)
    expect(neighbour(rows(1, 2, 3, 4), 1, -1, true)).toBe(3)
    expect(neighbour(rows(2, 4), 2, 1, true)).toBeNull()
    expect(neighbour(rows(2, 4), null, 1, false)).toBe(2)
    expect(neighbour([], null, 1, false)).toBeNull()
  })
})

describe('search and recipients', () => {
  test('snippets split at their marks', () => {
    const snippet = 'the \u0002lunch\u0003 box and \u0002lunch\u0003'
    expect(markedParts(snippet)).toEqual([
      { text: 'the ', marked: false },
      { text: 'lunch', marked: true },
      { text: ' box and ', marked: false },
      { text: 'lunch', marked: true },
    ])
    expect(plainSnippet(snippet)).toBe('the lunch box and lunch')
    expect(markedParts('plain')).toEqual([{ text: 'plain', marked: false }])
  })

  test('a number looks like one', () => {
    expect(looksLikeNumber('(312) 555-0188')).toBe(true)
    expect(looksLikeNumber('+44 20')).toBe(true)
    expect(looksLikeNumber('12')).toBe(false)
    expect(looksLikeNumber('U10 3 5 5')).toBe(false)
  })
})
