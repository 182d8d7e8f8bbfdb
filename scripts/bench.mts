// `npm run bench`: what the app promises, each figure beside its yardstick in the same run. `npm run bench -- webhook start`
// runs the named ones, `--quick` fewer rounds, `--write` puts the table into docs/bench.md.
import { existsSync } from 'node:fs'
import { writeTable } from '../tests/bench/document.ts'
import { benches, runBenches } from '../tests/bench/run.ts'
import { formatTable } from '../tests/bench/table.ts'
import { ensureBuilt } from './lib/build.mts'
import { fetchElectron, hasDisplay } from './lib/electron.mts'
import { run, toolEnvironment } from './lib/run.mts'

const args = process.argv.slice(2)
const named = args.filter((argument) => !argument.startsWith('-'))
const unknown = named.filter((name) => !benches.some((bench) => bench.name === name))
if (unknown.length > 0) {
  console.error(
    `There is no benchmark ${unknown.join(', ')}. These there are: ${benches.map(({ name }) => name).join(', ')}.`,
  )
  process.exit(1)
}
const chosen = benches.filter(({ name }) => named.length === 0 || named.includes(name))
const inWindows = chosen.some(({ needsElectron }) => needsElectron)

if (inWindows && !hasDisplay() && existsSync('/usr/bin/xvfb-run')) {
  // Once more, on a display of its own.
  const again = [
    '-a',
    '-s',
    '-screen 0 1440x900x24',
    process.execPath,
    ...process.execArgv,
    process.argv[1] ?? '',
    ...args,
  ]
  process.exit(await run('xvfb-run', again, { env: toolEnvironment() }))
}
if (inWindows && (!hasDisplay() || (await fetchElectron()) === null)) {
  console.error('These figures need Electron and a display: node scripts/setup-system.mts says how to get them.')
  process.exit(1)
}
if (inWindows && !(await ensureBuilt())) process.exit(1)

const figures = await runBenches(chosen, args.includes('--quick'))
console.log(formatTable(figures))
if (args.includes('--write')) writeTable(figures)
