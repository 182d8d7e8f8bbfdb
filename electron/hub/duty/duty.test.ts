import { describe, expect, test } from 'vitest'
import { manualClock } from '../../../tests/support/manual-clock.ts'
import type { ManualClock } from '../../../tests/support/manual-clock.ts'
import { testStore } from '../../../tests/support/test-store.ts'
import type { DutyView } from '../../ipc/contract/duty-views.ts'
import { openAccountMemory } from '../account/memory.ts'
import { silentLog } from '../log.ts'
import { createStore } from '../store.ts'
import type { Store } from '../store.ts'
import { createDuty } from './duty.ts'
import type { Duty } from './duty.ts'

const number = '+13125550100'
const minute = 60_000
const hour = 60 * minute
const theirs = { kind: 'elsewhere', address: 'https://laptop2.example.com/twilio/sms' } as const

interface Bench {
  readonly clock: ManualClock
  readonly store: Store
  readonly duty: Duty
  readonly told: DutyView[]
  /** How often this laptop went on duty. */
  readonly returns: () => number
  /** A text of this laptop's own leaves now. */
  text(): void
}

function bench(clock = manualClock(), store = createStore(testStore(), clock, () => undefined)): Bench {
  const told: DutyView[] = []
  let returns = 0
  let last: number | null = null
  const duty = createDuty({
    clock,
    log: silentLog,
    memory: openAccountMemory(store),
    lastOwnText: () => last,
    publish: (changes) => {
      for (const change of changes) if (change.type === 'duty') told.push(change.duty)
    },
    wentOnDuty: () => {
      returns += 1
    },
  })
  duty.connected(number)
  return {
    clock,
    store,
    duty,
    told,
    returns: () => returns,
    text: () => {
      last = clock.now()
    },
  }
}

const calm: DutyView = { onDuty: true, other: null, asks: false }

describe('texts from elsewhere', () => {
  test('the first laptop is on duty until another one is seen, and takes the duty back by a person’s word', async () => {
    const { clock, duty, told, returns } = bench()
    expect(duty.view).toEqual(calm)
    await clock.advance(minute)
    const at = clock.now()
    duty.sentElsewhere([at - 10_000, at])
    expect(duty.isOnDuty()).toBe(false)
    expect(duty.view).toEqual({ onDuty: false, other: { reason: 'texts', at }, asks: true })
    expect(returns()).toBe(0)
    expect(duty.takeOver()).toEqual(calm)
    expect(returns()).toBe(1)
    expect(told).toEqual([{ onDuty: false, other: { reason: 'texts', at }, asks: true }, calm])
  })

  test('what happened before this laptop last acted is no news', async () => {
    const { clock, duty, text } = bench()
    await clock.advance(minute)
    text()
    duty.sentElsewhere([clock.now() - 1])
    expect(duty.view).toEqual(calm)
  })

  test('a laptop that joins counts the last two hours, not the day before', () => {
    const { clock, duty } = bench()
    duty.sentElsewhere([clock.now() - 3 * hour])
    expect(duty.isOnDuty()).toBe(true)
    duty.sentElsewhere([clock.now() - hour])
    expect(duty.isOnDuty()).toBe(false)
  })

  test('a laptop that was put on duty keeps it while another one answers by hand, and says so', async () => {
    const { clock, duty } = bench()
    duty.takeOver()
    await clock.advance(hour)
    const at = clock.now()
    duty.sentElsewhere([at])
    expect(duty.view).toEqual({ onDuty: true, other: { reason: 'texts', at }, asks: false })
  })

  test('it loses it after two hours in which it did nothing: another laptop has the camp', async () => {
    const { clock, duty, text } = bench()
    duty.takeOver()
    await clock.advance(hour)
    text()
    await clock.advance(2 * hour)
    duty.sentElsewhere([clock.now()])
    expect(duty.isOnDuty()).toBe(true)
    await clock.advance(1)
    duty.sentElsewhere([clock.now()])
    expect(duty.view).toMatchObject({ onDuty: false, asks: true })
  })

  test('left to the other laptop, it stays off duty and asks no more', async () => {
    const { clock, duty } = bench()
    await clock.advance(minute)
    duty.sentElsewhere([clock.now()])
    expect(duty.stepBack()).toMatchObject({ onDuty: false, asks: false })
    await clock.advance(minute)
    duty.sentElsewhere([clock.now()])
    expect(duty.view).toEqual({ onDuty: false, other: { reason: 'texts', at: clock.now() }, asks: false })
  })
})

describe('the numbers’ settings', () => {
  test('another address makes a laptop stand back, and its own lets it return', () => {
    const { duty, returns } = bench()
    duty.pointedHere()
    duty.settingsRead({ kind: 'here' })
    duty.settingsRead(theirs)
    expect(duty.view).toMatchObject({ onDuty: false, other: { reason: 'address' }, asks: true })
    duty.settingsRead({ kind: 'here' })
    expect(duty.view).toEqual(calm)
    expect(returns()).toBe(1)
  })

  test('weigh more than texts, whatever a person said before', async () => {
    const { clock, duty } = bench()
    duty.takeOver()
    duty.settingsRead({ kind: 'here' })
    duty.settingsRead(theirs)
    await clock.advance(minute)
    duty.sentElsewhere([clock.now()])
    expect(duty.view).toMatchObject({ onDuty: false, other: { reason: 'address' } })
  })

  test('taken over in spite of them, the same address is no news; one more laptop is', () => {
    const { duty } = bench()
    duty.settingsRead(theirs)
    expect(duty.takeOver()).toEqual(calm)
    duty.settingsRead(theirs)
    expect(duty.view).toEqual(calm)
    duty.settingsRead({ kind: 'elsewhere', address: 'https://laptop3.example.com/twilio/sms' })
    expect(duty.isOnDuty()).toBe(false)
  })

  test('taken over before anybody looked, the address that is found then is no news', () => {
    const { duty } = bench()
    duty.takeOver()
    duty.settingsRead(theirs)
    expect(duty.view).toEqual(calm)
    duty.settingsRead({ kind: 'here' })
    duty.settingsRead(theirs)
    expect(duty.isOnDuty()).toBe(false)
  })

  test('pointing the numbers here is taking over', () => {
    const { duty } = bench()
    duty.stepBack()
    duty.pointedHere()
    expect(duty.view).toEqual(calm)
  })
})

describe('what is kept', () => {
  test('outlives a restart', async () => {
    const { clock, store, duty } = bench()
    await clock.advance(minute)
    duty.sentElsewhere([clock.now()])
    const after = bench(clock, store)
    expect(after.duty.view).toEqual(duty.view)
    expect(after.told).toEqual([])
    after.duty.stepBack()
    expect(bench(clock, store).duty.view).toMatchObject({ onDuty: false, asks: false })
  })

  test('begins anew with another number', () => {
    const { duty, returns } = bench()
    duty.stepBack()
    duty.connected('+13125550177')
    expect(duty.view).toEqual(calm)
    expect(returns()).toBe(1)
  })

  test('before any account there is nothing to be on duty for, and nothing speaks against it', () => {
    const clock = manualClock()
    const duty = createDuty({
      clock,
      log: silentLog,
      memory: openAccountMemory(createStore(testStore(), clock, () => undefined)),
      lastOwnText: () => null,
      publish: () => undefined,
      wentOnDuty: () => undefined,
    })
    duty.sentElsewhere([clock.now()])
    duty.settingsRead(theirs)
    expect([duty.takeOver(), duty.stepBack()]).toEqual([calm, calm])
  })
})
