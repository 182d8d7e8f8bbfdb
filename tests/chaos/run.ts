import { runCase } from './case.ts'
import type { ChaosCase, ChaosResult } from './case.ts'
import { runScenario } from './scenario.ts'
import type { Length, Scenario, ScenarioResult } from './scenario.ts'
import { markdownTable } from './table.ts'

type Say = (line: string) => void

const seconds = (span: number) => (Number.isNaN(span) ? '-' : `${(span / 1000).toFixed(2)} s`)

function row({ name, bound, times, median, worst, passed, error }: ChaosResult): readonly string[] {
  const outcome = passed ? 'ok' : `FAIL${error === null ? '' : `: ${error}`}`
  return [name, `${times.length}`, seconds(median), seconds(worst), seconds(bound), outcome]
}

/** Runs a subject's cases one after the other. @returns the table, as Markdown, and whether every case kept its bound */
export async function runSubject(cases: readonly ChaosCase[], say: Say) {
  const rows: (readonly string[])[] = [['what', 'runs', 'median', 'worst', 'bound', '']]
  let passed = true
  for (const one of cases) {
    const result = await runCase(one)
    passed &&= result.passed
    const cells = row(result)
    rows.push(cells)
    say(cells.join(' · '))
  }
  return { table: markdownTable(rows), passed }
}

const head = [
  'what goes wrong',
  'runs',
  'kills',
  'texts',
  'lost',
  'doubled',
  'out of order',
  'stuck',
  'uncertain',
  'settled right',
  'longest wait (hub)',
  'longest wait (real)',
  'took',
  '',
]

/** A span of the hub's clock, to the second. */
function clockTime(span: number): string {
  if (span === 0) return '-'
  const [hours, minutes, rest] = [span / 3_600_000, (span / 60_000) % 60, (span / 1000) % 60].map(Math.floor)
  if (hours) return `${hours} h ${minutes} min`
  return minutes ? `${minutes} min ${rest} s` : `${(span / 1000).toFixed(1)} s`
}

function cellsOf({ scenario, runs, tally, isKept, took }: ScenarioResult): readonly string[] {
  const { texts, kills, lost, doubled, outOfOrder, stuck, uncertain, settledRight } = tally
  return [
    scenario.what,
    ...[runs, kills, texts, lost, doubled, outOfOrder, stuck, uncertain, settledRight].map(String),
    clockTime(tally.longestWait),
    tally.longestRealWait === 0 ? '-' : seconds(tally.longestRealWait),
    `${Math.round(took / 1000)} s`,
    isKept ? 'ok' : 'FAIL',
  ]
}

export interface ScenarioChoice {
  readonly length: Length
  readonly seed: number
  /** Null: as many as the scenario wants at this length. */
  readonly runs: number | null
}

/** Problems told of one scenario; the rest is more of the same. */
const mostProblems = 12

/**
 * Runs scenarios one after the other and says how each went, with the command that runs a failed one again.
 * @param chosen each with the group it belongs to
 */
export async function runScenarios(
  chosen: readonly (readonly [group: string, scenario: Scenario])[],
  { length, seed, runs }: ScenarioChoice,
  say: Say,
) {
  const rows: (readonly string[])[] = [head]
  let passed = true
  for (const [group, scenario] of chosen) {
    const result = await runScenario(scenario, length, seed, runs ?? scenario.runs[length], say)
    passed &&= result.isKept
    const cells = cellsOf(result)
    rows.push(cells)
    say(`${scenario.name}: ${cells.map((cell, column) => `${cell} ${head[column] ?? ''}`.trim()).join(' · ')}`)
    for (const problem of result.tally.problems.slice(0, mostProblems)) say(`  ${problem}`)
    for (const failed of result.failedSeeds) {
      const option = length === 'full' ? '' : ` --${length}`
      say(`  again: npm run chaos -- ${group} ${scenario.name} --seed ${failed} --runs 1${option}`)
    }
  }
  return { table: markdownTable(rows), passed }
}
