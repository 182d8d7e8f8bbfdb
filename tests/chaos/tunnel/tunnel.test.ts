import { describe, expect, test } from 'vitest'
import { runCase } from '../case.ts'
import { tunnelCases } from './cases.ts'

describe('the tunnel comes back', () => {
  for (const one of tunnelCases) {
    test(one.name, { timeout: 600_000 }, async () => {
      const result = await runCase(one)
      expect(result.error).toBeNull()
      expect(result).toMatchObject({ passed: true })
    })
  }
})
