import { findConversation } from '../../../db/conversations.ts'
import { heldConversations, heldTexts, heldTotals } from '../../../db/held.ts'
import type { HeldConversationRow, HeldTextRow } from '../../../db/held.ts'
import type { Db } from '../../../db/open.ts'
import type { HeldConversation, HeldText, HeldView } from '../../ipc/contract/held-views.ts'
import { conversationView } from '../views.ts'

/** So many conversations are listed, and so many texts of each; the others are counted. */
const most = { conversations: 100, texts: 50 }

/** The texts that wait for a person's look, as they stand now. */
export function heldView(db: Db, defaultCountry: string): HeldView {
  const { texts: count, conversations: conversationCount, throughSeq } = heldTotals(db)
  const rows = count === 0 ? [] : heldConversations(db, most.conversations)
  return {
    count,
    conversationCount,
    throughSeq,
    conversations: rows.flatMap((row) => conversationOf(db, row, defaultCountry) ?? []),
  }
}

function conversationOf(db: Db, held: HeldConversationRow, defaultCountry: string): HeldConversation | null {
  const row = findConversation(db, held.conversation_id)
  if (!row) return null
  const { id, name, displayAddress, closedReason } = conversationView(row, defaultCountry)
  return {
    conversationId: id,
    name: name ?? displayAddress,
    closedReason,
    count: held.texts,
    texts: heldTexts(db, id, most.texts).map(textOf),
  }
}

function textOf(row: HeldTextRow): HeldText {
  return {
    messageId: row.id,
    seq: row.seq,
    conversationId: row.conversation_id,
    body: row.body,
    because: row.held_because,
    origin: row.origin,
    author: row.author,
    writtenAt: row.created_at,
    sendAt: row.send_at,
    noUseAfter: row.deadline,
  }
}
