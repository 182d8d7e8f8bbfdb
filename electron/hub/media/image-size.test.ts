import { describe, expect, test } from 'vitest'
import { childsDrawing } from '../practice/drawing.ts'
import { seededRandom } from '../random.ts'
import { imageSize } from './image-size.ts'

const bytes = (...parts: readonly (string | readonly number[])[]): Uint8Array =>
  Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part, 'latin1') : Buffer.from(part))))

/** The frame header of a JPEG of 640 by 480. */
const frame = bytes([0xff, 0xc0, 0, 17, 8, 0x01, 0xe0, 0x02, 0x80, 3])

function exif(order: 'II' | 'MM', orientation: number): Uint8Array {
  const two = (value: number) => (order === 'II' ? [value, 0] : [0, value])
  const four = (value: number) => (order === 'II' ? [value, 0, 0, 0] : [0, 0, 0, value])
  const entry = bytes(order === 'II' ? [0x12, 0x01] : [0x01, 0x12], two(3), four(1), two(orientation), [0, 0])
  const tiff = Buffer.concat([bytes(order, two(42), four(8), two(1)), entry])
  return Buffer.concat([bytes([0xff, 0xe1, 0, 8 + tiff.length]), bytes('Exif\0\0'), tiff])
}

const jpeg = (...segments: readonly Uint8Array[]) => Buffer.concat([bytes([0xff, 0xd8]), ...segments])

describe('the size of a picture', () => {
  test.each([
    ['image/png', childsDrawing(seededRandom(1)).bytes, { width: 480, height: 360 }],
    ['image/gif', bytes('GIF89a', [0x40, 0x01, 0xf0, 0x00]), { width: 320, height: 240 }],
    [
      'image/webp',
      bytes('RIFF', [0, 0, 0, 0], 'WEBPVP8 ', [0, 0, 0, 0, 0, 0, 0, 0x9d, 0x01, 0x2a, 0x40, 0x01, 0xf0, 0x00]),
      { width: 320, height: 240 },
    ],
    [
      'image/webp',
      bytes('RIFF', [0, 0, 0, 0], 'WEBPVP8L', [0, 0, 0, 0, 0x2f, 0x3f, 0xc1, 0x3b, 0x00]),
      { width: 320, height: 240 },
    ],
    [
      'image/webp',
      bytes('RIFF', [0, 0, 0, 0], 'WEBPVP8X', [10, 0, 0, 0, 0, 0, 0, 0, 0x3f, 0x01, 0, 0xef, 0, 0]),
      { width: 320, height: 240 },
    ],
    ['image/jpeg', jpeg(frame), { width: 640, height: 480 }],
    ['image/jpeg', jpeg(exif('II', 1), frame), { width: 640, height: 480 }],
    ['image/jpeg', jpeg(exif('II', 6), frame), { width: 480, height: 640 }],
    ['image/jpeg', jpeg(exif('MM', 8), frame), { width: 480, height: 640 }],
    ['image/jpeg', jpeg(bytes([0xff, 0xc4, 0, 4, 1, 2]), frame), { width: 640, height: 480 }],
  ])('%s', (contentType, head, size) => {
    expect(imageSize(head, contentType)).toEqual(size)
  })

  test.each([
    ['a header that ends too soon', 'image/png', bytes('\x89PNG\r\n\x1a\n')],
    ['a JPEG that ends before its frame', 'image/jpeg', jpeg(exif('II', 6))],
    ['a JPEG whose lengths lead nowhere', 'image/jpeg', jpeg(bytes([0xff, 0xe0, 0, 0, 0xff, 0xc0]))],
    [
      'notes that lead outside',
      'image/jpeg',
      jpeg(bytes([0xff, 0xe1, 0, 16], 'Exif\0\0II', [42, 0, 255, 255, 255, 127]), frame),
    ],
    ['no width at all', 'image/gif', bytes('GIF89a', [0, 0, 1, 0])],
    ['a sound', 'audio/wav', bytes('RIFF')],
  ])('%s: not known', (_name, contentType, head) => {
    expect(imageSize(head, contentType)).toBeNull()
  })
})
