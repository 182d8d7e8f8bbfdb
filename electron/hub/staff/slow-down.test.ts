import fc from 'fast-check'
import { expect, test } from 'vitest'
import { countActivity } from '../../../db/activity.ts'
import { findStaff, insertStaff, setStaffPin } from '../../../db/staff.ts'
import { manualClock } from '../../../tests/support/manual-clock.ts'
import { testStore } from '../../../tests/support/test-store.ts'
import { createStore } from '../store.ts'
import { checkPin, hashPin, isPin, refuseEasyPin } from './pin.ts'
import { longestWait, overallWait, pinWait } from './slow-down.ts'

/** So cheap that a run tries hundreds; what is proved is how they are counted. */
const cheap = 2 ** 4

test('a wait grows with each wrong PIN and never past the longest', () => {
  const waits = Array.from({ length: 40 }, (_, wrong) => pinWait.after(wrong))
  expect(waits.slice(0, 6)).toEqual([0, 0, 0, 0, 5_000, 15_000])
  for (const [at, wait] of waits.entries()) {
    expect(wait).toBeGreaterThanOrEqual(waits[at - 1] ?? 0)
    expect(wait).toBeLessThanOrEqual(longestWait)
  }
})

test('a clock that was set back keeps nobody out', () => {
  expect(pinWait.until(10_000_000, 0)).toBe(0)
  expect(overallWait.until(1_000, 10_000_000, 0)).toBe(0)
})

type Step =
  | { readonly kind: 'wrong' | 'right'; readonly who: number }
  | { readonly kind: 'wait'; readonly span: number }

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('wrong' as const), who: fc.nat(3) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('right' as const), who: fc.nat(3) }) },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('wait' as const), span: fc.integer({ min: 1, max: 400_000 }) }),
  },
)

test(
  'whatever is tried, and by whom: wrong PINs are few in any span, none is looked at before its time, and the right one opens once that has come',
  { timeout: 60_000 },
  async () => {
    const pins = await Promise.all(['7193', '4826', '5520', '6031'].map((pin) => hashPin(pin, cheap)))
    const clock = manualClock()
    const store = createStore(testStore(), clock, () => undefined)
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 60 }), async (steps) => {
        // What was tried in the run before is long ago.
        await clock.advance(3_600_000)
        const begun = clock.now()
        const ids = pins.map((pin, at) =>
          store.write(({ db, now }) =>
            insertStaff(db, { name: `Person ${at}`, initials: `P${at}`, role: 'staff', pin }, now),
          ),
        )
        const right = ['7193', '4826', '5520', '6031']
        const looked: number[] = []
        const waits = new Map<number, number>()
        for (const one of steps) {
          if (one.kind === 'wait') {
            await clock.advance(one.span)
            continue
          }
          const id = ids[one.who] ?? 0
          const check = await checkPin(store, id, one.kind === 'right' ? (right[one.who] ?? '') : '0000')
          if (check.ok) {
            expect(one.kind).toBe('right')
            expect(findStaff(store.db, id)).toMatchObject({ wrong_pins: 0, wait_until: 0 })
            waits.delete(id)
          } else if (check.reason === 'wait') {
            expect(check.waitUntil).toBeGreaterThan(clock.now())
            expect(check.waitUntil).toBeLessThanOrEqual(clock.now() + longestWait)
          } else {
            expect(check).toMatchObject({ reason: 'wrong' })
            expect(clock.now()).toBeGreaterThanOrEqual(waits.get(id) ?? 0)
            waits.set(id, check.waitUntil)
            looked.push(clock.now())
          }
        }
        // Per person three for nothing, and then one per wait; all together one in ten seconds once they are many.
        for (const [at, first] of looked.entries()) {
          const inTenMinutes = looked.slice(at).filter((time) => time < first + 600_000).length
          expect(inTenMinutes).toBeLessThanOrEqual(12 + 61)
        }
        expect(countActivity(store.db, 'pin-wrong', begun).count).toBe(looked.length)
        // Nobody is out for good.
        await clock.advance(longestWait)
        for (const [at, id] of ids.entries()) {
          expect(await checkPin(store, id, right[at] ?? '')).toMatchObject({ ok: true })
        }
      }),
      { numRuns: 40 },
    )
  },
)

test('a check that the app did not live to end counts as a wrong one', async () => {
  const clock = manualClock()
  const store = createStore(testStore(), clock, () => undefined)
  const pin = await hashPin('7193', cheap)
  const id = store.write(({ db, now }) => insertStaff(db, { name: 'Dana', initials: 'DK', role: 'staff', pin }, now))
  const check = checkPin(store, id, '0001')
  await Promise.resolve()
  expect(findStaff(store.db, id)?.wrong_pins).toBe(1)
  await check
})

test('a PIN that was set while another was looked at begins anew', async () => {
  const clock = manualClock()
  const store = createStore(testStore(), clock, () => undefined)
  const [old, next] = [await hashPin('7193', cheap), await hashPin('4826', cheap)]
  const id = store.write(({ db, now }) =>
    insertStaff(db, { name: 'Dana', initials: 'DK', role: 'staff', pin: old }, now),
  )
  const check = checkPin(store, id, '7193')
  await Promise.resolve()
  store.write(({ db }) => setStaffPin(db, id, next))
  expect(await check).toMatchObject({ ok: true })
  expect(findStaff(store.db, id)).toMatchObject({ wrong_pins: 0, pin: next })
  expect(await checkPin(store, id, '7193')).toMatchObject({ ok: false, reason: 'wrong' })
})

test('the same PIN is never kept the same way twice, and what is not ours is nobody’s PIN', async () => {
  const [one, other] = [await hashPin('7193', cheap), await hashPin('7193', cheap)]
  expect(one).not.toBe(other)
  expect(await isPin('7193', one)).toBe(true)
  expect(await isPin('7194', one)).toBe(false)
  for (const stored of [
    '',
    '7193',
    'scrypt:3:8:1:AA==:AA==',
    `scrypt:${2 ** 30}:8:1:AA==:AA==`,
    one.replace(/[^:]+$/, ''),
  ])
    expect(await isPin('7193', stored)).toBe(false)
})

test.each(['0000', '1234', '4321', '99999999', '23456789'])('%s is refused: it would be tried first', (pin) => {
  expect(() => refuseEasyPin(pin)).toThrow('row of digits')
})

test.each(['7193', '1235', '0010', '1212'])('%s is taken', (pin) => {
  expect(() => refuseEasyPin(pin)).not.toThrow()
})
