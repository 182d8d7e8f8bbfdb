import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isFinal, laterStatus, parseStatus, stateOf, statusRank } from './status.ts'
import { carrierStatuses } from './types.ts'
import type { CarrierStatus } from './types.ts'

type Told = CarrierStatus | 'conflict'

function fold(statuses: readonly CarrierStatus[]): Told {
  let told: Told = statuses[0] ?? 'accepted'
  for (const status of statuses) if (told !== 'conflict') told = laterStatus(told, status)
  return told
}

const outbound = carrierStatuses.filter((status) => status !== 'receiving' && status !== 'received')
const anyStatuses = fc.array(fc.constantFrom(...outbound), { minLength: 1, maxLength: 12 })

describe('laterStatus', () => {
  test('any order and any repetition of the same callbacks ends the same', () => {
    const shuffled = anyStatuses.chain((statuses) =>
      fc.tuple(
        fc.constant(statuses),
        fc.shuffledSubarray([...statuses, ...statuses], {
          minLength: statuses.length * 2,
          maxLength: statuses.length * 2,
        }),
      ),
    )
    fc.assert(
      fc.property(shuffled, ([statuses, others]) => {
        expect(fold(others)).toBe(fold(statuses))
      }),
      { numRuns: 2000 },
    )
  })

  test('the rank never falls', () => {
    fc.assert(
      fc.property(fc.constantFrom(...outbound), fc.constantFrom(...outbound), (old, next) => {
        const later = laterStatus(old, next)
        if (later !== 'conflict') expect(statusRank(later)).toBe(Math.max(statusRank(old), statusRank(next)))
      }),
    )
  })

  test('two different final ones conflict, but for delivered and read', () => {
    expect(laterStatus('delivered', 'undelivered')).toBe('conflict')
    expect(laterStatus('failed', 'delivered')).toBe('conflict')
    expect(laterStatus('read', 'failed')).toBe('conflict')
    expect(laterStatus('canceled', 'failed')).toBe('conflict')
    expect(laterStatus('delivered', 'read')).toBe('read')
    expect(laterStatus('read', 'delivered')).toBe('read')
    expect(laterStatus('delivered', 'delivered')).toBe('delivered')
    expect(laterStatus('delivered', 'sent')).toBe('delivered')
  })
})

test('states by the carrier’s word', () => {
  const states = Object.fromEntries(carrierStatuses.map((status) => [status, stateOf(status, null)]))
  expect(states).toEqual({
    accepted: 'sending',
    scheduled: 'scheduled',
    queued: 'sending',
    sending: 'sending',
    sent: 'sent',
    delivered: 'delivered',
    read: 'delivered',
    undelivered: 'failed',
    failed: 'failed',
    canceled: 'canceled',
    partially_delivered: 'sent',
    receiving: 'received',
    received: 'received',
  })
  expect(stateOf('failed', 30036)).toBe('expired')
  expect(stateOf('undelivered', 30003)).toBe('failed')
})

test('a word nobody knows yet proves only that the text was taken', () => {
  expect(parseStatus('teleported')).toBe('accepted')
  expect(parseStatus(null)).toBe('accepted')
  expect(parseStatus('constructor')).toBe('accepted')
  expect(parseStatus('delivered')).toBe('delivered')
  expect(isFinal(parseStatus('teleported'))).toBe(false)
})
