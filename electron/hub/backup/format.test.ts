import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, describe, expect, test, vi } from 'vitest'
import { openFile, pieceSize, sealFile } from './format.ts'
import type { CopyHeader } from './header.ts'
import { newKeyPair, openingKey, sealingKey, unwrapKey, wrapKey } from './keys.ts'
import { CopyRefused } from './refused.ts'

// Processes and stretched passphrases take seconds on a busy machine.
vi.setConfig({ testTimeout: 60_000 })

const pair = newKeyPair()
/** Of the whole file, for what is sealed once serves many tests. */
const folder = mkdtempSync(join(tmpdir(), 'ptp-test-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
/** scrypt's N for tests. */
const cheap = 2 ** 10

interface Sealed {
  readonly bytes: Buffer
  readonly plain: Buffer
}

function sealed(plain: Buffer): Sealed {
  const { ownPublicKey, key } = sealingKey(pair.publicKey)
  const header: CopyHeader = {
    madeAt: 1,
    laptop: '0123456789abcdef',
    sequence: 7,
    keyId: pair.id,
    publicKey: ownPublicKey,
    nonce: '00112233445566',
    schema: 8,
    version: '1.0.0',
    size: plain.length,
    messages: 3,
    passphrase: null,
  }
  writeFileSync(join(folder, 'plain'), plain)
  const from = openSync(join(folder, 'plain'), 'r')
  const to = openSync(join(folder, 'copy'), 'w')
  sealFile(from, to, header, key)
  closeSync(from)
  closeSync(to)
  return { bytes: readFileSync(join(folder, 'copy')), plain }
}

function opened(bytes: Buffer, privateKey = pair.privateKey): Buffer {
  const file = join(folder, 'opened')
  writeFileSync(file, bytes)
  const from = openSync(file, 'r')
  const parts: Buffer[] = []
  try {
    openFile(
      from,
      ({ publicKey }) => openingKey(publicKey, privateKey),
      (plain) => parts.push(Buffer.from(plain)),
    )
  } finally {
    closeSync(from)
  }
  return Buffer.concat(parts)
}

/** The pieces of a copy, as they lie one behind the other. */
function pieces({ bytes }: Sealed): { readonly head: Buffer; readonly frames: readonly Buffer[] } {
  const head = bytes.subarray(0, 12 + bytes.readUInt32BE(8))
  const frames: Buffer[] = []
  for (let at = head.length; at < bytes.length;) {
    const end = at + 5 + bytes.readUInt32BE(at + 1)
    frames.push(bytes.subarray(at, end))
    at = end
  }
  return { head, frames }
}

const small = sealed(Buffer.from('Lunch at noon. '.repeat(40)))
const noise = Buffer.from(Array.from({ length: pieceSize * 2 + 17 }, (_, at) => (at * 7919 + (at >> 9)) & 0xff))
const large = sealed(noise)

describe('a copy', () => {
  test.each([0, 1, pieceSize - 1, pieceSize, pieceSize + 1])('of %i bytes opens to what was sealed', (length) => {
    const plain = noise.subarray(0, length)
    expect(opened(sealed(Buffer.from(plain)).bytes).equals(plain)).toBe(true)
  })

  test('holds nothing that can be read', () => {
    expect(small.bytes.includes('Lunch')).toBe(false)
  })

  test('with any byte changed is refused', () => {
    fc.assert(
      fc.property(fc.nat(small.bytes.length - 1), fc.integer({ min: 1, max: 255 }), (at, change) => {
        const bytes = Buffer.from(small.bytes)
        bytes[at] = (bytes[at] ?? 0) ^ change
        expect(() => opened(bytes)).toThrow(CopyRefused)
      }),
      { numRuns: 400 },
    )
  })

  test('cut short anywhere is refused, as is one that something follows', () => {
    fc.assert(
      fc.property(fc.nat(small.bytes.length - 1), (length) => {
        expect(() => opened(small.bytes.subarray(0, length))).toThrow(CopyRefused)
      }),
      { numRuns: 200 },
    )
    const { head, frames } = pieces(large)
    for (let kept = 0; kept < frames.length; kept++) {
      expect(() => opened(Buffer.concat([head, ...frames.slice(0, kept)]))).toThrow('too early')
    }
    expect(() => opened(Buffer.concat([large.bytes, Buffer.of(0)]))).toThrow('follows its end')
  })

  test('with pieces in another order, doubled, left out or of another copy is refused', () => {
    const { head, frames } = pieces(large)
    const [first, second, last] = frames
    if (!first || !second || !last) throw new Error('three pieces were expected')
    const others = pieces(sealed(noise)).frames
    for (const order of [
      [second, first, last],
      [first, first, second, last],
      [first, last],
      [last],
      [first, second, others[2] ?? last],
      [...others],
    ]) {
      expect(() => opened(Buffer.concat([head, ...order]))).toThrow('does not open')
    }
    expect(opened(Buffer.concat([head, first, second, last])).equals(noise)).toBe(true)
  })

  test('opens with no other key, and what is no copy is foreign', () => {
    expect(() => opened(small.bytes, newKeyPair().privateKey)).toThrow(CopyRefused)
    const refusal = (bytes: Buffer): unknown => {
      try {
        return opened(bytes)
      } catch (error) {
        return error instanceof CopyRefused ? error.code : error
      }
    }
    expect(refusal(Buffer.from('SQLite format 3\0'))).toBe('foreign')
    expect(refusal(Buffer.alloc(0))).toBe('foreign')
    const newer = Buffer.from(small.bytes)
    newer[7] = 2
    expect(refusal(newer)).toBe('newer-format')
  })
})

describe('the recovery passphrase', () => {
  test('unwraps the key, however it is typed, and no other does', async () => {
    const wrapped = await wrapKey(pair, 'fünf Wörter für den Stick', cheap)
    expect(await unwrapKey(pair.id, wrapped, ' fu\u0308nf Wo\u0308rter fu\u0308r den Stick ')).toBe(pair.privateKey)
    await expect(unwrapKey(pair.id, wrapped, 'fünf Wörter für den stick')).rejects.toMatchObject({ code: 'wrong-key' })
    await expect(unwrapKey('00'.repeat(8), wrapped, 'fünf Wörter für den Stick')).rejects.toMatchObject({
      code: 'wrong-key',
    })
  })

  test('costs what it is said to, and what nobody of ours wrote is not even tried', async () => {
    const wrapped = await wrapKey(pair, 'four words make one')
    expect(wrapped.cost).toBeGreaterThanOrEqual(2 ** 17)
    for (const cost of [0, 3, 2 ** 26]) {
      await expect(unwrapKey(pair.id, { ...wrapped, cost }, 'four words make one')).rejects.toMatchObject({
        code: 'damaged',
      })
    }
  })
})
