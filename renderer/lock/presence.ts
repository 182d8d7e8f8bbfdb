import { callHub } from '../lib/bridge.ts'

/** The hub hears of it once in so many milliseconds of its clock: it counts in minutes. */
const pace = 10_000

const signs = ['keydown', 'pointerdown', 'pointermove', 'wheel'] as const

/** Tells the hub that somebody is at the laptop. Returns the function that stops it. */
export function followPresence(target: Window, clockRate: number): () => void {
  let toldAt = Number.NEGATIVE_INFINITY
  const tell = () => {
    const now = performance.now()
    if (now - toldAt < pace / clockRate) return
    toldAt = now
    // Whoever cannot be told now is told by the next key.
    callHub('staff.touch', {}).catch(() => undefined)
  }
  for (const sign of signs) target.addEventListener(sign, tell, { capture: true, passive: true })
  return () => {
    for (const sign of signs) target.removeEventListener(sign, tell, { capture: true })
  }
}
