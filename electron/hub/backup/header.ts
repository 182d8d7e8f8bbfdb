import { createHash } from 'node:crypto'
import { z } from 'zod'
import { CopyRefused } from './refused.ts'

/** The first bytes of every copy; the last of them is the format's version. */
const magic = Buffer.from('PTPCOPY')
const formatVersion = 1
const prefixLength = magic.length + 1 + 4
/** More is no header of ours. Bytes. */
const longestHeader = 16 * 1024

const hex = (bytes: number) => z.string().regex(new RegExp(`^[0-9a-f]{${bytes * 2}}$`))
const base64 = z.string().regex(/^[A-Za-z0-9+/]+=*$/)
const count = z.number().int().min(0)

/** The copies' key, wrapped by a key made from the recovery passphrase (scrypt's parameters beside it). */
export const wrappedKey = z
  .object({
    cost: count,
    blockSize: count,
    parallelization: count,
    salt: base64.max(100),
    nonce: hex(12),
    /** With its authentication tag at the end. */
    ciphertext: base64.max(400),
  })
  .strict()
export type WrappedKey = z.infer<typeof wrappedKey>

/** What a copy says of itself in the clear: nothing of what is in the store but how much. */
export const copyHeader = z
  .object({
    /** Epoch milliseconds by the hub's clock. */
    madeAt: count,
    /** Which installation made it; random. */
    laptop: hex(8),
    /** Copies of one installation are numbered: its clock may jump. */
    sequence: count,
    /** Which key pair opens it. */
    keyId: hex(8),
    /** This copy's own public key (X25519, SPKI): with the private key of the pair it makes the content's key. */
    publicKey: base64.max(200),
    /** First bytes of each piece's nonce. */
    nonce: hex(7),
    /** Migrations applied to the store. */
    schema: count,
    /** Version of the app that made it. */
    version: z.string().max(40),
    /** Of the store, in bytes. */
    size: count,
    /** Texts and calls in it. */
    messages: count,
    /** Absent where no recovery passphrase was set. */
    passphrase: wrappedKey.nullable(),
  })
  .strict()
export type CopyHeader = z.infer<typeof copyHeader>

export interface ReadHeader {
  readonly header: CopyHeader
  /** SHA-256 over everything up to the first piece: each piece is bound to it. */
  readonly digest: Buffer
  /** Where the first piece begins. */
  readonly length: number
}

function digestOf(bytes: Buffer): Buffer {
  return createHash('sha256').update(bytes).digest()
}

/** The bytes a copy begins with. */
export function writeHeader(header: CopyHeader): { readonly bytes: Buffer; readonly digest: Buffer } {
  const json = Buffer.from(JSON.stringify(header))
  const length = Buffer.alloc(4)
  length.writeUInt32BE(json.length)
  const bytes = Buffer.concat([magic, Buffer.of(formatVersion), length, json])
  return { bytes, digest: digestOf(bytes) }
}

/**
 * Reads what a copy says of itself. That it is true is only known once a piece has opened.
 * @param start the copy's first bytes, `headerRoom` of them where it has so many
 * @throws {CopyRefused} `foreign`, `newer-format` or `damaged`.
 */
export function readHeader(start: Buffer): ReadHeader {
  if (!start.subarray(0, magic.length).equals(magic)) throw new CopyRefused('foreign', 'it does not begin as a copy')
  const version = start[magic.length] ?? 0
  if (version > formatVersion) throw new CopyRefused('newer-format', `format ${version}`)
  if (version !== formatVersion || start.length < prefixLength) throw new CopyRefused('damaged', 'no header')
  const length = prefixLength + start.readUInt32BE(magic.length + 1)
  if (length > headerRoom || length > start.length) throw new CopyRefused('damaged', 'the header is cut short')
  const bytes = start.subarray(0, length)
  const parsed = copyHeader.safeParse(asJson(bytes.subarray(prefixLength).toString('utf8')))
  if (!parsed.success) throw new CopyRefused('damaged', 'the header cannot be read')
  return { header: parsed.data, digest: digestOf(bytes), length }
}

/** Bytes that hold any header of ours. */
export const headerRoom = prefixLength + longestHeader

function asJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return null
  }
}
