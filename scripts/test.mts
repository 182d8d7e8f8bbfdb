// `npm test`: unit, integration and end-to-end tests. `--full`: the long ones besides, and not those of `npm test` again.
// The last line is `N passed, N failed` alone; those that failed are named above it.
import { ensureBuilt } from './lib/build.mts'
import { setUpSystem } from './lib/system.mts'
import { add, failure, nothing } from './lib/reports.mts'
import { choosePlace, runPlaywright, runVitest } from './lib/tests.mts'

const long = process.argv.includes('--full')
const started = Date.now()

await setUpSystem()
let total = nothing
let where = 'not run'

if (await ensureBuilt()) {
  const place = await choosePlace()
  const packaged = place?.host === 'electron' && process.platform === 'linux'
  if (long && !packaged)
    console.log('The packaged app is not tested here: there is no Electron to pack, or this is not Linux.')
  const units = runVitest(long, packaged)
  // The long ones measure times and fill the machine: nothing runs beside them.
  if (long || place === null) total = add(total, await units)
  if (place === null) {
    total = add(
      total,
      failure(
        'The end-to-end tests need Electron with a display, or Chromium: node scripts/setup-system.mts says how to get them.',
      ),
    )
  } else {
    console.log(`End-to-end tests run in ${place.words}.`)
    const journeys = runPlaywright(place, long, !long)
    if (!long) total = add(total, await units)
    total = add(total, await journeys)
    where = `ran in ${place.words}`
  }
} else {
  total = failure('The build failed.')
}

console.log(
  `\n${long ? 'Long tests' : 'Tests'} done in ${Math.round((Date.now() - started) / 1000)} s; end-to-end tests ${where}.`,
)
for (const words of total.failures) console.log(`Failed: ${words}`)
console.log(`${total.passed} passed, ${total.failed} failed`)
process.exitCode = total.failed === 0 && total.passed + total.failed > 0 ? 0 : 1
