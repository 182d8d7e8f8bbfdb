/** The muxado frames: an 8-byte header, big-endian, then the body (muxado, PROTOCOL.md). */
export const frameType = { reset: 0, data: 1, windowIncrement: 2, goAway: 3 } as const
export const flag = { end: 0x1, start: 0x2 } as const

export interface Frame {
  readonly type: number
  readonly flags: number
  readonly stream: number
  readonly body: Buffer
}

const headerLength = 8

export function encodeFrame(type: number, flags: number, stream: number, body: Uint8Array): Buffer {
  const header = Buffer.alloc(headerLength)
  header.writeUIntBE(body.length, 0, 3)
  header.writeUInt8((type << 4) | flags, 3)
  header.writeUInt32BE(stream, 4)
  return Buffer.concat([header, body])
}

export function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(value)
  return bytes
}

/** @returns what to feed the connection's bytes to, however they were cut */
export function frameReader(onFrame: (frame: Frame) => void): (chunk: Buffer) => void {
  let held = Buffer.alloc(0)
  return (chunk) => {
    held = Buffer.concat([held, chunk])
    while (held.length >= headerLength) {
      const end = headerLength + held.readUIntBE(0, 3)
      if (held.length < end) return
      const mark = held.readUInt8(3)
      const frame = {
        type: mark >> 4,
        flags: mark & 0xf,
        stream: held.readUInt32BE(4) & 0x7fff_ffff,
        body: held.subarray(headerLength, end),
      }
      held = held.subarray(end)
      onFrame(frame)
    }
  }
}
