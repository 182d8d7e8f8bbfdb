import type { DraftUse } from '../../electron/ipc/contract/views.ts'

/** Until when a text is of use: the usual four hours, so many minutes from when it is sent, or until a time. */
export type Use = { readonly kind: 'usual' } | DraftUse

export const usual: Use = { kind: 'usual' }

export function sameUse(one: Use, other: Use): boolean {
  switch (one.kind) {
    case 'usual':
      return other.kind === 'usual'
    case 'for':
      return other.kind === 'for' && other.minutes === one.minutes
    case 'until':
      return other.kind === 'until' && other.at === one.at
  }
}

/** How long a text is of use when nothing else was said, by the hub's rule; milliseconds. */
export const usualSpan = 4 * 3_600_000

/** Spans that are offered, in minutes. */
export const offeredMinutes = [10, 30, 60, 120] as const

/** After this time (epoch ms) a text sent now must not go out; null: the hub's usual. */
export function deadlineOf(use: Use, now: number): number | null {
  switch (use.kind) {
    case 'usual':
      return null
    case 'for':
      return now + use.minutes * 60_000
    case 'until':
      return use.at
  }
}

/** Whether the time chosen is over already: an old draft's. */
export function isOver(use: Use, now: number): boolean {
  return use.kind === 'until' && use.at <= now
}

/** The last minute of the day, in this laptop's time zone. */
export function endOfDay(now: number): number {
  const date = new Date(now)
  date.setHours(23, 59, 0, 0)
  // In the last minute itself the day that counts is the next one.
  if (date.getTime() <= now) date.setDate(date.getDate() + 1)
  return date.getTime()
}

/** The next time the clock on the wall says "HH:MM" (24 hours), as a time field gives it; null where it is none. */
export function nextTime(text: string, now: number): number | null {
  const match = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(text)
  if (match === null) return null
  const date = new Date(now)
  date.setHours(Number(match[1]), Number(match[2]), 0, 0)
  if (date.getTime() <= now) date.setDate(date.getDate() + 1)
  return date.getTime()
}

/** What a time field shows at first: an hour from now, on a round five minutes. */
export function suggestedTime(now: number): string {
  const date = new Date(Math.ceil((now + 3_600_000) / 300_000) * 300_000)
  return `${String(date.getHours()).padStart(2, '0')}:${String(date.getMinutes()).padStart(2, '0')}`
}
