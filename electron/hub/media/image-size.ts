/** Pixels as a page shows them. */
export interface ImageSize {
  readonly width: number
  readonly height: number
}

/**
 * The size of a picture from its header, after the turn that a photo's EXIF asks for; null where the header does not say.
 * @param bytes the beginning of the file; a JPEG says its size only after its notes, which may be long
 */
export function imageSize(bytes: Uint8Array, contentType: string): ImageSize | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  try {
    const size = readSize(view, contentType)
    return size !== null && size.width > 0 && size.height > 0 ? size : null
  } catch (error) {
    // The header ends too soon.
    if (error instanceof RangeError) return null
    throw error
  }
}

function readSize(view: DataView, contentType: string): ImageSize | null {
  switch (contentType) {
    case 'image/png':
      return { width: view.getUint32(16), height: view.getUint32(20) }
    case 'image/gif':
      return { width: view.getUint16(6, true), height: view.getUint16(8, true) }
    case 'image/webp':
      return webpSize(view)
    case 'image/jpeg':
      return jpegSize(view)
    default:
      return null
  }
}

const four = (view: DataView, at: number): string =>
  String.fromCharCode(view.getUint8(at), view.getUint8(at + 1), view.getUint8(at + 2), view.getUint8(at + 3))

/** Three kinds of WebP say it in three ways (Google: "WebP Container Specification"). */
function webpSize(view: DataView): ImageSize | null {
  switch (four(view, 12)) {
    case 'VP8 ':
      return { width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff }
    case 'VP8L': {
      const bits = view.getUint32(21, true)
      return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 }
    }
    case 'VP8X':
      return { width: (view.getUint32(24, true) & 0xffffff) + 1, height: (view.getUint32(26, true) >>> 8) + 1 }
    default:
      return null
  }
}

/** Frame headers carry the size; C4, C8 and CC among their numbers are something else (ITU-T T.81, table B.1). */
const isFrame = (marker: number): boolean =>
  marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc

function jpegSize(view: DataView): ImageSize | null {
  let turned = false
  for (let at = 2; ;) {
    if (view.getUint8(at) !== 0xff) return null
    const marker = view.getUint8(at + 1)
    // Fill bytes, and markers without a length.
    if (marker === 0xff) {
      at += 1
      continue
    }
    if (marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8)) {
      at += 2
      continue
    }
    const length = view.getUint16(at + 2)
    if (marker === 0xda || marker === 0xd9 || length < 2) return null
    if (marker === 0xe1 && length > 14 && four(view, at + 4) === 'Exif') turned = isTurned(view, at + 10)
    if (isFrame(marker)) {
      const [height, width] = [view.getUint16(at + 5), view.getUint16(at + 7)]
      return turned ? { width: height, height: width } : { width, height }
    }
    at += 2 + length
  }
}

/** Whether EXIF's orientation lays the picture on its side (CIPA DC-008, tag 0x0112, values 5 to 8). */
function isTurned(view: DataView, tiff: number): boolean {
  const order = view.getUint16(tiff)
  if (order !== 0x4949 && order !== 0x4d4d) return false
  const little = order === 0x4949
  const directory = tiff + view.getUint32(tiff + 4, little)
  const entries = view.getUint16(directory, little)
  for (let index = 0; index < entries; index++) {
    const entry = directory + 2 + index * 12
    if (view.getUint16(entry, little) === 0x0112) return view.getUint16(entry + 8, little) >= 5
  }
  return false
}
