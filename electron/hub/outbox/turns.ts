import { dueRows } from '../../../db/outbox.ts'
import type { DueRow } from '../../../db/outbox.ts'
import { newId } from '../ids.ts'
import type { Write } from '../store.ts'
import { claim } from './delivery.ts'
import { ofCalls } from './pacer.ts'
import type { Pacer } from './pacer.ts'

/** A text whose turn it is, with the attempt that it is about to be. */
export interface Turn {
  readonly row: DueRow
  readonly attemptId: string
  readonly statusCallback: string | null
}

export interface TurnsOptions {
  /** So many may leave, one or more. */
  readonly room: number
  readonly pacer: Pacer
  readonly account: { readonly accountSid: string; readonly number: string }
  /** Where the carrier reports an attempt's status; null while no public address is known. */
  readonly statusCallback: (attemptId: string) => string | null
  /** Texts that met a problem of the account since it stopped the others: another one's turn comes first. Emptied where there is none. */
  readonly met: Set<number>
}

export interface Turns {
  readonly turns: readonly Turn[]
  /** How long the pacer makes the next one wait, in milliseconds; infinite where it makes none. */
  readonly paceWait: number
}

/** Rows looked at for each that may leave: where the first ones' sender has to wait, others need not. */
const lookahead = 4

/** Takes the turns of those that may leave now, one of a conversation: two side by side would leave in no order. */
export function takeTurns(write: Write, options: TurnsOptions): Turns {
  const { pacer, account } = options
  let paceWait = Number.POSITIVE_INFINITY
  const waiting = new Set<string>()
  const turns = new Map<number, Turn>()
  for (const row of candidates(write, options)) {
    // Calls have a pace of their own.
    const sender = row.channel === 'voice' ? ofCalls : (row.our_number ?? account.number)
    // Two of one conversation that pass would leave side by side, in no order.
    if (waiting.has(sender) || turns.has(row.conversation_id)) continue
    const wait = pacer.take(sender, row.channel === 'voice' ? 1 : row.segments, row.priority === 1, write.now)
    if (wait > 0) {
      waiting.add(sender)
      paceWait = Math.min(paceWait, wait)
      continue
    }
    const attemptId = newId(write.now)
    if (!claim(write, row, attemptId, account.accountSid)) continue
    turns.set(row.conversation_id, { row, attemptId, statusCallback: options.statusCallback(attemptId) })
    if (turns.size === options.room) break
  }
  return { turns: [...turns.values()], paceWait }
}

/** Texts whose turn it is, more of them than there is room for. */
function candidates({ db, now }: Write, { room, met }: TurnsOptions): readonly DueRow[] {
  const rows = dueRows(db, now, room * lookahead + met.size)
  if (met.size === 0) return rows
  const others = rows.filter((row) => !met.has(row.message_seq))
  if (others.length > 0) return others
  // All of them met the problem: from the first one on again.
  met.clear()
  return rows
}
