import { randomBytes } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { cipherVersion, seal, unseal, UnsealError } from './cipher.ts'
import type { Binding } from './cipher.ts'

const key = randomBytes(32)
const binding: Binding = { version: cipherVersion, vaultId: 'aa', keyId: 'bb', purpose: 'twilio.authToken' }

describe('what is sealed', () => {
  test('comes back by its key and purpose, and differs each time', () => {
    const first = seal(key, Buffer.from('the secret'), binding)
    const second = seal(key, Buffer.from('the secret'), binding)
    expect(unseal(key, first, binding).toString()).toBe('the secret')
    expect(first.nonce).toHaveLength(12)
    expect(first.nonce.equals(second.nonce)).toBe(false)
    expect(first.ciphertext.equals(second.ciphertext)).toBe(false)
    expect(first.ciphertext).toHaveLength('the secret'.length + 16)
  })

  test.each([
    ['another version', { ...binding, version: 2 }],
    ['another vault', { ...binding, vaultId: 'ab' }],
    ['another data key’s name', { ...binding, keyId: 'bc' }],
    ['another secret’s name', { ...binding, purpose: 'twilio.apiSecret' }],
    ['parts that merely join to the same', { ...binding, vaultId: 'a', keyId: 'abb' }],
  ])('does not open for %s', (_what, other) => {
    const sealed = seal(key, Buffer.from('the secret'), binding)
    expect(() => unseal(key, sealed, other)).toThrow(UnsealError)
  })

  test('does not open with another key, nor with any bit of it changed, nor cut', () => {
    const sealed = seal(key, Buffer.from('s'), binding)
    expect(() => unseal(randomBytes(32), sealed, binding)).toThrow(UnsealError)
    for (const part of ['nonce', 'ciphertext'] as const) {
      for (let index = 0; index < sealed[part].length; index += 1) {
        const changed = Buffer.from(sealed[part])
        changed.writeUInt8(changed.readUInt8(index) ^ 1, index)
        expect(() => unseal(key, { ...sealed, [part]: changed }, binding)).toThrow(UnsealError)
      }
    }
    for (const length of [0, 15, 16]) {
      expect(() => unseal(key, { ...sealed, ciphertext: sealed.ciphertext.subarray(0, length) }, binding)).toThrow(
        UnsealError,
      )
    }
  })
})
