import type { MessageView } from '../../electron/ipc/contract/views.ts'

/** A run of a conversation's messages without holes, oldest first. */
export interface ThreadWindow {
  readonly messages: readonly MessageView[]
  readonly hasOlder: boolean
  readonly hasNewer: boolean
}

export const emptyWindow: ThreadWindow = { messages: [], hasOlder: false, hasNewer: false }

type Key = Pick<MessageView, 'sortAt' | 'seq'>

/** Order of a thread: `sortAt`, then `seq`. */
export function compareKeys(left: Key, right: Key): number {
  return left.sortAt - right.sortAt || left.seq - right.seq
}

/** The first place whose message is not before `key`. */
export function placeOf(messages: readonly Key[], key: Key): number {
  let low = 0
  let high = messages.length
  while (low < high) {
    const middle = (low + high) >>> 1
    const at = messages[middle]
    if (at !== undefined && compareKeys(at, key) < 0) low = middle + 1
    else high = middle
  }
  return low
}

/** Where the message with this id stands, given the view it is shown with; -1 when it is not there. */
function find(messages: readonly MessageView[], shown: MessageView): number {
  const place = placeOf(messages, shown)
  return messages[place]?.id === shown.id ? place : -1
}

export interface Patched {
  readonly window: ThreadWindow
  /** Messages that are newer than a window that does not reach the newest: they are not shown. */
  readonly beyond: number
}

/**
 * Puts changed and new messages into the window. One copy of the array at most, and a binary search per message:
 * a thread of 10,000 costs the same as one of 100.
 */
export function patchWindow(
  window: ThreadWindow,
  shownById: Map<string, MessageView>,
  changed: readonly MessageView[],
): Patched {
  let messages: MessageView[] | null = null
  let beyond = 0
  for (const message of changed) {
    const shown = shownById.get(message.id)
    if (shown === message) continue
    const target: readonly MessageView[] = messages ?? window.messages
    if (shown !== undefined) {
      const index = find(target, shown)
      messages ??= [...window.messages]
      shownById.set(message.id, message)
      const stays = index >= 0 && fits(messages[index - 1], message, messages[index + 1])
      if (stays) {
        messages[index] = message
        continue
      }
      if (index >= 0) messages.splice(index, 1)
      messages.splice(placeOf(messages, message), 0, message)
      continue
    }
    const place = placeOf(target, message)
    if (place === 0 && window.hasOlder) continue
    if (place === target.length && window.hasNewer) {
      beyond += 1
      continue
    }
    messages ??= [...window.messages]
    messages.splice(place, 0, message)
    shownById.set(message.id, message)
  }
  return { window: messages === null ? window : { ...window, messages }, beyond }
}

function fits(before: MessageView | undefined, message: MessageView, after: MessageView | undefined): boolean {
  if (before !== undefined && compareKeys(before, message) > 0) return false
  return after === undefined || compareKeys(message, after) < 0
}

/** Takes messages out, for a text the hub refused. */
export function without(window: ThreadWindow, shownById: Map<string, MessageView>, id: string): ThreadWindow {
  if (!shownById.delete(id)) return window
  return { ...window, messages: window.messages.filter((message) => message.id !== id) }
}

/** Joins a page to the window's older or newer end; messages on both sides are kept as shown. */
export function joinPage(
  window: ThreadWindow,
  shownById: Map<string, MessageView>,
  page: { readonly items: readonly MessageView[]; readonly hasOlder: boolean; readonly hasNewer: boolean },
  end: 'older' | 'newer',
): ThreadWindow {
  const fresh = page.items.filter((message) => !shownById.has(message.id))
  for (const message of fresh) shownById.set(message.id, message)
  return end === 'older'
    ? { messages: [...fresh, ...window.messages], hasOlder: page.hasOlder, hasNewer: window.hasNewer }
    : { messages: [...window.messages, ...fresh], hasOlder: window.hasOlder, hasNewer: page.hasNewer }
}

/** Lets go of the far end, so that a long read does not grow without bound. */
export function trimWindow(
  window: ThreadWindow,
  shownById: Map<string, MessageView>,
  most: number,
  drop: 'older' | 'newer',
): ThreadWindow {
  const excess = window.messages.length - most
  if (excess <= 0) return window
  const gone = drop === 'older' ? window.messages.slice(0, excess) : window.messages.slice(most)
  for (const message of gone) shownById.delete(message.id)
  return drop === 'older'
    ? { messages: window.messages.slice(excess), hasOlder: true, hasNewer: window.hasNewer }
    : { messages: window.messages.slice(0, most), hasOlder: window.hasOlder, hasNewer: true }
}
