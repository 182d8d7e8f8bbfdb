import { describe, expect, test, vi } from 'vitest'
import type { ChangeBatch } from '../../electron/ipc/contract/changes.ts'
import { makeFeed } from './feed.ts'

const batch = (seq: number, epoch = 'a'): ChangeBatch => ({ epoch, seq, changes: [] })

function setUp() {
  const applied: number[] = []
  const readAgain = vi.fn()
  const feed = makeFeed((one) => applied.push(one.seq), readAgain)
  return { applied, readAgain, feed }
}

describe('the change feed', () => {
  test('applies what follows, once', () => {
    const { applied, readAgain, feed } = setUp()
    feed.hold()
    feed.start({ epoch: 'a', seq: 3 })
    for (const seq of [2, 3, 4, 4, 5]) feed.receive(batch(seq))
    expect(applied).toEqual([4, 5])
    expect(readAgain).not.toHaveBeenCalled()
  })

  test('keeps what arrives during a reading and applies only what is newer than it', () => {
    const { applied, feed } = setUp()
    feed.hold()
    for (const seq of [4, 5, 6]) feed.receive(batch(seq))
    expect(applied).toEqual([])
    feed.start({ epoch: 'a', seq: 5 })
    expect(applied).toEqual([6])
  })

  test.each([
    ['a gap', batch(7)],
    ['another epoch', batch(5, 'b')],
  ])('%s asks once for everything to be read again', (_what, next) => {
    const { applied, readAgain, feed } = setUp()
    feed.hold()
    feed.start({ epoch: 'a', seq: 4 })
    feed.receive(next)
    feed.receive(batch(next.seq + 1, next.epoch))
    expect(readAgain).toHaveBeenCalledTimes(1)
    expect(applied).toEqual([])
    feed.hold()
    feed.start({ epoch: next.epoch, seq: next.seq + 1 })
    feed.receive(batch(next.seq + 2, next.epoch))
    expect(applied).toEqual([next.seq + 2])
  })

  test('a gap among the batches kept aside is noticed, too', () => {
    const { applied, readAgain, feed } = setUp()
    feed.hold()
    feed.receive(batch(5))
    feed.receive(batch(7))
    feed.start({ epoch: 'a', seq: 4 })
    expect(applied).toEqual([5])
    expect(readAgain).toHaveBeenCalledTimes(1)
  })
})
