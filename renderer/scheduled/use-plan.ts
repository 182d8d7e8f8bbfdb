import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { ScheduleCheck, ScheduleChoice, ScheduleChoices } from '../../electron/ipc/contract/schedule-views.ts'
import { asHubError, callHub, useHubMinute } from '../lib/data.ts'
import type { Plan } from '../lib/schedule.ts'

export type ChoiceKey = ScheduleChoice['key'] | 'time'

/** Spans of use that are offered, in minutes. */
export const offeredSpans = [15, 30, 60, 120, 240, 720] as const

export interface PlanState {
  readonly offered: ScheduleChoices | undefined
  readonly chosen: ChoiceKey
  /** '2027-06-14', and '08:00' as a time field gives it; empty while nothing is there. */
  readonly day: string
  readonly time: string
  readonly useMinutes: number
  readonly cancelOnReply: boolean
  /** Twilio is to hold it, so that it goes out with this laptop closed. */
  readonly byCarrier: boolean
  /** Whether Twilio could hold this one. */
  readonly canHold: boolean
  /** The instant it comes to, why there is none, or null while it is looked up. */
  readonly verdict: { readonly at: number } | { readonly reason: string } | null
  /** What to ask the hub for; null while there is no such time. */
  readonly plan: Plan | null
  choose(key: ChoiceKey): void
  setDay(day: string): void
  setTime(time: string): void
  setUseMinutes(minutes: number): void
  setCancelOnReply(on: boolean): void
  setByCarrier(on: boolean): void
}

interface Chosen {
  readonly key: ChoiceKey
  readonly day: string
  readonly time: string
}

const two = (value: number): string => String(value).padStart(2, '0')
export const timeText = (minutes: number): string => `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`

function minutesOf(time: string): number | null {
  const match = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(time)
  return match === null ? null : Number(match[1]) * 60 + Number(match[2])
}

/**
 * The time somebody chooses for a text, by the camp's clock; the hub says what it comes to.
 * @param from what the text is planned for so far; null: nothing yet
 * @param useMinutes of use for so long unless something else is chosen
 */
export function usePlan(from: Plan | null, useMinutes: number): PlanState {
  const minute = useHubMinute()
  const choices = useQuery({ queryKey: ['schedule-choices', minute], queryFn: () => callHub('schedule.choices', {}) })
  const offered = choices.data
  const [own, setOwn] = useState<Chosen | null>(
    from === null ? null : { key: 'time', day: from.day, time: timeText(from.minutes) },
  )
  const [span, setSpan] = useState(from?.useMinutes ?? useMinutes)
  const [byCarrier, setByCarrier] = useState(false)
  const [cancelOnReply, setCancelOnReply] = useState(from?.cancelOnReply ?? false)
  const first = offered?.choices[0]
  const shown: Chosen =
    own ??
    (first === undefined
      ? { key: 'time', day: offered?.now.day ?? '', time: '' }
      : { key: first.key, day: first.day, time: timeText(first.minutes) })
  const minutes = minutesOf(shown.time)
  const isWhole = shown.day !== '' && minutes !== null
  const check = useQuery({
    queryKey: ['schedule-check', shown.day, minutes, minute],
    queryFn: () => callHub('schedule.check', { day: shown.day, minutes: minutes ?? 0 }),
    enabled: isWhole,
  })
  const verdict = verdictOf(check.data, check.error)
  // Twilio does not hear of replies.
  const canHold = isWhole && check.data?.ok === true && check.data.holds && !cancelOnReply

  return {
    offered,
    chosen: shown.key,
    day: shown.day,
    time: shown.time,
    useMinutes: span,
    cancelOnReply,
    byCarrier: byCarrier && canHold,
    canHold,
    verdict: isWhole ? verdict : null,
    plan:
      isWhole && verdict !== null && 'at' in verdict
        ? {
            day: shown.day,
            minutes,
            useMinutes: span,
            cancelOnReply,
            ...(byCarrier && canHold ? { byCarrier: true } : {}),
          }
        : null,
    choose(key) {
      const choice = offered?.choices.find((one) => one.key === key)
      if (choice !== undefined) setOwn({ key, day: choice.day, time: timeText(choice.minutes) })
      else setOwn({ ...shown, key: 'time' })
    },
    setDay: (day) => setOwn({ ...shown, key: 'time', day }),
    setTime: (time) => setOwn({ ...shown, key: 'time', time }),
    setUseMinutes: setSpan,
    setCancelOnReply,
    setByCarrier,
  }
}

function verdictOf(check: ScheduleCheck | undefined, error: unknown): PlanState['verdict'] {
  if (error !== null) return { reason: asHubError(error).message }
  if (check === undefined) return null
  return check.ok ? { at: check.at } : { reason: check.reason }
}
