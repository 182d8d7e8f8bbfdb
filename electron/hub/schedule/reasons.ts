import type { Failure } from '../../ipc/contract/views.ts'

/** Why a planned text did not go out, as its message remembers it. */
export type MissedBecause = 'local:missed' | 'local:replied' | 'local:stopped' | 'local:zone'

const reasons: Readonly<Record<MissedBecause, Pick<Failure, 'reason' | 'remedy'>>> = {
  'local:missed': {
    reason: 'This laptop was off or asleep at its time, and the text was of no use any more once it was back.',
    remedy: 'If it still matters, Try again gives it 4 more hours; Edit and resend lets you say how long.',
  },
  'local:replied': { reason: 'They texted before its time, so it was not sent.', remedy: '' },
  'local:stopped': { reason: 'They replied STOP before its time, so it was not sent.', remedy: '' },
  'local:zone': {
    reason: 'The time zone was changed, and by the new one its time had passed.',
    remedy: 'If it still matters, Try again gives it 4 more hours; Edit and resend lets you say how long.',
  },
}

/** The words for what a message remembers; null where it remembers nothing of the kind. */
export function missedWords(errorText: string | null): Failure | null {
  if (errorText === null || !Object.hasOwn(reasons, errorText)) return null
  return { code: null, details: null, ...reasons[errorText as MissedBecause] }
}
