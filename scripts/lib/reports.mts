// What the test tools' reports in JSON say: how many passed, and which did not.
import { relative } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import { root } from './run.mts'

export interface Outcome {
  readonly passed: number
  readonly failed: number
  /** A line for each that failed: where, which, and the first words of why. */
  readonly failures: readonly string[]
}

export const nothing: Outcome = { passed: 0, failed: 0, failures: [] }

export const add = (one: Outcome, other: Outcome): Outcome => ({
  passed: one.passed + other.passed,
  failed: one.failed + other.failed,
  failures: [...one.failures, ...other.failures],
})

/** One failure that no test tells of. */
export const failure = (words: string): Outcome => ({ passed: 0, failed: 1, failures: [words] })

interface VitestReport {
  readonly numPassedTests: number
  readonly numFailedTests: number
  readonly testResults: readonly {
    readonly name: string
    readonly status: string
    readonly message: string
    readonly assertionResults: readonly {
      readonly fullName: string
      readonly status: string
      readonly failureMessages: readonly string[]
    }[]
  }[]
}

/** @param report what `vitest --reporter=json` wrote */
export function vitestOutcome(report: unknown): Outcome {
  const { numPassedTests, numFailedTests, testResults } = report as VitestReport
  const failures = testResults.flatMap(({ name, status, message, assertionResults }) => {
    const file = relative(root, name)
    const failed = assertionResults
      .filter((one) => one.status === 'failed')
      .map((one) => line(file, one.fullName, one.failureMessages[0]))
    // A file that could not be loaded has no test to show for it.
    return status === 'failed' && failed.length === 0 ? [line(file, '(the file itself)', message)] : failed
  })
  return { passed: numPassedTests, failed: Math.max(numFailedTests, failures.length), failures }
}

interface PlaywrightSuite {
  readonly specs: readonly {
    readonly title: string
    readonly file: string
    readonly tests: readonly {
      readonly status: string
      readonly results: readonly { readonly errors?: readonly { readonly message?: string }[] }[]
    }[]
  }[]
  readonly suites?: readonly PlaywrightSuite[]
}

interface PlaywrightReport {
  readonly suites: readonly PlaywrightSuite[]
  readonly errors: readonly { readonly message?: string }[]
  readonly stats: { readonly expected: number; readonly unexpected: number; readonly flaky: number }
}

/** @param report what Playwright's JSON reporter wrote; a test that passed at a second try has failed */
export function playwrightOutcome(report: unknown): Outcome {
  const { suites, errors, stats } = report as PlaywrightReport
  const specs = (suite: PlaywrightSuite): PlaywrightSuite['specs'] => [
    ...suite.specs,
    ...(suite.suites ?? []).flatMap(specs),
  ]
  const failures = suites
    .flatMap(specs)
    .flatMap(({ title, file, tests }) =>
      tests
        .filter(({ status }) => status === 'unexpected' || status === 'flaky')
        .map(({ results }) => line(file, title, results.flatMap((one) => one.errors ?? [])[0]?.message)),
    )
  return {
    passed: stats.expected,
    failed: stats.unexpected + stats.flaky + errors.length,
    failures: [...failures, ...errors.map(({ message }) => line('playwright', '(the run itself)', message))],
  }
}

const longest = 300

function line(file: string, name: string, message = ''): string {
  const words = stripVTControlCharacters(message).replace(/\s+/g, ' ').trim()
  return `${file} › ${name}${words === '' ? '' : `: ${words.slice(0, longest)}`}`
}
