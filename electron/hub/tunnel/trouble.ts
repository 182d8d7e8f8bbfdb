import type { FromAgent } from './messages.ts'
import type { Pace } from './pace.ts'
import { refusalOf } from './refusals.ts'
import type { TunnelTrouble, WaitCause } from './types.ts'

export type Failure = Omit<Extract<FromAgent, { kind: 'failed' }>, 'kind'>

/** What a failure leads to: an end that a person must mend, or a wait of `delay` real milliseconds. */
export type Judgement =
  | { readonly kind: 'stop'; readonly code: number | null; readonly reason: string; readonly remedy: string }
  | { readonly kind: 'wait'; readonly cause: WaitCause; readonly delay: number; readonly trouble: TunnelTrouble }

export const unreachable: TunnelTrouble = {
  code: null,
  reason: 'ngrok cannot be reached from this network.',
  remedy: null,
}

const reinstall =
  process.platform === 'win32'
    ? 'Install the Microsoft Visual C++ runtime (vc_redist.x64.exe from aka.ms/vs/17/release), then press "Reconnect now".'
    : 'Install PTP Comms Hub again. Texts still come in by catch-up meanwhile.'

/** ngrok's own first sentence, for a code no table knows. */
function wordsOf(message: string): string {
  const text = message
    .replace(/^failed to [a-z ]+: /, '')
    .replace(/\s*error_code: ERR_NGROK_\d+\s*$/, '')
    .trim()
  return (text.split('\n')[0] ?? '').slice(0, 200)
}

/** Judges what the agent met. The SDK's texts are the only way to tell some of its failures apart (@ngrok/ngrok 1.7.0). */
export function judge({ phase, code, message }: Failure, pace: Pace, now: number): Judgement {
  const refusal = refusalOf(code)
  switch (refusal.verdict) {
    case 'fatal':
      return { kind: 'stop', code, reason: refusal.reason, remedy: refusal.remedy }
    case 'occupied': {
      const { delay, told } = pace.occupied(now)
      const trouble = { code, reason: refusal.reason, remedy: told ? refusal.remedy : null }
      return { kind: 'wait', cause: 'occupied', delay, trouble }
    }
    case 'retry':
  }
  if (phase === 'load') {
    return { kind: 'stop', code, reason: "ngrok's part of the app cannot be loaded.", remedy: reinstall }
  }
  if (code !== null) {
    const reason = `ngrok answered: ${wordsOf(message)} (ERR_NGROK_${code})`
    return { kind: 'wait', cause: 'refused', delay: pace.refused(), trouble: { code, reason, remedy: null } }
  }
  if (phase === 'serve') {
    const trouble = { code, reason: 'The connection to ngrok ended.', remedy: null }
    return { kind: 'wait', cause: 'ended', delay: pace.ended(now), trouble }
  }
  if (message.includes('tcp connection')) {
    return { kind: 'wait', cause: 'unreachable', delay: pace.unsettled(), trouble: unreachable }
  }
  if (message.includes('tls handshake')) {
    const reason = "Something on this network answers in ngrok's place."
    const remedy =
      'If this network has a sign-in page, sign in there. If not, it looks into traffic: use another network or a hotspot.'
    return { kind: 'wait', cause: 'unreachable', delay: pace.unsettled(), trouble: { code, reason, remedy } }
  }
  const trouble = { code, reason: 'ngrok ended the connection without a reason.', remedy: null }
  return { kind: 'wait', cause: 'refused', delay: pace.refused(), trouble }
}
