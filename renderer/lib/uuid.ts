/**
 * Makes UUIDs of version 7 (RFC 9562 §5.7): 48 bits of time, then randomness. Ids made in the same millisecond,
 * or after the clock went back, still rise: the 12 bits after the time count up (method 1 of §6.2).
 */
export function makeUuidV7(now: () => number, fill: (bytes: Uint8Array) => void): () => string {
  let lastTime = -1
  let counter = 0
  const bytes = new Uint8Array(16)
  return () => {
    fill(bytes)
    const time = now()
    if (time > lastTime) {
      lastTime = time
      // Starts in the lower half, so that a burst has room to count.
      counter = (((bytes[6] ?? 0) << 8) | (bytes[7] ?? 0)) & 0x7ff
    } else {
      counter += 1
      if (counter > 0xfff) {
        lastTime += 1
        counter = 0
      }
    }
    let rest = lastTime
    for (let index = 5; index >= 0; index -= 1) {
      bytes[index] = rest % 256
      rest = Math.floor(rest / 256)
    }
    bytes[6] = 0x70 | (counter >> 8)
    bytes[7] = counter & 0xff
    bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f)
    return format(bytes)
  }
}

function format(bytes: Uint8Array): string {
  let hex = ''
  for (const byte of bytes) hex += byte.toString(16).padStart(2, '0')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}

/** A new id for a creating call. */
export const uuidV7 = makeUuidV7(Date.now, (bytes) => {
  globalThis.crypto.getRandomValues(bytes as Uint8Array<ArrayBuffer>)
})
