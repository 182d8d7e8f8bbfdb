import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { MessageView } from '../../electron/ipc/contract/views.ts'
import { messageView as view } from './test-views.ts'
import { compareKeys, joinPage, patchWindow, trimWindow, without } from './thread-window.ts'
import type { ThreadWindow } from './thread-window.ts'

function windowOf(seqs: readonly number[], edges: Partial<ThreadWindow> = {}) {
  const messages = seqs.map((seq) => view(seq))
  const shown = new Map(messages.map((message) => [message.id, message]))
  return { window: { messages, hasOlder: false, hasNewer: false, ...edges }, shown }
}

const seqs = (window: ThreadWindow) => window.messages.map((message) => message.seq)

describe('patchWindow', () => {
  test('replaces in place, keeps every other row itself', () => {
    const { window, shown } = windowOf([1, 2, 3])
    const changed = view(2, { state: 'delivered' })
    const { window: after } = patchWindow(window, shown, [changed])
    expect(after.messages[1]).toBe(changed)
    expect(after.messages[0]).toBe(window.messages[0])
    expect(after.messages[2]).toBe(window.messages[2])
    expect(window.messages[1]?.state).toBe('received')
  })

  test('nothing new is the same window', () => {
    const { window, shown } = windowOf([1, 2])
    expect(patchWindow(window, shown, [...window.messages]).window).toBe(window)
  })

  test('a message that changes its place moves, without a double', () => {
    const { window, shown } = windowOf([1, 2, 3])
    const { window: after } = patchWindow(window, shown, [view(1, { sortAt: 2_500 })])
    expect(seqs(after)).toEqual([2, 1, 3])
  })

  test('before an open beginning nothing is added, before a known one it is', () => {
    const open = windowOf([5, 6], { hasOlder: true })
    expect(seqs(patchWindow(open.window, open.shown, [view(4)]).window)).toEqual([5, 6])
    const known = windowOf([5, 6])
    expect(seqs(patchWindow(known.window, known.shown, [view(4)]).window)).toEqual([4, 5, 6])
  })

  test('behind a window that does not reach the newest it only counts', () => {
    const { window, shown } = windowOf([5, 6], { hasNewer: true })
    const patched = patchWindow(window, shown, [view(7), view(8)])
    expect(seqs(patched.window)).toEqual([5, 6])
    expect(patched.beyond).toBe(2)
    expect(shown.has('m7')).toBe(false)
  })

  test('any sequence of patches gives the sorted set of the last views', () => {
    const change = fc.record({ seq: fc.integer({ min: 1, max: 30 }), late: fc.integer({ min: 0, max: 20 }) })
    fc.assert(
      fc.property(fc.array(fc.array(change, { maxLength: 6 }), { maxLength: 30 }), (batches) => {
        const { window: empty, shown } = windowOf([])
        let window: ThreadWindow = empty
        const truth = new Map<string, MessageView>()
        for (const batch of batches) {
          const messages = batch.map(({ seq, late }) => view(seq, { sortAt: seq * 1_000 + late * 1_500 }))
          for (const message of messages) truth.set(message.id, message)
          window = { ...window, ...patchWindow(window, shown, messages).window }
        }
        expect(window.messages).toEqual([...truth.values()].sort(compareKeys))
        expect(shown).toEqual(truth)
      }),
    )
  })

  test('a patch in a thread of 10,000 takes well under a millisecond', () => {
    const { window, shown } = windowOf(Array.from({ length: 10_000 }, (_, index) => index + 1))
    let current = window
    const start = performance.now()
    for (let seq = 1; seq <= 200; seq += 1) {
      current = { ...current, ...patchWindow(current, shown, [view(seq * 50, { state: 'sent' })]).window }
    }
    expect((performance.now() - start) / 200).toBeLessThan(1)
    expect(current.messages[49]?.state).toBe('sent')
  })
})

describe('joining, trimming, taking out', () => {
  test('a page joins without doubles', () => {
    const { window, shown } = windowOf([5, 6], { hasOlder: true })
    const page = { items: [view(3), view(4), view(5)], hasOlder: true, hasNewer: true }
    const joined = joinPage(window, shown, page, 'older')
    expect(seqs(joined)).toEqual([3, 4, 5, 6])
    expect(joined.messages[2]).toBe(window.messages[0])
    expect(joined).toMatchObject({ hasOlder: true, hasNewer: false })
  })

  test('the far end is let go and known to be there', () => {
    const { window, shown } = windowOf([1, 2, 3, 4])
    const newest = trimWindow(window, shown, 2, 'older')
    expect(seqs(newest)).toEqual([3, 4])
    expect(newest.hasOlder).toBe(true)
    expect([...shown.keys()]).toEqual(['m3', 'm4'])
    const { window: other, shown: otherShown } = windowOf([1, 2, 3, 4])
    const oldest = trimWindow(other, otherShown, 3, 'newer')
    expect(seqs(oldest)).toEqual([1, 2, 3])
    expect(oldest.hasNewer).toBe(true)
  })

  test('a refused text leaves', () => {
    const { window, shown } = windowOf([1, 2])
    expect(seqs(without(window, shown, 'm2'))).toEqual([1])
    expect(without(window, shown, 'm9')).toBe(window)
  })
})
