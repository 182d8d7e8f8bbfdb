import { defineConfig } from '@playwright/test'
import { morningZone } from './tests/support/morning-zone.ts'

// Camp's hours, quiet hours and days go by the clock on the wall: here it is always morning. Each worker reads this again and
// takes the first one's word, so that an hour's end changes nothing.
process.env['PTP_E2E_ZONE'] ??= morningZone(Date.now())
process.env['TZ'] = process.env['PTP_E2E_ZONE']

export default defineConfig({
  testDir: 'tests/e2e',
  testMatch: '**/*.spec.ts',
  outputDir: 'test-results/e2e',
  // One app at a time: each test starts its own, with a data folder of its own.
  workers: 1,
  fullyParallel: false,
  forbidOnly: Boolean(process.env['CI']),
  retries: 0,
  // Far beyond what anything takes: on a busy machine a test must fail for what it finds alone.
  timeout: 120_000,
  expect: { timeout: 20_000 },
  reporter: [['list']],
})
