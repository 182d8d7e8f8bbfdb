// `npm run chaos`: does on purpose what goes wrong at camp, and prints what became of the texts, or how long it took until all was well.
import { cpus } from 'node:os'
import { parseArgs } from 'node:util'
import { runScenarios, runSubject } from '../tests/chaos/run.ts'
import { groups } from '../tests/chaos/scenarios.ts'
import { tunnelCases } from '../tests/chaos/tunnel/cases.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    seed: { type: 'string', default: '20260714' },
    /** Instead of as many as each scenario wants. */
    runs: { type: 'string' },
    /** As the tests run it, and as the long tests do. */
    quick: { type: 'boolean', default: false },
    usual: { type: 'boolean', default: false },
  },
})
const [group, only] = positionals
const length = values.quick ? 'quick' : values.usual ? 'usual' : 'full'
const say = (line: string) => process.stderr.write(`${line}\n`)

async function runGroups(): Promise<boolean> {
  const chosen = Object.entries(groups)
    .filter(([name]) => group === undefined || name === group)
    .flatMap(([name, scenarios]) => scenarios.map((scenario) => [name, scenario] as const))
    .filter(([, scenario]) => (only === undefined ? scenario.runs[length] > 0 : scenario.name === only))
  if (chosen.length === 0) {
    const names = Object.entries(groups).map(
      ([name, scenarios]) => `${name} ${scenarios.map((one) => one.name).join('|')}`,
    )
    say(`Say what to try: npm run chaos -- GROUP [scenario], of these:\n  ${[...names, 'tunnel'].join('\n  ')}`)
    return false
  }
  const runs = values.runs === undefined ? null : Number(values.runs)
  const { table, passed } = await runScenarios(chosen, { length, seed: Number(values.seed), runs }, say)
  const options = process.argv.slice(2).join(' ')
  console.log(
    `\n\`npm run chaos${options === '' ? '' : ` -- ${options}`}\`, seed ${values.seed}, ${new Date().toISOString().slice(0, 10)}`,
  )
  console.log(
    `Node ${process.versions.node} on ${process.platform}, ${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}\n`,
  )
  console.log(table)
  return passed
}

async function runTunnel(): Promise<boolean> {
  const cases = tunnelCases.filter((one) => one.name.includes(only ?? ''))
  const { table, passed } = await runSubject(cases, say)
  console.log(`\n${table}`)
  return passed
}

// Leaves through `exit`, where the rigs remove what they made.
process.once('SIGINT', () => process.exit(130))
process.once('SIGTERM', () => process.exit(143))

let passed = group === 'tunnel' || (await runGroups())
// Alone it is the rest of everything; its times are for a machine that has nothing else to do.
if (group === 'tunnel' || (group === undefined && length === 'full')) passed = (await runTunnel()) && passed
process.exitCode = passed ? 0 : 1
