import { runCase } from './case.ts'
import type { ChaosCase, ChaosResult } from './case.ts'
import { tunnelCases } from './tunnel/cases.ts'

export const subjects: Readonly<Record<string, readonly ChaosCase[]>> = { tunnel: tunnelCases }

const seconds = (span: number) => (Number.isNaN(span) ? '-' : `${(span / 1000).toFixed(2)} s`)

function row({ name, bound, times, median, worst, passed, error }: ChaosResult): readonly string[] {
  const outcome = passed ? 'ok' : `FAIL${error === null ? '' : `: ${error}`}`
  return [name, `${times.length}`, seconds(median), seconds(worst), seconds(bound), outcome]
}

/** Runs a subject's cases one after the other. @returns the table, as Markdown, and whether every case kept its bound */
export async function runSubject(cases: readonly ChaosCase[], say: (line: string) => void) {
  const rows: (readonly string[])[] = [['what', 'runs', 'median', 'worst', 'bound', '']]
  let passed = true
  for (const one of cases) {
    const result = await runCase(one)
    passed &&= result.passed
    const cells = row(result)
    rows.push(cells)
    say(cells.join(' · '))
  }
  const widths = (rows[0] ?? []).map((_, column) => Math.max(3, ...rows.map((cells) => (cells[column] ?? '').length)))
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`
  const rule = line(widths.map((width) => '-'.repeat(width)))
  const [head = [], ...body] = rows
  return { table: [line(head), rule, ...body.map(line)].join('\n'), passed }
}
