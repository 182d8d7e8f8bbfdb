import { useEffect, useRef, useState } from 'react'
import type { CampView } from '../../electron/ipc/contract/board-views.ts'
import { checkinWords } from '../words/checkin.ts'

const words = checkinWords.camps
/** How long "Saved" stays, in milliseconds. */
const savedTime = 2_500

/** A camp's days and times as its fields hold them. */
export interface CampForm {
  readonly firstDay: string
  readonly lastDay: string
  readonly beginsAt: string
  readonly endsAt: string
  readonly grace: string
}

export type CampTimes = Pick<CampView, 'firstDay' | 'lastDay' | 'beginsAt' | 'endsAt' | 'grace'>

/** "09:00", as a field for times holds it. */
function clockOf(minutes: number): string {
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`
}

export function formOf(camp: CampTimes): CampForm {
  return {
    firstDay: camp.firstDay ?? '',
    lastDay: camp.lastDay ?? '',
    beginsAt: clockOf(camp.beginsAt),
    endsAt: clockOf(camp.endsAt),
    grace: String(camp.grace),
  }
}

/** What the fields say; or, in words, what is wrong with it. */
export function timesOf(form: CampForm): CampTimes | string {
  const minutes = (clock: string): number => {
    const match = /^(\d{2}):(\d{2})/.exec(clock)
    return match === null ? Number.NaN : Number(match[1]) * 60 + Number(match[2])
  }
  const [beginsAt, endsAt, grace] = [minutes(form.beginsAt), minutes(form.endsAt), Number(form.grace)]
  if (Number.isNaN(beginsAt) || Number.isNaN(endsAt)) return words.noTime
  if (endsAt <= beginsAt) return words.endsFirst
  if (form.grace.trim() === '' || !Number.isInteger(grace) || grace < 0 || grace > 480) return words.noGrace
  if (form.firstDay !== '' && form.lastDay !== '' && form.lastDay < form.firstDay) return words.lastFirst
  return { firstDay: form.firstDay || null, lastDay: form.lastDay || null, beginsAt, endsAt, grace }
}

/** A camp's fields: typed here, kept once they are left. */
export function useCampForm(
  camp: CampView,
  save: (times: CampTimes) => Promise<void>,
): {
  readonly form: CampForm
  type(part: Partial<CampForm>): void
  keep(): void
  readonly saved: boolean
  readonly error: string | null
} {
  /** What is being typed; null while the fields show what is kept. */
  const [typed, setTyped] = useState<CampForm | null>(null)
  const [saved, setSaved] = useState(false)
  const [error, setError] = useState<string | null>(null)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => () => clearTimeout(timer.current), [])
  const kept = formOf(camp)
  const form = typed ?? kept
  return {
    form,
    type(part) {
      setTyped({ ...form, ...part })
      setError(null)
    },
    keep() {
      if (typed === null) return
      const times = timesOf(typed)
      if (typeof times === 'string') {
        setError(times)
        return
      }
      if (JSON.stringify(typed) === JSON.stringify(kept)) {
        setTyped(null)
        return
      }
      save(times).then(
        () => {
          setTyped(null)
          setSaved(true)
          clearTimeout(timer.current)
          timer.current = setTimeout(() => setSaved(false), savedTime)
        },
        (refused: unknown) => setError(refused instanceof Error ? refused.message : String(refused)),
      )
    },
    saved,
    error,
  }
}
