import type { CallView, LinkState, MessageState, MessageView } from '../../electron/ipc/contract/views.ts'
import { inboxWords } from '../words/inbox.ts'
import { voiceWords } from '../words/voice.ts'
import { usualSpan } from './composer-use.ts'

/** A state as it is shown: the hub's states, with what a waiting text waits for told apart. */
export type ShownState = MessageState | 'waiting-for-internet' | 'held'
export type Tone = 'plain' | 'ok' | 'waiting' | 'attention' | 'failed'

/** Whether the way out is known to be closed. Not knowing is not the same as offline. */
export function linkIsDown(link: LinkState): boolean {
  return link === 'offline' || link === 'captive'
}

export function shownState(state: MessageState, linkDown: boolean, held = false): ShownState {
  if (held) return 'held'
  return state === 'queued' && linkDown ? 'waiting-for-internet' : state
}

export function stateWord(state: ShownState): string {
  return inboxWords.message.states[state]
}

/** A call that was handed over and of which nothing was heard yet, in words: no phone rings by a text's words. */
export function unheardWord(state: ShownState): string {
  if (state === 'failed') return voiceWords.notPutThrough
  return state === 'sending' || state === 'sent' ? voiceWords.onItsWay : stateWord(state)
}

const reached: ReadonlySet<CallView['outcome']> = new Set(['heard', 'confirmed'])

/** What a state looks like: a call of which nobody knows that a person heard it does not look as if one had. */
export function lookOf(state: ShownState, outcome: CallView['outcome']): ShownState {
  return state === 'delivered' && outcome !== null && !reached.has(outcome) ? 'sent' : state
}

export function toneOf(state: ShownState): Tone {
  switch (state) {
    case 'delivered':
      return 'ok'
    case 'held':
      return 'attention'
    case 'queued':
    case 'waiting-for-internet':
    case 'scheduled':
    case 'uncertain':
      return 'waiting'
    case 'failed':
    case 'expired':
      return 'failed'
    case 'canceled':
    case 'received':
    case 'sending':
    case 'sent':
      return 'plain'
  }
}

/** A text that needs a person stands by itself in the thread, with what can be done about it. */
export function needsNotes(message: MessageView): boolean {
  return (
    message.state === 'failed' ||
    message.state === 'expired' ||
    message.state === 'uncertain' ||
    message.state === 'scheduled' ||
    (message.state === 'canceled' && message.failure !== null) ||
    message.mayHaveArrivedTwice ||
    message.arrivedWhileAway ||
    message.held !== null ||
    (message.state === 'queued' && message.waitsBehind !== null)
  )
}

/** Whether a text can still be withdrawn: it has not left this laptop. */
export function canCancel(message: MessageView): boolean {
  return message.direction === 'out' && (message.state === 'queued' || message.state === 'scheduled')
}

/** Whether its time of use is another than the usual one of a text just written: a person chose it, or it was tried again. */
export function hasOwnTime({ direction, noUseAfter, createdAt }: MessageView): boolean {
  return direction === 'out' && noUseAfter !== null && Math.abs(noUseAfter - createdAt - usualSpan) > 1_000
}

/** The last time a waiting text may go out, where that is worth saying; null otherwise. */
export function lastTimeOf(message: MessageView): number | null {
  const waits = message.state === 'queued' || message.state === 'scheduled'
  return waits && hasOwnTime(message) ? message.noUseAfter : null
}

/** Whether it still asks for something: a failed text that was sent again in a newer one does not. */
export function canRetry(message: MessageView): boolean {
  const isOver = message.state === 'failed' || message.state === 'expired' || wasStopped(message)
  return isOver && message.replacedBy === null
}

/** Whether it is a call that nobody answered, and that somebody said is not to be tried again. */
function wasStopped({ state, call }: MessageView): boolean {
  return state === 'canceled' && call !== null && call.outcome !== null
}
