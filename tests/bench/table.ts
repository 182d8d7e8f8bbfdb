import type { Figure } from './figure.ts'

const headings = ['Figure', 'Measured', 'Yardstick', 'Ratio', 'Target', 'Holds'] as const

function cells(figure: Figure): readonly string[] {
  const { name, measured, yardstick, ratio, target, holds } = figure
  const verdict = holds === null ? '' : holds ? 'yes' : 'no'
  return [name, measured, yardstick, ratio === null ? '' : `${ratio.toFixed(2)} ×`, target, verdict]
}

/** The figures as a Markdown table, aligned so that it reads well on a terminal too. */
export function formatTable(figures: readonly Figure[]): string {
  const rows = [headings, ...figures.map(cells)]
  const widths = headings.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)))
  const line = (row: readonly string[]): string =>
    `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`
  return [
    line(headings),
    line(widths.map((width) => '-'.repeat(width))),
    ...figures.map((figure) => line(cells(figure))),
  ].join('\n')
}
