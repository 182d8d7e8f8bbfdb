import { createCipheriv, createDecipheriv, createHash } from 'node:crypto'
import { fdatasyncSync, fstatSync, readSync, writeSync } from 'node:fs'
import { deflateRawSync, inflateRawSync } from 'node:zlib'
import { headerRoom, readHeader, writeHeader } from './header.ts'
import type { CopyHeader } from './header.ts'
import { CopyRefused } from './refused.ts'

// A copy is a header and pieces. Each piece: one byte (1: the last one), its length in four, then the store's next bytes,
// compressed and encrypted with AES-256-GCM. The nonce is the header's 7 bytes, the piece's number in 4 and the first byte again
// (the STREAM construction of Hoang, Reyhanitabar, Rogaway and Vizár: "Online Authenticated-Encryption and its Nonce-Reuse
// Misuse-Resistance"), so that no piece can be left out, doubled, moved or added; the header's digest is associated data.

/** Bytes of the store in one piece. */
export const pieceSize = 1024 * 1024
/** Pieces after which what was written goes to the disk. */
const piecesAtOnce = 16
const tagLength = 16
const frameLength = 5
/** Deflate adds 5 bytes to each 64 KB that it cannot make smaller. */
const longestPiece = pieceSize + 1024 + tagLength

function nonceOf(prefix: Buffer, index: number, last: 0 | 1): Buffer {
  const nonce = Buffer.alloc(12)
  prefix.copy(nonce)
  nonce.writeUInt32BE(index, 7)
  nonce[11] = last
  return nonce
}

/** Reads up to `into.length` bytes from a place; fewer at the file's end. */
function readFully(file: number, into: Buffer, at: number): number {
  let length = 0
  while (length < into.length) {
    const read = readSync(file, into, length, into.length - length, at + length)
    if (read === 0) break
    length += read
  }
  return length
}

function writeFully(file: number, bytes: Buffer): void {
  for (let at = 0; at < bytes.length;) at += writeSync(file, bytes, at)
}

/**
 * Encrypts a file. Both are open file descriptors; `to` is written from where it stands.
 * @param key 256 bits, for this copy alone
 * @returns SHA-256 of what was encrypted
 */
export function sealFile(from: number, to: number, header: CopyHeader, key: Buffer): Buffer {
  const { bytes, digest } = writeHeader(header)
  const prefix = Buffer.from(header.nonce, 'hex')
  writeFully(to, bytes)
  const { size } = fstatSync(from)
  const hash = createHash('sha256')
  const piece = Buffer.alloc(pieceSize)
  const pieces = Math.max(1, Math.ceil(size / pieceSize))
  for (let index = 0; index < pieces; index++) {
    const last = index === pieces - 1 ? 1 : 0
    const plain = piece.subarray(0, readFully(from, piece, index * pieceSize))
    hash.update(plain)
    const cipher = createCipheriv('aes-256-gcm', key, nonceOf(prefix, index, last), { authTagLength: tagLength })
    cipher.setAAD(digest)
    const compressed = deflateRawSync(plain, { level: 1 })
    const frame = Buffer.alloc(frameLength)
    frame[0] = last
    frame.writeUInt32BE(compressed.length + tagLength, 1)
    writeFully(to, Buffer.concat([frame, cipher.update(compressed), cipher.final(), cipher.getAuthTag()]))
    // A little at a time: a disk that is busy with all of it at once would keep the hub's commits waiting.
    if (index % piecesAtOnce === piecesAtOnce - 1) fdatasyncSync(to)
  }
  piece.fill(0)
  return hash.digest()
}

/** What a copy says of itself. @throws {CopyRefused} */
export function headerOfFile(file: number): ReturnType<typeof readHeader> {
  const start = Buffer.alloc(headerRoom)
  return readHeader(start.subarray(0, readFully(file, start, 0)))
}

/**
 * Decrypts a copy, piece by piece; a piece is only handed on once it proved to be ours. What was handed on before a refusal
 * is worth nothing.
 * @param keyOf the content's key by the header
 * @returns the header, and SHA-256 of what came out
 * @throws {CopyRefused}
 */
export function openFile(
  from: number,
  keyOf: (header: CopyHeader) => Buffer,
  take: (plain: Buffer) => void,
): { readonly header: CopyHeader; readonly digest: Buffer } {
  const { header, digest, length } = headerOfFile(from)
  const key = keyOf(header)
  const prefix = Buffer.from(header.nonce, 'hex')
  const hash = createHash('sha256')
  const frame = Buffer.alloc(frameLength)
  let at = length
  for (let index = 0; ; index++) {
    if (readFully(from, frame, at) < frameLength) throw new CopyRefused('damaged', 'it ends too early')
    const last = frame[0] === 0 ? 0 : frame[0] === 1 ? 1 : null
    const sealedLength = frame.readUInt32BE(1)
    if (last === null || sealedLength < tagLength || sealedLength > longestPiece) {
      throw new CopyRefused('damaged', `piece ${index} is none`)
    }
    const sealed = Buffer.alloc(sealedLength)
    if (readFully(from, sealed, at + frameLength) < sealedLength) throw new CopyRefused('damaged', 'it ends too early')
    at += frameLength + sealedLength
    const plain = openPiece(key, nonceOf(prefix, index, last), digest, sealed)
    hash.update(plain)
    take(plain)
    if (last === 0) continue
    if (readFully(from, frame, at) > 0) throw new CopyRefused('damaged', 'something follows its end')
    return { header, digest: hash.digest() }
  }
}

function openPiece(key: Buffer, nonce: Buffer, digest: Buffer, sealed: Buffer): Buffer {
  const end = sealed.length - tagLength
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: tagLength })
    decipher.setAAD(digest)
    decipher.setAuthTag(sealed.subarray(end))
    const compressed = Buffer.concat([decipher.update(sealed.subarray(0, end)), decipher.final()])
    return inflateRawSync(compressed, { maxOutputLength: pieceSize })
  } catch {
    throw new CopyRefused('damaged', 'a piece does not open')
  }
}
