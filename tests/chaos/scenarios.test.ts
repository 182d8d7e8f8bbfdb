import { describe, expect, test } from 'vitest'
import { runScenario } from './scenario.ts'
import { groups } from './scenarios.ts'

const seed = 20_260_714

describe.each(Object.entries(groups))('chaos at usual length: %s', (_group, scenarios) => {
  for (const scenario of scenarios.filter(({ runs }) => runs.usual > 0)) {
    test(scenario.what, { timeout: 900_000 }, async () => {
      const { tally, failedSeeds } = await runScenario(scenario, 'usual', seed)
      expect(tally.problems).toEqual([])
      expect(failedSeeds).toEqual([])
    })
  }
})
