import { describe, expect, test } from 'vitest'
import type { EarlierText } from '../../electron/ipc/contract/define.ts'
import type { CallView } from '../../electron/ipc/contract/views.ts'
import { messageView as view } from '../lib/test-views.ts'
import { voiceWords } from '../words/voice.ts'
import { footWords } from './composer-foot.tsx'
import { questionWords } from './composer-repeat.tsx'
import { shiftOf } from './list-shift.ts'
import { markedParts, plainSnippet } from './marks.ts'
import { nextLookWords } from './message-doubt.tsx'
import { shownWord } from './message-word.ts'
import { neighbour } from './neighbour.ts'
import { looksLikeNumber } from './recipient.ts'
import {
  canCancel,
  canRetry,
  lastTimeOf,
  linkIsDown,
  lookOf,
  needsNotes,
  shownState,
  stateWord,
} from './state-display.ts'
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

describe('a call', () => {
  const call: CallView = {
    progress: 'ended',
    answeredBy: null,
    outcome: 'answered',
    duration: 9,
    language: 'en',
    calls: 1,
    mostCalls: 2,
    againAt: null,
    removedAfter: null,
  }
  const own = view(1, { direction: 'out', channel: 'voice', state: 'delivered', author: 'Kim', call })

  test('looks as if somebody had heard it only where that is known', () => {
    const looks = (['heard', 'confirmed', 'answered', 'cut-short', 'message-left'] as const).map((outcome) =>
      lookOf('delivered', outcome),
    )
    expect(looks).toEqual(['delivered', 'delivered', 'sent', 'sent', 'sent'])
    expect(lookOf('delivered', null)).toBe('delivered')
    expect(lookOf('failed', null)).toBe('failed')
  })

  test('has its own outcome under it, whatever the one below says', () => {
    const next = view(2, { direction: 'out', channel: 'voice', state: 'delivered', author: 'Kim' })
    expect(sameRun(own, { ...next, call: { ...call, outcome: 'confirmed' } })).toBe(false)
  })

  test('is on its way by the words of a call, from the first moment', () => {
    const begun = { ...call, progress: 'waiting', outcome: null } as const
    const words = (['queued', 'sending', 'sent', 'failed', 'canceled'] as const).map((state) =>
      shownWord({ ...own, state, call: begun }, false),
    )
    expect(words).toEqual(['Queued', 'Calling…', 'Calling…', 'Call failed', 'Canceled'])
    expect(shownWord({ ...own, state: 'sending', call: { ...begun, progress: 'ringing' } }, false)).toBe('Ringing…')
    expect(shownWord(own, false)).toBe('Answered')
  })

  test('answered by a machine says so, and not that nobody knows', () => {
    expect(voiceWords.meaning({ ...call, answeredBy: 'machine' })).toContain('A machine answered')
    expect(voiceWords.meaning(call)).toContain('not known')
    expect(voiceWords.meaning({ ...call, answeredBy: 'machine', outcome: 'confirmed' })).toBeNull()
  })

  test('that was stopped can be tried again; one that never rang is a canceled text like any other', () => {
    const stopped = { ...own, state: 'canceled', call: { ...call, outcome: 'no-answer' } } as const
    expect(canRetry(stopped)).toBe(true)
    expect(canRetry({ ...stopped, replacedBy: 'm2' })).toBe(false)
    expect(canRetry({ ...stopped, call: { ...call, outcome: null } })).toBe(false)
  })
})

describe('until when a waiting text may go out', () => {
  const hour = 3_600_000
  const own = view(1, { direction: 'out', state: 'queued', createdAt: 1_000, noUseAfter: 1_000 + 4 * hour })

  test('is said where it is not the usual, and only while the text waits', () => {
    expect(lastTimeOf(own)).toBeNull()
    expect(lastTimeOf({ ...own, noUseAfter: null })).toBeNull()
    const soon = { ...own, noUseAfter: 1_000 + hour / 6 }
    expect(lastTimeOf(soon)).toBe(soon.noUseAfter)
    expect(lastTimeOf({ ...soon, state: 'sent' })).toBeNull()
    // A new try of an old text.
    expect(lastTimeOf({ ...own, noUseAfter: 9 * hour })).toBe(9 * hour)
  })

  test('a text with a time of its own ends its run from the first, so that nothing moves when it leaves', () => {
    const next = view(2, { direction: 'out', state: 'queued' })
    const soon = { ...own, noUseAfter: 1_000 + hour / 6 }
    expect(sameRun(own, next)).toBe(true)
    expect(sameRun(soon, next)).toBe(false)
    expect(sameRun({ ...soon, state: 'delivered' }, next)).toBe(false)
  })
})

describe('why nobody knows', () => {
  const doubt = { reason: 'no-answer', nextLookAt: 500_000 } as const

  test('and when it is asked about next: by the clock, soon, or once there is a way out', () => {
    expect(nextLookWords(doubt, false, 100_000)).toMatch(/^Twilio is asked again at .*\d/)
    expect(nextLookWords(doubt, false, 450_000)).toContain('within a minute')
    expect(nextLookWords(doubt, false, 900_000)).toContain('within a minute')
    expect(nextLookWords(doubt, true, 450_000)).toContain('as soon as the internet is back')
    expect(nextLookWords({ ...doubt, nextLookAt: null }, false, 0)).toBe('')
  })
})

describe('the question before the same words go again', () => {
  const now = 100 * 60_000
  const earlier = (minutes: number, state: EarlierText['state'] = 'delivered'): EarlierText => ({
    messageId: 'm1',
    at: now - minutes * 60_000,
    state,
  })

  test('says when they left, and what became of them', () => {
    expect(questionWords(earlier(0), now)).toBe('You sent this a moment ago. It arrived.')
    expect(questionWords(earlier(1), now)).toContain('1 minute ago')
    expect(questionWords(earlier(3, 'sent'), now)).toBe('You sent this 3 minutes ago. It is on its way.')
    expect(questionWords(earlier(3, 'uncertain'), now)).toContain('Nobody knows yet')
    expect(questionWords(earlier(50, 'queued'), now)).toContain('still waits here')
  })

  test('by the clock where minutes would be a lie: long ago, or ahead of a clock that was set back', () => {
    expect(questionWords(earlier(90, 'queued'), now)).toMatch(/ at .*\d/)
    expect(questionWords(earlier(-30), now)).toMatch(/^You sent this at .*\d/)
  })
})

describe('under the composer', () => {
  const online = { link: 'online', lastContactAt: 60_000, leaving: { count: 0, takes: null }, paused: null } as const
  const many = { count: 14, takes: 30_000 }

  test('nothing while all is well, nor about what leaves at once', () => {
    expect(footWords(online, 60_000)).toBeNull()
    expect(footWords({ ...online, leaving: { count: 2, takes: 5_000 } }, 60_000)).toBeNull()
    expect(footWords({ ...online, leaving: { count: 2, takes: null } }, 60_000)).toBeNull()
  })

  test('how much is leaving and about how long it takes, where that is a while', () => {
    expect(footWords({ ...online, leaving: many }, 60_000)).toBe('14 texts are leaving, about 30 s')
  })

  test('offline: since when, and what waits; no time where none was measured or the account is stopped', () => {
    const offline = { ...online, link: 'offline' } as const
    expect(footWords(offline, 60_000)).toMatch(/^No contact since .*\d/)
    expect(footWords({ ...offline, lastContactAt: null }, 0)).toBe('No contact yet')
    expect(footWords({ ...offline, leaving: many }, 60_000)).toMatch(/· once back, 14 texts take about 30 s$/)
    expect(footWords({ ...offline, leaving: { count: 1, takes: null } }, 60_000)).toMatch(
      /· 1 text goes out once back$/,
    )
    const paused = { code: 20_003, reason: '', remedy: '' }
    expect(footWords({ ...offline, leaving: many, paused }, 60_000)).not.toContain('texts')
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
