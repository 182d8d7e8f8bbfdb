import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    // Native modules (better-sqlite3) are not made to be loaded by several threads of one process.
    pool: 'forks',
    environment: 'node',
    include: ['**/*.test.{ts,tsx}'],
    exclude: ['**/node_modules/**', 'out/**', 'dist/**', 'tests/e2e/**', 'tests/chaos/**', 'tests/bench/**'],
    testTimeout: 15_000,
    hookTimeout: 30_000,
    restoreMocks: true,
  },
})
