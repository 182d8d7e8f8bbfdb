import { deflateSync } from 'node:zlib'

import { between, pick } from '../random.ts'
import type { Random } from '../random.ts'

type Colour = readonly [red: number, green: number, blue: number]

const skies: readonly Colour[] = [
  [150, 205, 240],
  [250, 205, 160],
  [176, 190, 235],
]
const shirts: readonly Colour[] = [
  [214, 48, 49],
  [48, 84, 200],
  [245, 190, 30],
  [130, 60, 170],
]
const grass: readonly Colour[] = [
  [86, 165, 84],
  [98, 180, 94],
]
const white: Colour = [255, 255, 255]
const sun: Colour = [255, 214, 64]
const skin: readonly Colour[] = [
  [240, 200, 165],
  [180, 125, 85],
  [110, 72, 50],
]
const black: Colour = [30, 30, 34]

const width = 480
const height = 360
const horizon = 150

/** A picture such as a child draws of camp: sun, pitch, two players and a ball; another one for every number drawn. */
export function childsDrawing(random: Random): { readonly contentType: string; readonly bytes: Uint8Array } {
  const sky = pick(random, skies)
  const sunAt = between(random, 60, width - 60)
  const players = [between(random, 70, 190), between(random, 280, 410)].map((x) => ({
    x,
    y: between(random, 205, 270),
    shirt: pick(random, shirts),
    skin: pick(random, skin),
  }))
  const ball = { x: between(random, 210, 270), y: between(random, 280, 325) }

  function colourAt(x: number, y: number): Colour {
    for (const player of players) {
      if (within(x, y, player.x, player.y - 52, 18)) return player.skin
      if (Math.abs(x - player.x) < 22 && y > player.y - 34 && y < player.y + 14) return player.shirt
      const leg = Math.abs(Math.abs(x - player.x) - 12)
      if (leg < 6 && y >= player.y + 14 && y < player.y + 46) return black
    }
    if (within(x, y, ball.x, ball.y, 14)) return within(x, y, ball.x + 4, ball.y - 3, 5) ? black : white
    if (y < horizon) return within(x, y, sunAt, 62, 34) ? sun : sky
    if (Math.abs(y - horizon - 20) < 2 || Math.abs(x - width / 2) < 2) return white
    return grass[Math.floor((y - horizon) / 42) % 2] ?? white
  }

  // One filter byte before each line (PNG specification, "Filtering"): none.
  const lines = Buffer.alloc(height * (1 + width * 3))
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) lines.set(colourAt(x, y), y * (1 + width * 3) + 1 + x * 3)
  }
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  // Eight bits each of red, green and blue.
  header.set([8, 2, 0, 0, 0], 8)
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  const bytes = Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(lines)),
    chunk('IEND', Buffer.alloc(0)),
  ])
  return { contentType: 'image/png', bytes }
}

function within(x: number, y: number, centreX: number, centreY: number, radius: number): boolean {
  return (x - centreX) ** 2 + (y - centreY) ** 2 < radius ** 2
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const frame = Buffer.alloc(8 + body.length)
  frame.writeUInt32BE(data.length, 0)
  frame.set(body, 4)
  frame.writeUInt32BE(crc32(body), 4 + body.length)
  return frame
}

/** The checksum of PNG's chunks (PNG specification, annex D); zlib's own is missing in older runtimes. */
function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff
  for (const byte of bytes) {
    crc ^= byte
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1
  }
  return (crc ^ 0xffffffff) >>> 0
}
