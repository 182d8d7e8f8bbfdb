import { recordActivity } from '../../../db/activity.ts'
import {
  deleteBroadcast,
  findBroadcast,
  insertBroadcast,
  insertLeftOut,
  insertRecipient,
  updateBroadcast,
} from '../../../db/broadcasts.ts'
import type { BroadcastRow } from '../../../db/broadcasts.ts'
import { ensureConversation } from '../../../db/conversations.ts'
import type { BroadcastDraft } from '../../ipc/contract/broadcast-views.ts'
import { newId } from '../ids.ts'
import type { Store, Write } from '../store.ts'
import type { BroadcastPlan } from './plan.ts'

/** Rows per commit: few enough that nothing else waits longer than a frame or so. */
const chunk = 200

export interface NewBroadcast {
  /** Made by whoever asked for it (UUIDv7). */
  readonly id: string
  readonly name: string
  readonly draft: BroadcastDraft
  readonly author: string | null
  /** Epoch ms; null: now. */
  readonly sendAt: number | null
  readonly againOf: string | null
}

const minute = 60_000

/** Writes a broadcast down as it was asked for; its ledger is yet to come. */
export function noteBroadcast(write: Write, broadcast: NewBroadcast): void {
  const { draft, sendAt } = broadcast
  insertBroadcast(write.db, {
    id: broadcast.id,
    name: broadcast.name,
    audience: JSON.stringify(draft.audience),
    template_id: draft.templateId,
    bodies: JSON.stringify(draft.bodies),
    facts: JSON.stringify(draft.facts),
    state: sendAt === null ? 'preparing' : 'scheduled',
    asks_to_confirm: draft.asksToConfirm ? 1 : 0,
    author: broadcast.author,
    created_at: write.now,
    send_at: sendAt,
    use_minutes: draft.useMinutes,
    no_use_after: (sendAt ?? write.now) + draft.useMinutes * minute,
    spoken: draft.spoken === true ? 1 : 0,
    call_after: draft.spoken === true ? null : (draft.callAfter ?? null),
    again_of: broadcast.againOf !== null && findBroadcast(write.db, broadcast.againOf) ? broadcast.againOf : null,
  })
  write.stale('broadcasts')
  if (sendAt !== null) {
    const words = `Broadcast planned: ${broadcast.name}`
    recordActivity(write.db, { staff: broadcast.author ?? '', kind: 'broadcast', words }, write.now)
    write.stale('scheduled')
  }
}

/** What was asked for, as it was written down. */
export function draftOf(row: BroadcastRow): BroadcastDraft {
  return {
    audience: JSON.parse(row.audience) as BroadcastDraft['audience'],
    templateId: row.template_id,
    bodies: JSON.parse(row.bodies) as BroadcastDraft['bodies'],
    facts: JSON.parse(row.facts) as BroadcastDraft['facts'],
    asksToConfirm: row.asks_to_confirm === 1,
    useMinutes: row.use_minutes,
    ...(row.spoken === 1 ? { spoken: true } : {}),
    ...(row.call_after === null ? {} : { callAfter: row.call_after }),
  }
}

/**
 * Writes the whole ledger, in chunks that are durable one after the other, and only then lets the broadcast run: what a crash cuts
 * off before that has texted nobody. False where it was canceled meanwhile.
 * @throws what the store throws (a full disk, say); nothing of it stays
 */
export async function writeLedger(store: Store, id: string, plan: BroadcastPlan): Promise<boolean> {
  const isWanted = (): boolean => findBroadcast(store.db, id)?.state === 'preparing'
  try {
    for (let start = 0; start < plan.texts.length; start += chunk) {
      if (!isWanted()) return false
      store.write((write) => {
        for (let position = start; position < Math.min(start + chunk, plan.texts.length); position++) {
          writeRecipient(write, id, plan, position)
        }
      }, true)
      await new Promise((resolve) => {
        setImmediate(resolve)
      })
    }
    if (!isWanted()) return false
    store.write((write) => {
      plan.leftOut.forEach((left, position) =>
        insertLeftOut(write.db, id, {
          position,
          guardian_id: left.guardianId,
          name: left.name,
          players: JSON.stringify(left.players.map(({ first }) => first)),
          reason: left.reason,
        }),
      )
      begin(write, id)
    })
    return true
  } catch (error) {
    if (store.db.open && isWanted()) store.write(({ db }) => deleteBroadcast(db, id))
    throw error
  }
}

function begin(write: Write, id: string): void {
  const row = findBroadcast(write.db, id)
  if (!row) return
  updateBroadcast(write.db, id, {
    state: 'running',
    why: null,
    started_at: write.now,
    went_on_at: write.now,
    no_use_after: write.now + row.use_minutes * minute,
  })
  write.stale('broadcasts')
}

function writeRecipient(write: Write, id: string, plan: BroadcastPlan, position: number): void {
  const text = plan.texts[position]
  if (!text) return
  const { recipient } = text
  insertRecipient(write.db, id, {
    conversation_id:
      recipient.conversationId ?? ensureConversation(write.db, 'phone', recipient.address, null, write.now),
    position,
    name: text.name,
    players: JSON.stringify(recipient.players.map(({ first }) => first)),
    player_ids: JSON.stringify(recipient.players.map((player) => player.id)),
    body: text.body,
    segments: text.segments,
    message_id: newId(write.now),
    language: text.language,
  })
}
