// `npm run chaos`: does on purpose what goes wrong at camp, and prints what became of the texts, or how long it took until all was well.
import { parseArgs } from 'node:util'
import { runScenarios, runSubject } from '../tests/chaos/run.ts'
import { groups } from '../tests/chaos/scenarios.ts'
import { tunnelCases } from '../tests/chaos/tunnel/cases.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    seed: { type: 'string' },
    runs: { type: 'string' },
    /** As the tests run it, and as the long tests do. */
    quick: { type: 'boolean', default: false },
    usual: { type: 'boolean', default: false },
  },
})
const [group, only = ''] = positionals
const defaultSeed = 20_260_714
const say = (line: string) => process.stderr.write(`${line}\n`)
let passed = true

if (group !== undefined && group !== 'tunnel' && !groups[group]) {
  say(`Say what to try: npm run chaos -- ${[...Object.keys(groups), 'tunnel'].join(' | ')} [part of a name]`)
  passed = false
}

const chosen = Object.entries(groups)
  .filter(([name]) => group === undefined || name === group)
  .flatMap(([name, scenarios]) => scenarios.map((scenario) => [name, scenario] as const))
  .filter(
    ([, scenario]) =>
      scenario.name === only || (only.endsWith('*') && scenario.name.startsWith(only.slice(0, -1))) || only === '',
  )

if (chosen.length > 0) {
  const length = values.quick ? 'quick' : values.usual ? 'usual' : 'full'
  const choice = {
    length,
    seed: Number(values.seed ?? defaultSeed),
    runs: values.runs ? Number(values.runs) : null,
  } as const
  const result = await runScenarios(chosen, choice, say)
  console.log(
    `\nnpm run chaos${process.argv.slice(2).length > 0 ? ` -- ${process.argv.slice(2).join(' ')}` : ''}, seed ${choice.seed}\n`,
  )
  console.log(result.table)
  passed &&= result.passed
} else if (group !== undefined && group !== 'tunnel' && groups[group]) {
  say(`There is no scenario "${only}". There are: ${groups[group].map(({ name }) => name).join(', ')}.`)
  passed = false
}

if (group === 'tunnel' || (group === undefined && !values.quick)) {
  const cases = tunnelCases.filter((one) => one.name.includes(only))
  const result = await runSubject(cases, say)
  console.log(`\n${result.table}`)
  passed &&= result.passed
}
process.exitCode = passed ? 0 : 1
