import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto'
import { countActivity, recordActivity } from '../../../db/activity.ts'
import { findStaff, setWrongPins } from '../../../db/staff.ts'
import type { StaffRow } from '../../../db/staff.ts'
import type { Db } from '../../../db/open.ts'
import { CallFailure } from '../failure.ts'
import type { Store } from '../store.ts'
import { overallWait, pinWait } from './slow-down.ts'

/** scrypt's N, r and p for PINs: 32 MB and some 0.1 s per try on a laptop (RFC 7914). */
const usualCost = { cost: 2 ** 15, blockSize: 8, parallelization: 1 } as const
const hashLength = 32
const kept = /^scrypt:(\d+):(\d+):(\d+):([\w+/=]+):([\w+/=]+)$/

/** Bounds of what is believed of the store: more was not written by us. */
const highest = { cost: 2 ** 20, blockSize: 16, parallelization: 4 } as const

interface Hashing {
  readonly cost: number
  readonly blockSize: number
  readonly parallelization: number
}

function hash(pin: string, salt: Buffer, { cost, blockSize, parallelization }: Hashing): Promise<Buffer> {
  const options = { cost, blockSize, parallelization, maxmem: 128 * cost * blockSize + 1024 * 1024 }
  return new Promise((resolve, reject) => {
    // On a thread of its own: texts go on meanwhile.
    scrypt(pin, salt, hashLength, options, (error, key) => (error ? reject(error) : resolve(key)))
  })
}

/** A PIN as it is kept: its salt and hash, with what they were made by. @param cost scrypt's N */
export async function hashPin(pin: string, cost: number = usualCost.cost): Promise<string> {
  const salt = randomBytes(16)
  const hashing = { ...usualCost, cost }
  const made = await hash(pin, salt, hashing)
  const { blockSize, parallelization } = hashing
  return `scrypt:${cost}:${blockSize}:${parallelization}:${salt.toString('base64')}:${made.toString('base64')}`
}

/** Whether this is the PIN that is kept. Something else than a PIN of ours is nobody's PIN. */
export async function isPin(pin: string, stored: string): Promise<boolean> {
  const [, cost, blockSize, parallelization, salt, expected] = kept.exec(stored) ?? []
  if (salt === undefined || expected === undefined) return false
  const hashing = { cost: Number(cost), blockSize: Number(blockSize), parallelization: Number(parallelization) }
  const isOurs =
    Number.isInteger(Math.log2(hashing.cost)) &&
    hashing.cost > 1 &&
    hashing.cost <= highest.cost &&
    hashing.blockSize >= 1 &&
    hashing.blockSize <= highest.blockSize &&
    hashing.parallelization >= 1 &&
    hashing.parallelization <= highest.parallelization
  if (!isOurs) return false
  const wanted = Buffer.from(expected, 'base64')
  const found = await hash(pin, Buffer.from(salt, 'base64'), hashing)
  return wanted.length === found.length && timingSafeEqual(wanted, found)
}

/** @throws {CallFailure} `invalid`: anybody would try it first. */
export function refuseEasyPin(pin: string): void {
  const steps = new Set(Array.from(pin, (digit, at) => Number(digit) - Number(pin[at - 1] ?? digit)).slice(1))
  const [step] = steps
  if (steps.size === 1 && (step === 0 || step === 1 || step === -1))
    throw new CallFailure('invalid', 'Choose a PIN that is not a row of digits, such as 1234 or 0000.')
}

/** What the record says of a wrong PIN. */
export const wrongPinWords = (name: string): string => `Wrong PIN for ${name}`

/** What came of a PIN that was typed. */
export type PinCheck =
  | { readonly ok: true; readonly staff: StaffRow }
  | {
      readonly ok: false
      /** `gone`: not of the team. `none`: they have no PIN. `wait`: it was not even looked at. */
      readonly reason: 'gone' | 'none' | 'wait' | 'wrong'
      readonly name: string | null
      /** When the next PIN is taken (epoch ms). */
      readonly waitUntil: number
    }

/** Until when (epoch ms) everybody waits: too many wrong ones were typed by all together. */
export function allWaitUntil(db: Db, now: number): number {
  const wrong = countActivity(db, 'pin-wrong', overallWait.lately(now))
  return overallWait.until(wrong.count, wrong.lastAt, now)
}

/** What a check is told to begin with; the last one of a store, so that they come one after the other. */
const lastChecks = new WeakMap<Store, Promise<unknown>>()

/**
 * Checks a PIN, one after the other: whoever asks for many at once is slowed down like anybody else. Each try counts as a
 * wrong one until it has proved right, so that ending the app in between wins nothing.
 * @param store the live store: it holds the team whatever store is shown
 * @param onDuty who is on duty, for the record of a wrong one
 */
export function checkPin(store: Store, staffId: number, pin: string, onDuty = ''): Promise<PinCheck> {
  const check = (lastChecks.get(store) ?? Promise.resolve()).then(() => checkNow(store, staffId, pin, onDuty))
  lastChecks.set(
    store,
    check.catch(() => undefined),
  )
  return check
}

async function checkNow(store: Store, staffId: number, pin: string, onDuty: string): Promise<PinCheck> {
  const begun = store.write(({ db, now }): PinCheck | StaffRow => {
    const row = findStaff(db, staffId)
    if (!row) return { ok: false, reason: 'gone', name: null, waitUntil: 0 }
    if (row.pin === null) return { ok: false, reason: 'none', name: row.name, waitUntil: 0 }
    const waitUntil = Math.max(pinWait.until(row.wait_until, now), allWaitUntil(db, now))
    if (waitUntil > now) return { ok: false, reason: 'wait', name: row.name, waitUntil }
    setWrongPins(db, staffId, row.wrong_pins + 1, now + pinWait.after(row.wrong_pins + 1))
    return row
  })
  if ('ok' in begun) return begun
  if (await isPin(pin, begun.pin ?? '')) {
    store.write(({ db }) => {
      // Another one may have been set meanwhile, which made everything void.
      if (findStaff(db, staffId)?.pin === begun.pin) setWrongPins(db, staffId, 0, 0)
    })
    return { ok: true, staff: begun }
  }
  return store.write(({ db, now }): PinCheck => {
    recordActivity(db, { staff: onDuty, kind: 'pin-wrong', words: wrongPinWords(begun.name) }, now)
    const row = findStaff(db, staffId)
    return { ok: false, reason: 'wrong', name: begun.name, waitUntil: row?.wait_until ?? 0 }
  })
}
