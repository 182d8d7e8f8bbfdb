import { describe, expect, test } from 'vitest'
import { runScenario } from '../chaos/scenario.ts'
import { groups } from '../chaos/scenarios.ts'

// The adversary's short form; `npm run chaos` is the long one. A failure names the seed that shows it again.
const seed = 20_260_714

const quick = Object.entries(groups).map(([group, scenarios]) => ({
  group,
  scenarios: scenarios.filter(({ runs }) => runs.quick > 0),
}))

describe.each(quick.filter(({ scenarios }) => scenarios.length > 0))('chaos: $group', ({ scenarios }) => {
  for (const scenario of scenarios) {
    test(scenario.what, { timeout: 180_000 }, async () => {
      const { tally, failedSeeds } = await runScenario(scenario, 'quick', seed)
      expect(tally.problems).toEqual([])
      expect(failedSeeds).toEqual([])
    })
  }
})
