import { randomBytes, scrypt } from 'node:crypto'
import type { PassphraseRow } from '../../../db/secrets.ts'
import { CallFailure } from '../failure.ts'
import { keyLength } from './cipher.ts'

/** scrypt's N: 128 MB and some 0.4 s per try on a laptop (OWASP: Password Storage Cheat Sheet). */
export const passphraseCost = 2 ** 17

/** UTF-16 units; a stolen laptop gives a thief all the time there is. */
export const shortestPassphrase = 10

export type ScryptParameters = Pick<PassphraseRow, 'cost' | 'blockSize' | 'parallelization' | 'salt'>

/** Parameters with a new random salt. */
export function newScryptParameters(cost: number): ScryptParameters {
  return { cost, blockSize: 8, parallelization: 1, salt: randomBytes(16) }
}

/** @throws {CallFailure} `invalid` when it is too short to protect anything. */
export function checkPassphrase(passphrase: string): void {
  if (passphrase.normalize('NFKC').trim().length >= shortestPassphrase) return
  throw new CallFailure(
    'invalid',
    `Choose a passphrase of at least ${shortestPassphrase} characters. Four words make a good one.`,
  )
}

/** Most that is spent on what the store says; more was not written by us. */
const highest = { cost: 2 ** 20, blockSize: 16, parallelization: 4 } as const

/** Whether these parameters may have been written by us. */
export function isSensible({ cost, blockSize, parallelization }: ScryptParameters): boolean {
  return cost <= highest.cost && blockSize <= highest.blockSize && parallelization <= highest.parallelization
}

/** Turns a passphrase into the key that wraps the data key, off the main thread. The caller zeroes it. */
export function deriveKey(passphrase: string, parameters: ScryptParameters): Promise<Buffer> {
  const { cost, blockSize, parallelization, salt } = parameters
  // Composed and decomposed letters look the same and must open the same vault; so must one with a space after it.
  const typed = Buffer.from(passphrase.normalize('NFKC').trim())
  // scrypt needs a little more than 128 × N × r bytes.
  const options = { cost, blockSize, parallelization, maxmem: 128 * cost * blockSize + 1024 * 1024 }
  return new Promise((resolve, reject) => {
    scrypt(typed, salt, keyLength, options, (error, key) => {
      typed.fill(0)
      if (error) reject(error)
      else resolve(key)
    })
  })
}
