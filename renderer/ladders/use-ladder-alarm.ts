import { useEffect, useRef } from 'react'
import type { LaddersNow, LadderWants } from '../../electron/ipc/contract/ladder-views.ts'
import { playAlarm } from './alarm-tone.ts'

const total = (wants: LadderWants | null | undefined): number =>
  wants === null || wants === undefined ? 0 : wants.look + wants.call + wants.director

/** Sounds when ladders want somebody more than before. What was there already when the window opened stands in the banner. */
export function useLadderAlarm(now: LaddersNow | undefined, isOn: boolean): void {
  const before = useRef<number | null>(null)
  const count = now === undefined ? null : total(now.shown) + total(now.live)
  useEffect(() => {
    if (count === null) return
    if (before.current !== null && count > before.current && isOn) playAlarm()
    before.current = count
  }, [count, isOn])
}

/** What wants somebody most; null where nothing does. */
export function mostWanted(wants: LadderWants | null | undefined): 'director' | 'call' | 'look' | null {
  if (wants === null || wants === undefined) return null
  if (wants.director > 0) return 'director'
  if (wants.call > 0) return 'call'
  return wants.look > 0 ? 'look' : null
}
