import { join } from 'node:path'
import { expect, test } from 'vitest'
import { add, failure, playwrightOutcome, vitestOutcome } from './reports.mts'
import { root } from './run.mts'

test('of Vitest’s report: the counts, and who failed and why, in plain letters', () => {
  const report = {
    numPassedTests: 4,
    numFailedTests: 1,
    testResults: [
      {
        name: join(root, 'db/search.test.ts'),
        status: 'failed',
        message: '',
        assertionResults: [
          { fullName: 'finds a name', status: 'passed', failureMessages: [] },
          {
            fullName: 'finds a word',
            status: 'failed',
            failureMessages: ['AssertionError: \u001B[31mexpected 1\u001B[39m\n    to be 2'],
          },
        ],
      },
      { name: join(root, 'db/broken.test.ts'), status: 'failed', message: 'Cannot find module', assertionResults: [] },
    ],
  }
  expect(vitestOutcome(report)).toEqual({
    passed: 4,
    failed: 2,
    failures: [
      'db/search.test.ts › finds a word: AssertionError: expected 1 to be 2',
      'db/broken.test.ts › (the file itself): Cannot find module',
    ],
  })
})

test('of Playwright’s report: suites within suites; what passed at a second try has failed', () => {
  const spec = (title: string, status: string, message?: string) => ({
    title,
    file: 'checkin.spec.ts',
    tests: [{ status, results: [{ errors: message === undefined ? [] : [{ message }] }] }],
  })
  const report = {
    stats: { expected: 7, unexpected: 1, flaky: 1 },
    errors: [{ message: 'No place left' }],
    suites: [
      {
        specs: [spec('goes', 'expected')],
        suites: [{ specs: [spec('breaks', 'unexpected', 'Timed out'), spec('wavers', 'flaky', 'Once')] }],
      },
    ],
  }
  expect(playwrightOutcome(report)).toEqual({
    passed: 7,
    failed: 3,
    failures: [
      'checkin.spec.ts › breaks: Timed out',
      'checkin.spec.ts › wavers: Once',
      'playwright › (the run itself): No place left',
    ],
  })
})

test('what failed without a test’s help is named too', () => {
  expect(add(vitestOutcome({ numPassedTests: 1, numFailedTests: 0, testResults: [] }), failure('It broke.'))).toEqual({
    passed: 1,
    failed: 1,
    failures: ['It broke.'],
  })
})
