/** What Twilio asks or tells of a call (Twilio docs: "Twilio's request to your application", Voice). */
export interface CallStep {
  /** The path behind `/twilio/voice/`, `in` for a call that comes in, `recording` for a recording's callback. */
  readonly step: string
  /** From the query: the attempt of a call of ours; null for calls in. */
  readonly attemptId: string | null
  readonly parameters: Readonly<Record<string, string>>
}

const attemptName = /^[0-9a-f-]{1,64}$/i

/** Reads a step. @param path behind `/twilio/`; @param query of its address, without the question mark */
export function toCallStep(path: string, query: string, parameters: URLSearchParams): CallStep {
  const step = path === 'voice' ? 'in' : path === 'recording' ? 'recording' : path.slice('voice/'.length)
  const attempt = new URLSearchParams(query).get('a')
  return {
    step,
    attemptId: attempt !== null && attemptName.test(attempt) ? attempt : null,
    parameters: Object.fromEntries(parameters),
  }
}
