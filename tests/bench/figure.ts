/** One line of the table. */
export interface Figure {
  readonly name: string
  readonly measured: string
  /** What it is measured beside, in the same run; empty where the target is absolute. */
  readonly yardstick: string
  readonly ratio: number | null
  readonly target: string
  /** Null: shown for information, no target. */
  readonly holds: boolean | null
}

export interface Bench {
  /** Its name on the command line. */
  readonly name: string
  readonly needsElectron: boolean
  run(options: BenchOptions): Promise<readonly Figure[]>
}

export interface BenchOptions {
  /** Fewer rounds, for trying things out. */
  readonly quick: boolean
  readonly say: (line: string) => void
  /** A folder for this run alone, removed afterwards. */
  readonly folder: string
}

export const milliseconds = (value: number): string => `${value < 10 ? value.toFixed(1) : value.toFixed(0)} ms`
export const perSecond = (value: number): string => `${Math.round(value).toLocaleString('en-US')}/s`
