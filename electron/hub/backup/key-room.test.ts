import { expect, test } from 'vitest'
import { memoryKeychain } from '../../../tests/support/memory-keychain.ts'
import type { MemoryKeychain } from '../../../tests/support/memory-keychain.ts'
import { temporaryFolder } from '../../../tests/support/temporary-folder.ts'
import { silentLog } from '../log.ts'
import { KeychainError } from '../secrets/keychain.ts'
import type { Keychain } from '../secrets/keychain.ts'
import { createKeyRoom, privateKeyFor } from './key-room.ts'
import type { KeyRoom } from './key-room.ts'
import { publicKeyOf } from './keys.ts'
import { openRecord } from './record.ts'
import type { RecordFile } from './record.ts'

const scryptCost = 2 ** 10
const passphrase = 'four words make one'

function room(folder: string, keychain: Keychain): { readonly keys: KeyRoom; readonly record: RecordFile } {
  const record = openRecord(folder)
  return { keys: createKeyRoom({ record, keychain, log: silentLog, scryptCost }), record }
}

function missing(): MemoryKeychain {
  const keychain = memoryKeychain()
  keychain.at = () => {
    throw new KeychainError('missing', 'none in tests')
  }
  return keychain
}

/** What a copy made now would say of its key. */
const headerOf = ({ keys }: { readonly keys: KeyRoom }) => ({
  keyId: keys.key?.id ?? '',
  passphrase: keys.key?.wrapped ?? null,
})

test('the key is made once, in the keychain, and opens there without a word', async () => {
  const folder = temporaryFolder()
  const keychain = memoryKeychain()
  const first = await room(folder, keychain).keys.ensure()
  expect([...keychain.entries.keys()]).toEqual([`copies/${first?.id}`])
  const again = room(folder, keychain)
  expect(await again.keys.ensure()).toEqual(first)
  expect(keychain.entries.size).toBe(1)
  const opened = await privateKeyFor(headerOf(again), keychain, null)
  expect(publicKeyOf(opened ?? '')).toBe(first?.publicKey)
})

test('a crash while it is made leaves one entry, which the next try uses', async () => {
  const folder = temporaryFolder()
  const keychain = memoryKeychain()
  keychain.at = (moment) => {
    if (moment === 'after set') throw new Error('power cut')
  }
  await expect(room(folder, keychain).keys.ensure()).rejects.toThrow('power cut')
  keychain.at = () => undefined
  const key = await room(folder, keychain).keys.ensure()
  expect([...keychain.entries.keys()]).toEqual([`copies/${key?.id}`])
})

test('without a keychain there is no key before there is a passphrase, which then opens the copies', async () => {
  const folder = temporaryFolder()
  const first = room(folder, missing())
  expect(await first.keys.ensure()).toBeNull()
  expect(first.keys.keychainTrouble).toContain('no keychain')
  await first.keys.setPassphrase(passphrase)
  // At the next start nobody types it, and copies can be made all the same.
  const next = room(folder, missing())
  expect(await next.keys.ensure()).toMatchObject({ inKeychain: false })
  const header = headerOf(next)
  expect(await privateKeyFor(header, missing(), null)).toBeNull()
  const opened = await privateKeyFor(header, missing(), passphrase)
  expect(publicKeyOf(opened ?? '')).toBe(next.keys.key?.publicKey)
  await expect(privateKeyFor(header, missing(), 'another one here')).rejects.toMatchObject({ code: 'wrong-key' })
})

test('a passphrase beside the keychain wraps the same key; both open', async () => {
  const keychain = memoryKeychain()
  const made = room(temporaryFolder(), keychain)
  const before = await made.keys.ensure()
  await made.keys.setPassphrase(passphrase)
  expect(made.keys.key).toMatchObject({ id: before?.id, publicKey: before?.publicKey, inKeychain: true })
  const [byKeychain, byPassphrase] = [
    await privateKeyFor(headerOf(made), keychain, null),
    await privateKeyFor(headerOf(made), missing(), passphrase),
  ]
  expect(byKeychain).toBe(byPassphrase)
})

test('a passphrase set while the first key is being made is the passphrase of that key', async () => {
  const keychain = memoryKeychain()
  const made = room(temporaryFolder(), keychain)
  await Promise.all([made.keys.setPassphrase(passphrase), made.keys.ensure(), made.keys.ensure()])
  expect([...keychain.entries.keys()]).toEqual([`copies/${made.keys.key?.id}`])
  const header = headerOf(made)
  expect(header.passphrase).not.toBeNull()
  expect(await privateKeyFor(header, keychain, null)).toBe(await privateKeyFor(header, missing(), passphrase))
})

test('a key that the keychain has lost is replaced before copies are made that nothing opens', async () => {
  const folder = temporaryFolder()
  const keychain = memoryKeychain()
  const lost = await room(folder, keychain).keys.ensure()
  keychain.entries.clear()
  const next = room(folder, keychain)
  const key = await next.keys.ensure()
  expect(key?.id).not.toBe(lost?.id)
  expect([...keychain.entries.keys()]).toEqual([`copies/${key?.id}`])
})

test('with a passphrase a lost keychain costs nothing but its comfort', async () => {
  const folder = temporaryFolder()
  const keychain = memoryKeychain()
  const made = room(folder, keychain)
  await made.keys.ensure()
  await made.keys.setPassphrase(passphrase)
  keychain.entries.clear()
  const next = room(folder, keychain)
  expect(await next.keys.ensure()).toMatchObject({ id: made.keys.key?.id, inKeychain: false })
})

test('a keychain that is locked now keeps its key, and copies go on', async () => {
  const folder = temporaryFolder()
  const made = await room(folder, memoryKeychain()).keys.ensure()
  const locked = memoryKeychain()
  locked.at = () => {
    throw new KeychainError('locked', 'in tests')
  }
  const next = room(folder, locked)
  expect(await next.keys.ensure()).toEqual(made)
  expect(next.keys.keychainTrouble).toContain('locked')
})

test('a short passphrase is refused', async () => {
  await expect(room(temporaryFolder(), missing()).keys.setPassphrase('short')).rejects.toMatchObject({
    code: 'invalid',
  })
})
