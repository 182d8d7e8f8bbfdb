import type { MediaKind } from '../../../db/words.ts'

export interface FileType {
  readonly kind: MediaKind
  readonly contentType: string
}

/** So many bytes from the beginning tell every type below. */
export const headBytes = 512 * 1024

const ascii = (bytes: Uint8Array, from: number, length: number): string =>
  String.fromCharCode(...bytes.subarray(from, from + length))

function startsWith(bytes: Uint8Array, signature: readonly number[]): boolean {
  return signature.every((byte, index) => bytes[index] === byte)
}

/** Brands of the ISO media format (ISO/IEC 14496-12) that are pictures, which no page shows (HEIC), or are not asked for. */
const stillBrand = /^(heic|heix|heim|heis|hevc|hevx|mif1|msf1|avif|avis|crx )$/
const videoBrand = /^(isom|iso[2-9]|mp4[12]|avc1|M4V |MSNV|dash|mmp4|f4v )$/

/** MP4 and its kin hold sound or video alike; which it is for the listener, the sender's word may say. */
function isoMediaType(brand: string, claimed: MediaKind): FileType | null {
  if (stillBrand.test(brand)) return null
  const kind = claimed === 'audio' ? 'audio' : 'video'
  if (/^M4[AB] $/.test(brand)) return { kind: 'audio', contentType: 'audio/mp4' }
  if (/^3g[p2]/.test(brand)) return { kind, contentType: `${kind}/3gpp` }
  if (brand === 'qt  ') return { kind, contentType: kind === 'audio' ? 'audio/mp4' : 'video/quicktime' }
  return videoBrand.test(brand) ? { kind, contentType: `${kind}/mp4` } : null
}

/** A frame of MPEG audio: its sync word, and no value that is reserved (ISO/IEC 11172-3). */
function isMpegAudio(bytes: Uint8Array): boolean {
  const [sync = 0, version = 0, rates = 0] = bytes
  if (sync !== 0xff || (version & 0xe0) !== 0xe0) return false
  const layer = (version >> 1) & 3
  return ((version >> 3) & 3) !== 1 && layer !== 0 && rates >> 4 !== 0x0f && ((rates >> 2) & 3) !== 3
}

/** AAC in ADTS frames: the same sync word with layer 0. */
function isAdts(bytes: Uint8Array): boolean {
  return bytes[0] === 0xff && ((bytes[1] ?? 0) & 0xf6) === 0xf0 && (((bytes[2] ?? 0) >> 2) & 0x0f) < 13
}

/**
 * What a file is by its own first bytes, or null where it is nothing that is opened here: SVG, HTML, documents, programs,
 * whatever its sender calls it.
 * @param claimed what the sender says it is; it decides nothing but whether a film without pictures counts as sound
 */
export function detectType(bytes: Uint8Array, claimed: MediaKind): FileType | null {
  if (startsWith(bytes, [0xff, 0xd8, 0xff])) return { kind: 'image', contentType: 'image/jpeg' }
  if (startsWith(bytes, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]) && ascii(bytes, 12, 4) === 'IHDR')
    return { kind: 'image', contentType: 'image/png' }
  const start = ascii(bytes, 0, 6)
  if (start === 'GIF87a' || start === 'GIF89a') return { kind: 'image', contentType: 'image/gif' }
  if (start.startsWith('RIFF')) {
    const form = ascii(bytes, 8, 4)
    if (form === 'WEBP') return { kind: 'image', contentType: 'image/webp' }
    return form === 'WAVE' ? { kind: 'audio', contentType: 'audio/wav' } : null
  }
  if (ascii(bytes, 4, 4) === 'ftyp') return isoMediaType(ascii(bytes, 8, 4), claimed)
  if (start.startsWith('OggS')) return { kind: 'audio', contentType: 'audio/ogg' }
  if (start.startsWith('ID3') || isMpegAudio(bytes)) return { kind: 'audio', contentType: 'audio/mpeg' }
  return isAdts(bytes) ? { kind: 'audio', contentType: 'audio/aac' } : null
}

/** What a sender's content type promises; a hint for the screen until the file is here. Nothing said counts as a picture. */
export function claimedKind(contentType: string): MediaKind {
  const type = contentType.trim().toLowerCase()
  if (type === '' || type.startsWith('image/')) return 'image'
  if (type.startsWith('audio/')) return 'audio'
  return type.startsWith('video/') ? 'video' : 'file'
}
