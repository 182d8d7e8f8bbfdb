import { standingOf, writersWithin } from '../../../db/away.ts'
import type { StandingRow } from '../../../db/away.ts'
import { findConversation } from '../../../db/conversations.ts'
import { findMessageBySeq } from '../../../db/messages.ts'
import type { Db } from '../../../db/open.ts'
import type { AwayText, AwayTexts, AwayView } from '../../ipc/contract/away-views.ts'
import { mediaPreview } from '../media/words.ts'
import { conversationView, messageView } from '../views.ts'
import type { Outage } from './record.ts'

/** What the screen is shown, and whose changes change it. */
export interface Summary {
  readonly view: AwayView
  /** Messages by `seq`. */
  readonly messages: ReadonlySet<number>
  readonly conversations: ReadonlySet<number>
}

/** So many are listed; the others are counted. */
const mostWriters = 40
const mostTexts = 15
const longestPreview = 120

type Group = 'wentOut' | 'willGoOut' | 'held' | 'expired' | 'failed'

/** What became of a text of ours; null where it is no news: it had gone before, it is not due, or somebody dealt with it. */
function groupOf(text: StandingRow, outage: Outage, now: number): Group | null {
  if (text.held === 1) return 'held'
  switch (text.state) {
    case 'sent':
    case 'delivered':
      return text.sent_at !== null && text.sent_at >= outage.from ? 'wentOut' : null
    case 'queued':
    case 'sending':
    case 'uncertain':
      return 'willGoOut'
    case 'scheduled':
      return text.send_at !== null && text.send_at <= now ? 'willGoOut' : null
    case 'expired':
    case 'failed':
      return text.settled === 0 ? text.state : null
    case 'canceled':
    case 'received':
      return null
  }
}

/** Tells an outage as it stands now: what was written down at its end, with the present state of each text and conversation. */
export function summarize(db: Db, outage: Outage, now: number, defaultCountry: string): Summary {
  const names = new Map<number, string>()

  function nameOf(conversationId: number): string {
    let name = names.get(conversationId)
    if (name === undefined) {
      const row = findConversation(db, conversationId)
      const view = row && conversationView(row, defaultCountry)
      name = view ? (view.name ?? view.displayAddress) : ''
      names.set(conversationId, name)
    }
    return name
  }

  function previewOf(seq: number): string {
    const row = findMessageBySeq(db, seq)
    if (!row) return ''
    const { body, media } = messageView(row)
    return oneLine(body) || mediaPreview(media.map(({ kind }) => kind))
  }

  const rows = writersWithin(db, { after: outage.afterSeq, through: outage.throughSeq }, outage.to)
  const groups: Record<Group, StandingRow[]> = { wentOut: [], willGoOut: [], held: [], expired: [], failed: [] }
  for (const text of standingOf(db, outage.unfinished)) {
    const group = groupOf(text, outage, now)
    if (group) groups[group].push(text)
  }

  function textsOf(texts: readonly StandingRow[]): AwayTexts {
    const listed: AwayText[] = []
    for (const { seq, conversation_id: conversationId } of texts.slice(0, mostTexts)) {
      const row = findMessageBySeq(db, seq)
      if (!row) continue
      const { id, body, state, failure, sentAt, createdAt } = messageView(row)
      listed.push({
        messageId: id,
        conversationId,
        name: nameOf(conversationId),
        preview: oneLine(body),
        state,
        at: sentAt ?? createdAt,
        failure,
      })
    }
    return { count: texts.length, texts: listed }
  }

  const view: AwayView = {
    from: outage.from,
    to: outage.to,
    cause: outage.cause,
    complete: outage.complete,
    dismissed: outage.dismissed,
    texts: rows.reduce((sum, row) => sum + row.texts, 0),
    people: rows.length,
    writers: rows.slice(0, mostWriters).map((row) => ({
      conversationId: row.conversation_id,
      name: nameOf(row.conversation_id),
      texts: row.texts,
      firstAt: row.first_at,
      preview: previewOf(row.last_seq),
      needsReply: row.needs_reply === 1,
    })),
    wentOut: textsOf(groups.wentOut),
    willGoOut: textsOf(groups.willGoOut),
    held: textsOf(groups.held),
    expired: textsOf(groups.expired),
    failed: textsOf(groups.failed),
  }
  return {
    view,
    messages: new Set(outage.unfinished),
    conversations: new Set(rows.map((row) => row.conversation_id)),
  }
}

function oneLine(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim()
  return line.length > longestPreview ? `${line.slice(0, longestPreview - 1)}…` : line
}
