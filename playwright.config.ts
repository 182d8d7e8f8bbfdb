import { defineConfig } from '@playwright/test'

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
