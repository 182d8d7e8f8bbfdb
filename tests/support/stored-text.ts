import type { Db } from '../../db/database.ts'
import { insertMessage } from '../../db/messages.ts'
import type { NewMessage } from '../../db/messages.ts'
import { newId } from '../../electron/hub/ids.ts'

/** Stores a text as it stands there: of a person, with nothing about it but what is given. @returns its place in the store */
export function storeText(
  db: Db,
  text: Pick<NewMessage, 'conversationId' | 'direction' | 'createdAt'> & Partial<NewMessage>,
): number {
  return insertMessage(db, {
    id: newId(text.createdAt),
    body: 'Hello',
    state: text.direction === 'in' ? 'received' : 'queued',
    origin: 'person',
    author: null,
    ourNumber: null,
    segments: 1,
    sortAt: text.createdAt,
    sendAt: null,
    noUseAfter: null,
    sid: null,
    replacesId: null,
    arrivedWhileAway: false,
    extra: null,
    ...text,
  })
}
