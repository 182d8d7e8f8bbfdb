import { promisify } from 'node:util'
import { deflateRaw } from 'node:zlib'

const deflate = promisify<Buffer, Buffer>(deflateRaw)

export interface ZipEntry {
  /** Path within the archive, with slashes. */
  readonly name: string
  readonly content: Buffer
}

/**
 * An archive that every system opens (PKWARE APPNOTE 6.3.3: local headers, central directory, its end; deflate, UTF-8 names).
 * For a few entries of a few megabytes; nothing here goes past 32 bits.
 * @param at the entries' time, epoch ms
 */
export async function zip(entries: readonly ZipEntry[], at: number): Promise<Buffer> {
  const parts: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const { name, content } of entries) {
    const path = Buffer.from(name, 'utf8')
    const packed = await deflate(content)
    const common = commonHeader(at, crc32(content), packed.length, content.length, path.length)
    const local = Buffer.concat([signature(0x04034b50), common, path])
    const central = Buffer.concat([
      signature(0x02014b50),
      // Made by version 2.0 on a system without rights of its own.
      uint16(20),
      common,
      // Comment, disk, internal and external attributes: none.
      Buffer.alloc(10),
      uint32(offset),
      path,
    ])
    parts.push(local, packed)
    directory.push(central)
    offset += local.length + packed.length
  }
  const list = Buffer.concat(directory)
  const count = uint16(entries.length)
  const end = [
    signature(0x06054b50),
    uint16(0),
    uint16(0),
    count,
    count,
    uint32(list.length),
    uint32(offset),
    uint16(0),
  ]
  return Buffer.concat([...parts, list, ...end])
}

/** What a local header and the directory's have in common: from "version needed" to the length of the extra field. */
function commonHeader(at: number, checksum: number, packed: number, size: number, nameLength: number): Buffer {
  const time = new Date(at)
  const clock = (time.getHours() << 11) | (time.getMinutes() << 5) | (time.getSeconds() >> 1)
  const day = ((time.getFullYear() - 1980) << 9) | ((time.getMonth() + 1) << 5) | time.getDate()
  const utf8Names = 0x0800
  const deflated = 8
  return Buffer.concat([
    ...[20, utf8Names, deflated, clock, day].map(uint16),
    ...[checksum, packed, size].map(uint32),
    uint16(nameLength),
    uint16(0),
  ])
}

function uint16(value: number): Buffer {
  const buffer = Buffer.alloc(2)
  buffer.writeUInt16LE(value & 0xffff)
  return buffer
}

function uint32(value: number): Buffer {
  const buffer = Buffer.alloc(4)
  buffer.writeUInt32LE(value >>> 0)
  return buffer
}

const signature = uint32

const table = Uint32Array.from({ length: 256 }, (_, index) => {
  let value = index
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1
  return value >>> 0
})

/** The archive's checksum; node:zlib has it only from Node 20.15 on. */
export function crc32(content: Uint8Array): number {
  let value = 0xffffffff
  for (let at = 0; at < content.length; at++) value = (table[(value ^ (content[at] ?? 0)) & 0xff] ?? 0) ^ (value >>> 8)
  return (value ^ 0xffffffff) >>> 0
}
