import type { Clock } from '../clock.ts'

/** How far back it can be asked, in minutes. */
export const signatureMinutes = 60

/** Webhooks turned away for their signature, by the minute: strangers set their pace, so that none is kept by itself. */
export interface SignatureFailures {
  add(): void
  /** How many there were in the last `signatureMinutes`. */
  lately(): number
}

export function countSignatureFailures(clock: Clock): SignatureFailures {
  const counts = new Map<number, number>()
  const thisMinute = (): number => Math.floor(clock.now() / 60_000)

  function forgetOld(): void {
    const now = thisMinute()
    // A minute that is still to come: the clock was set back.
    for (const minute of counts.keys()) if (minute <= now - signatureMinutes || minute > now) counts.delete(minute)
  }

  return {
    add() {
      const minute = thisMinute()
      if (!counts.has(minute)) forgetOld()
      counts.set(minute, (counts.get(minute) ?? 0) + 1)
    },
    lately() {
      forgetOld()
      let sum = 0
      for (const count of counts.values()) sum += count
      return sum
    },
  }
}
