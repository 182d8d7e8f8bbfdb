import { defineConfig } from 'vitest/config'

// Long tests are named `*.long.test.ts`, or stand in tests/chaos: `npm run test:full` runs them, and them alone.
const long = ['**/*.long.test.ts', 'tests/chaos/**/*.test.ts']

export default defineConfig({
  test: {
    // Native modules (better-sqlite3) are not made to be loaded by several threads of one process.
    pool: 'forks',
    environment: 'node',
    include: process.env['PTP_LONG_TESTS'] ? long : ['**/*.test.{ts,tsx}'],
    exclude: [
      '**/node_modules/**',
      'out/**',
      'dist/**',
      'tests/e2e/**',
      'tests/bench/**',
      ...(process.env['PTP_LONG_TESTS'] ? [] : long),
    ],
    testTimeout: process.env['PTP_LONG_TESTS'] ? 300_000 : 15_000,
    hookTimeout: 30_000,
    restoreMocks: true,
  },
})
