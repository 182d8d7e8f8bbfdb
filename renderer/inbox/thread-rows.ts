import type { MessageView } from '../../electron/ipc/contract/views.ts'
import { startOfDay } from '../lib/time.ts'
import { hasOwnTime, needsNotes } from './state-display.ts'

/** Texts of one side, one writer and one day within this time stand together, with time and state under the last. */
const runGap = 5 * 60_000

/** Whether two messages, one below the other, belong to one run. */
export function sameRun(above: MessageView | undefined, below: MessageView | undefined): boolean {
  if (above === undefined || below === undefined) return false
  return (
    above.direction === below.direction &&
    above.author === below.author &&
    above.origin === below.origin &&
    above.channel === below.channel &&
    // How a call went is its own, and stands under it.
    above.channel !== 'voice' &&
    below.sortAt - above.sortAt < runGap &&
    !needsNotes(above) &&
    !needsNotes(below) &&
    above.state !== 'canceled' &&
    below.state !== 'canceled' &&
    // What is said of it alone has its place from the first, and nothing moves when it leaves.
    !hasOwnTime(above) &&
    sameDay(above, below)
  )
}

export function sameDay(above: MessageView, below: MessageView): boolean {
  return startOfDay(above.sortAt) === startOfDay(below.sortAt)
}

/** The first of the `unread` newest inbound messages; null when there are none. */
export function firstUnread(messages: readonly MessageView[], unread: number): MessageView | null {
  let found: MessageView | null = null
  let left = unread
  for (let index = messages.length - 1; index >= 0 && left > 0; index -= 1) {
    const message = messages[index]
    if (message === undefined || message.direction !== 'in') continue
    found = message
    left -= 1
  }
  return found
}

/** Inbound messages below the row at `index` that were not on screen yet: newer than `seenSeq`. */
export function unseenBelow(messages: readonly MessageView[], index: number, seenSeq: number): number {
  let count = 0
  for (let at = index + 1; at < messages.length; at += 1) {
    const message = messages[at]
    if (message !== undefined && message.direction === 'in' && message.seq > seenSeq) count += 1
  }
  return count
}

/** The newest inbound message among the rows from `first` to `last`, by its place in the store; 0 when there is none. */
export function newestInbound(messages: readonly MessageView[], first: number, last: number): number {
  let seq = 0
  for (let at = Math.max(0, first); at <= last; at += 1) {
    const message = messages[at]
    if (message !== undefined && message.direction === 'in' && message.seq > seq) seq = message.seq
  }
  return seq
}
