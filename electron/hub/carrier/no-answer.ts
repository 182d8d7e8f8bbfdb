import type { AttemptPhase } from './types.ts'

/** Something else answered in the carrier's place: another certificate, or no TLS at all where TLS was due. */
const impostor =
  /^(CERT_|ERR_TLS_|ERR_SSL_|UNABLE_TO_|SELF_SIGNED_CERT|DEPTH_ZERO_|HOSTNAME_MISMATCH|INVALID_PURPOSE|EPROTO$)/

function codeOf(error: unknown): string {
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') return error.code
  return ''
}

/** A request that got no whole answer, and how far it had come. */
export class NoAnswer extends Error {
  override readonly name = 'NoAnswer'
  readonly phase: AttemptPhase
  /** A sign-in page or another box stands between us and the carrier. */
  readonly captive: boolean
  /** The system's word for it ("ENOTFOUND"), or ours. */
  readonly code: string

  constructor(phase: AttemptPhase, cause: unknown) {
    const code = codeOf(cause)
    super(cause instanceof Error ? cause.message : String(cause), { cause })
    this.phase = phase
    this.code = code
    this.captive = this.nothingTaken && impostor.test(code)
  }

  /** Not one byte of the request was handed to the system: the carrier cannot have taken anything. */
  get nothingTaken(): boolean {
    return this.phase === 'connecting' || this.phase === 'connected'
  }

  /** For the details: phase and code, without addresses. */
  get summary(): string {
    const known = plainCodes.get(this.code)
    return `${known ?? (this.code || this.message)} (${this.phase})`
  }
}

const plainCodes: ReadonlyMap<string, string> = new Map([
  ['ENOTFOUND', 'the name of Twilio could not be looked up'],
  ['EAI_AGAIN', 'the name of Twilio could not be looked up'],
  ['ECONNREFUSED', 'the connection was refused'],
  ['ENETUNREACH', 'there is no network'],
  ['EHOSTUNREACH', 'there is no way to Twilio'],
  ['ENETDOWN', 'there is no network'],
  ['ECONNRESET', 'the connection broke'],
  ['EPIPE', 'the connection broke'],
  ['ETIMEDOUT', 'the connection timed out'],
  ['CONNECT_TIMEOUT', 'no connection in time'],
  ['ANSWER_TIMEOUT', 'no answer in time'],
  ['ANSWER_TOO_LARGE', 'the answer was too large'],
  ['CLOSED', 'the connection was closed here'],
  ['STALE', 'the connection had ended'],
  ['CERT_HAS_EXPIRED', 'the certificate has expired; check the clock of this laptop'],
  ['CERT_NOT_YET_VALID', 'the certificate is not valid yet; check the clock of this laptop'],
])

/** An error of our own with a code, for `NoAnswer`. */
export function codedError(code: string, message: string): Error {
  return Object.assign(new Error(message), { code })
}
