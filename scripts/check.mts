// `npm run check`: types, lint, format, dead code and import rules, then one summary.
import { capture } from './lib/run.mts'

const checks: readonly (readonly [string, readonly string[]])[] = [
  ['types of hub, hosts and scripts', ['tsc', '-p', 'tsconfig.json']],
  ['types of the page', ['tsc', '-p', 'renderer/tsconfig.json']],
  ['types of the end-to-end tests', ['tsc', '-p', 'tests/e2e/tsconfig.json']],
  ['lint', ['oxlint']],
  ['format', ['oxfmt', '--check', '.']],
  ['dead code', ['knip', '--no-progress']],
  ['import rules', ['vitest', 'run', 'tests/architecture.test.ts']],
]

const failed: string[] = []
for (const [name, [tool = '', ...args]] of checks) {
  const started = Date.now()
  const { code, output } = await capture(tool, args)
  console.log(`${code === 0 ? 'ok  ' : 'FAIL'} ${name} (${((Date.now() - started) / 1000).toFixed(1)} s)`)
  if (code === 0) continue
  failed.push(name)
  console.log(output.trimEnd().replaceAll(/^/gm, '     '))
}
console.log(failed.length === 0 ? 'All checks passed.' : `Failed: ${failed.join(', ')}.`)
process.exitCode = failed.length === 0 ? 0 : 1
