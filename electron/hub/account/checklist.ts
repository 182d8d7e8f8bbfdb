import type { CheckState, CheckView } from '../../ipc/contract/account-views.ts'

export interface CheckResult {
  readonly state: Exclude<CheckState, 'running'>
  readonly words: string
  readonly details?: string | null
}

/** A checklist that fills in: every step is told as it begins and as it ends. */
export interface Checklist {
  readonly checks: readonly CheckView[]
  /**
   * Shows the check as running until `work` has an answer, and then what `judge` says of it. A check of the same id is
   * made anew. @returns the answer
   */
  run<Answer>(
    id: string,
    name: string,
    work: () => Promise<Answer> | Answer,
    judge: (answer: Answer) => CheckResult,
  ): Promise<Answer>
}

export function createChecklist(tell: (checks: readonly CheckView[]) => void): Checklist {
  let checks: readonly CheckView[] = []

  function put(check: CheckView): void {
    const known = checks.some(({ id }) => id === check.id)
    checks = known ? checks.map((other) => (other.id === check.id ? check : other)) : [...checks, check]
    tell(checks)
  }

  return {
    get checks() {
      return checks
    },
    async run(id, name, work, judge) {
      put({ id, name, state: 'running', words: '', details: null })
      const answer = await work()
      const { state, words, details = null } = judge(answer)
      put({ id, name, state, words, details })
      return answer
    },
  }
}
