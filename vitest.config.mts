import { defineConfig } from 'vitest/config'
import { patience } from './tests/support/patience.ts'

// Long tests are named `*.long.test.ts`, or stand in tests/chaos: `npm run test:full` runs them, and them alone.
const long = ['**/*.long.test.ts', 'tests/chaos/**/*.test.ts']
// Packs the app first, so it needs an Electron to pack.
const packaged = ['tests/packaged/**/*.test.ts']
const runsLong = Boolean(process.env['PTP_LONG_TESTS'])

export default defineConfig({
  test: {
    // Native modules (better-sqlite3) are not made to be loaded by several threads of one process.
    pool: 'forks',
    environment: 'node',
    include: runsLong ? [...long, ...(process.env['PTP_PACKAGED_TEST'] ? packaged : [])] : ['**/*.test.{ts,tsx}'],
    exclude: [
      '**/node_modules/**',
      'out/**',
      'dist/**',
      'tests/e2e/**',
      'tests/bench/**',
      ...(runsLong ? [] : [...long, ...packaged]),
    ],
    testTimeout: runsLong ? 300_000 : 15_000 * patience,
    hookTimeout: 30_000,
    restoreMocks: true,
  },
})
