import { expect, test } from 'vitest'
import { CallFailure } from '../failure.ts'
import { checkPassphrase, deriveKey, isSensible, newScryptParameters, passphraseCost } from './passphrase.ts'

test('a key is scrypt’s of the passphrase (RFC 7914, third test vector, by its own parameters)', async () => {
  const parameters = { cost: 16_384, blockSize: 8, parallelization: 1, salt: Buffer.from('SodiumChloride') }
  const key = await deriveKey('pleaseletmein', parameters)
  expect(key.toString('hex')).toBe('7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2')
})

test('new parameters have a salt of their own and cost what a thief cannot pay', () => {
  const first = newScryptParameters(passphraseCost)
  expect(first).toMatchObject({ cost: 131_072, blockSize: 8, parallelization: 1 })
  expect(first.salt).toHaveLength(16)
  expect(first.salt.equals(newScryptParameters(passphraseCost).salt)).toBe(false)
  expect(isSensible(first)).toBe(true)
  expect(isSensible({ ...first, cost: 2 ** 30 })).toBe(false)
})

test('the same letters make the same key, however they were typed', async () => {
  const parameters = newScryptParameters(2)
  const key = await deriveKey('Café à la carte', parameters)
  expect((await deriveKey(' Cafe\u0301 a\u0300 la carte\n', parameters)).equals(key)).toBe(true)
  expect((await deriveKey('café à la carte', parameters)).equals(key)).toBe(false)
})

test('what is too short is refused without being repeated', () => {
  checkPassphrase('ten letter')
  const refuse = () => checkPassphrase('nine char         ')
  expect(refuse).toThrow(CallFailure)
  expect(refuse).not.toThrow('nine char')
})
