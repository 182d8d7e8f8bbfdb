/** A change is in a copy this much later at the latest, in milliseconds of the hub's clock. */
export const copyPace = 10 * 60_000
/** What was not copied when the app ended is copied this much after the start: the start itself comes first. */
export const afterStart = 30_000
/** After a try that came to nothing, the next one. */
export const afterTrouble = 10 * 60_000

/** Real milliseconds that starting the copier takes at most on a busy laptop. */
const startCost = 600
/** Bytes in a real millisecond that are copied, checked, encrypted and read back where nothing was measured yet. */
const usualSpeed = 15_000

/**
 * Whether a copy would be done within so many real milliseconds.
 * @param bytes of the store
 * @param last how long the last copy took (real ms) for how many bytes of the store; null before the first
 */
export function fitsWithin(
  budget: number,
  bytes: number,
  last: { readonly took: number; readonly size: number } | null,
): boolean {
  const expected =
    last === null ? startCost + bytes / usualSpeed : last.took * Math.max(1, bytes / Math.max(1, last.size))
  return expected * 1.5 <= budget
}
