import type { MediaKind } from '../../../db/words.ts'
import type { InboundText } from '../inbound/types.ts'
import { claimedKind } from './file-type.ts'

const one: Readonly<Record<MediaKind, string>> = { image: 'Picture', audio: 'Audio', video: 'Video', file: 'File' }
const many: Readonly<Record<MediaKind, string>> = {
  image: 'pictures',
  audio: 'recordings',
  video: 'videos',
  file: 'files',
}
const sent: Readonly<Record<MediaKind, string>> = {
  image: 'Sent a picture',
  audio: 'Sent a recording',
  video: 'Sent a video',
  file: 'Sent a file',
}

/** What stands in a list for a text without words: "Picture", "3 pictures"; empty where nothing came with it. */
export function mediaPreview(kinds: readonly MediaKind[]): string {
  const [first] = kinds
  if (first === undefined) return ''
  if (kinds.length === 1) return one[first]
  return kinds.every((kind) => kind === first) ? `${kinds.length} ${many[first]}` : `${kinds.length} files`
}

/** What a notification may say of a text: a picture alone has no words of its own. */
export function notifiedWords({ body, media }: Pick<InboundText, 'body' | 'media'>): string {
  const [first] = media
  if (body.trim() !== '' || first === undefined) return body
  const kinds = media.map((one) => claimedKind(one.contentType))
  return kinds.length > 1 ? `Sent ${mediaPreview(kinds)}` : sent[claimedKind(first.contentType)]
}
