import { createHash } from 'node:crypto'

import type { Clock } from '../clock.ts'
import { twilioError } from './error-json.ts'
import type { TwilioError } from './error-json.ts'
import { rfc2822 } from './message-json.ts'
import type { MessageStore } from './message-store.ts'
import type { MediaFile, PracticeAccount, StoredMessage } from './types.ts'

export interface MediaOptions {
  readonly account: PracticeAccount
  readonly clock: Clock
  readonly store: MessageStore
  /** `http://127.0.0.1:PORT` */
  readonly origin: () => string
}

/** The Media resource and the store of files that it leads to (Twilio docs: Media resource; "Securing media URLs"). */
export interface Media {
  list(message: StoredMessage): readonly Record<string, unknown>[]
  describe(message: StoredMessage, sid: string): Record<string, unknown> | null
  /** Where the file itself is for the next four hours, for whoever has the address; null where there is none. */
  linkTo(message: StoredMessage, sid: string): string | null
  /**
   * The file behind such an address. Whoever brings a name and password along is turned away, as stores of files do that
   * take one kind of proof only.
   */
  open(sid: string, query: URLSearchParams, bringsCredentials: boolean): MediaFile | TwilioError
}

export const filesPath = '/media-files/'
const linkLasts = 4 * 3_600_000

export function mediaResource({ account, clock, store, origin }: MediaOptions): Media {
  function json(message: StoredMessage, file: MediaFile): Record<string, unknown> {
    return {
      account_sid: account.accountSid,
      content_type: file.contentType,
      date_created: rfc2822(message.createdAt),
      date_updated: rfc2822(message.createdAt),
      parent_sid: message.sid,
      sid: file.sid,
      uri: `/2010-04-01/Accounts/${account.accountSid}/Messages/${message.sid}/Media/${file.sid}.json`,
    }
  }

  function find(message: StoredMessage, sid: string): MediaFile | undefined {
    return store.mediaOf(message.sid).find((file) => file.sid === sid)
  }

  function sign(sid: string, expires: string): string {
    return createHash('sha256').update(`${account.authToken} ${sid} ${expires}`).digest('hex')
  }

  return {
    list: (message) => store.mediaOf(message.sid).map((file) => json(message, file)),
    describe(message, sid) {
      const file = find(message, sid)
      return file === undefined ? null : json(message, file)
    },
    linkTo(message, sid) {
      if (find(message, sid) === undefined) return null
      const expires = String(clock.now() + linkLasts)
      return `${origin()}${filesPath}${sid}?Expires=${expires}&Signature=${sign(sid, expires)}`
    },
    open(sid, query, bringsCredentials) {
      const expires = query.get('Expires') ?? ''
      if (bringsCredentials) return { status: 400, code: 20_001, message: 'Only one kind of proof is taken' }
      if (query.get('Signature') !== sign(sid, expires) || Number(expires) < clock.now()) {
        return { status: 403, code: 20_003, message: 'This address is not valid any more' }
      }
      return store.media(sid) ?? twilioError(20404, sid)
    },
  }
}
