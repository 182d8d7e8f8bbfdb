import { add, isKept, nothing } from './tally.ts'
import type { Tally } from './tally.ts'

/** `quick`: what the tests run. `usual`: what the long tests run. `full`: what is shown to the world. */
export type Length = 'quick' | 'usual' | 'full'

export interface Run {
  /** All chance of the run comes from it. */
  readonly seed: number
  readonly length: Length
}

/** Something that goes wrong at camp, done on purpose, and what must hold then. */
export interface Scenario {
  /** Short, without spaces: it is typed. */
  readonly name: string
  /** What goes wrong, in words of the table. */
  readonly what: string
  /** How many runs, each with a seed of its own; 0: only when asked for by name. */
  readonly runs: Readonly<Record<Length, number>>
  /** @throws where it could not be carried out */
  run(run: Run): Promise<Tally>
}

export interface ScenarioResult {
  readonly scenario: Scenario
  readonly runs: number
  readonly tally: Tally
  readonly failedSeeds: readonly number[]
  readonly isKept: boolean
  /** Real ms. */
  readonly took: number
}

/** Seeds of runs that follow each other are far apart, so that neighbours share nothing. */
export const seedOf = (seed: number, run: number): number => (seed + run * 7919) >>> 0

/**
 * Runs a scenario so many times; a run that breaks is one that failed, and the others go on.
 * @param say hears of each run as it ends
 */
export async function runScenario(
  scenario: Scenario,
  length: Length,
  seed: number,
  runs = scenario.runs[length],
  say: (line: string) => void = () => undefined,
): Promise<ScenarioResult> {
  const started = Date.now()
  const failedSeeds: number[] = []
  let tally = nothing
  for (let run = 0; run < runs; run++) {
    const own = seedOf(seed, run)
    const one = await scenario.run({ seed: own, length }).catch((error: unknown): Tally => ({
      ...nothing,
      problems: [error instanceof Error ? (error.stack ?? error.message) : String(error)],
    }))
    if (!isKept(one)) failedSeeds.push(own)
    say(
      `${scenario.name}, run ${run + 1} of ${runs}: ${one.texts} texts, ${one.kills} kills, ${isKept(one) ? 'ok' : 'FAIL'}`,
    )
    tally = add(tally, { ...one, problems: one.problems.map((problem) => `seed ${own}: ${problem}`) })
  }
  const kept = failedSeeds.length === 0
  return { scenario, runs, tally, failedSeeds, isKept: kept, took: Date.now() - started }
}
