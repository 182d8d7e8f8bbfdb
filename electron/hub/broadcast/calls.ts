import type { CallCount } from '../../../db/broadcast-report.ts'
import type { CallOutcome } from '../../../db/voice.ts'
import type { BroadcastCalls, BroadcastRecipientView } from '../../ipc/contract/broadcast-views.ts'

/** How a call ended, in a spreadsheet. */
const endings: Readonly<Record<CallOutcome, string>> = {
  heard: 'heard',
  confirmed: 'confirmed',
  answered: 'answered',
  'cut-short': 'hung up early',
  'message-left': 'message left',
  busy: 'busy',
  'no-answer': 'no answer',
  failed: 'call failed',
  missed: 'missed',
  voicemail: 'voicemail',
  taken: 'taken',
}

/** Whom a broadcast's calls have reached so far. */
export function countCalls(standings: readonly CallCount[]): BroadcastCalls {
  const counts = { reached: 0, pickedUp: 0, machine: 0, nobody: 0 }
  for (const { state, progress, outcome, answered_by, n } of standings) {
    const end = progress === 'ended' ? reachOf(outcome, answered_by) : null
    // What is tried again, or was canceled before, has not come to its end by its last call.
    if (end === null || (end === 'nobody' && state !== 'failed')) continue
    counts[end] += n
  }
  return counts
}

function reachOf(outcome: CallOutcome | null, by: 'person' | 'machine' | null): keyof BroadcastCalls | null {
  switch (outcome) {
    case 'heard':
    case 'confirmed':
      return 'reached'
    case 'answered':
      return by === 'machine' ? 'machine' : 'pickedUp'
    case 'cut-short':
      return 'pickedUp'
    case 'message-left':
      return 'machine'
    case 'busy':
    case 'no-answer':
    case 'failed':
      return 'nobody'
    case 'missed':
    case 'voicemail':
    case 'taken':
    case null:
      return null
  }
}

/** How a call went, for a spreadsheet; null where its message's state says it. */
export function callWords(call: BroadcastRecipientView['call']): string | null {
  if (call === null || call.progress !== 'ended' || call.outcome === null) return null
  const words =
    call.outcome === 'answered' && call.answeredBy === 'machine' ? 'answered by a machine' : endings[call.outcome]
  return call.againAt === null ? words : `${words}, to be called again`
}

/** Whether a person has heard it: what is left on a machine was heard by nobody yet. */
export function isReached({ call }: Pick<BroadcastRecipientView, 'call'>): boolean {
  return call === null || (call.progress === 'ended' && (call.outcome === 'heard' || call.outcome === 'confirmed'))
}
