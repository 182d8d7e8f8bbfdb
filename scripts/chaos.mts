// `npm run chaos -- SUBJECT`: does on purpose what goes wrong at camp, and prints how long it took until all was well.
import { runSubject, subjects } from '../tests/chaos/run.ts'

const [name = '', only = ''] = process.argv.slice(2)
const cases = subjects[name]
if (!cases) {
  console.error(`Say what to try: npm run chaos -- ${Object.keys(subjects).join(' | ')} [part of a case's name]`)
  process.exitCode = 1
} else {
  const chosen = cases.filter((one) => one.name.includes(only))
  const { table, passed } = await runSubject(chosen, (line) => process.stderr.write(`${line}\n`))
  console.log(table)
  process.exitCode = passed ? 0 : 1
}
