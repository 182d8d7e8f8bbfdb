/** Something done on purpose, and how long it may take until all is well. */
export interface ChaosCase {
  readonly name: string
  /** Milliseconds that the times measured must keep to. */
  readonly bound: number
  /** Hold the median alone to the bound, not each time. */
  readonly byMedian?: boolean
  /** @returns each time measured, in milliseconds @throws where the state that follows is not the right one */
  run(): Promise<readonly number[]>
}

export interface ChaosResult {
  readonly name: string
  readonly bound: number
  readonly times: readonly number[]
  readonly median: number
  readonly worst: number
  readonly passed: boolean
  readonly error: string | null
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other)
  const middle = Math.floor(sorted.length / 2)
  const upper = sorted[middle] ?? Number.NaN
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2
}

export async function runCase({ name, bound, byMedian = false, run }: ChaosCase): Promise<ChaosResult> {
  try {
    const times = await run()
    const middle = median(times)
    const worst = Math.max(...times)
    return { name, bound, times, median: middle, worst, passed: (byMedian ? middle : worst) <= bound, error: null }
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    return { name, bound, times: [], median: Number.NaN, worst: Number.NaN, passed: false, error: message }
  }
}
