import type { MediaKind } from '../../../db/words.ts'
import { localTimeAt } from '../local-time.ts'

/** What a file is named by. */
export interface NamedBy {
  /** Null: what was left on tape. */
  readonly kind: MediaKind | null
  /** Number of the one who sent it, as a person reads it. */
  readonly from: string
  /** When it came, epoch ms. */
  readonly at: number
  readonly zone: string
  /** Which of several it is, from 0. */
  readonly position: number
  readonly contentType: string
}

const words: Readonly<Record<MediaKind, string>> = { image: 'Picture', audio: 'Audio', video: 'Video', file: 'File' }

const endings: Readonly<Record<string, string>> = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/gif': 'gif',
  'image/webp': 'webp',
  'audio/wav': 'wav',
  'audio/mpeg': 'mp3',
  'audio/mp4': 'm4a',
  'audio/aac': 'aac',
  'audio/ogg': 'ogg',
  'audio/3gpp': '3gp',
  'audio/amr': 'amr',
  'video/mp4': 'mp4',
  'video/3gpp': '3gp',
  'video/quicktime': 'mov',
  'video/webm': 'webm',
}

/**
 * What a file is called where somebody keeps it: "Voicemail 312-555-0150 2026-06-14 0921.wav". Letters, digits, spaces, dots and
 * hyphens alone, which every system takes.
 */
export function fileName({ kind, from, at, zone, position, contentType }: NamedBy): string {
  const { day, minutes } = localTimeAt(at, zone)
  const two = (value: number): string => String(value).padStart(2, '0')
  const parts = [
    kind === null ? 'Voicemail' : words[kind],
    from.replaceAll(/[^A-Za-z0-9]+/g, '-').replaceAll(/^-+|-+$/g, ''),
    day,
    two(Math.floor(minutes / 60)) + two(minutes % 60),
    position === 0 ? '' : String(position + 1),
  ]
  return `${parts.filter((part) => part !== '').join(' ')}.${endings[contentType] ?? 'bin'}`
}
