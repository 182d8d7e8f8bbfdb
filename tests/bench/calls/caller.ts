import { account } from '../account.ts'
import { serveParent } from '../child.ts'
import { sign } from '../webhook/callbacks.ts'

// Callers: in a process of its own, so that neither the hub nor the simulated Twilio keeps them waiting.

export interface CallersRequest {
  /** The listener's address, for which the webhooks are signed. */
  readonly origin: string
  readonly calls: number
  /** From one call to the next, in milliseconds. */
  readonly apart: number
  /** Tells the calls of one round from those of others. */
  readonly round: number
}

const pause = (ms: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, ms)
  })

/** Posts a webhook as Twilio does. @returns milliseconds until it was answered in full */
async function post(origin: string, path: string, form: Readonly<Record<string, string>>): Promise<number> {
  const url = `${origin}/twilio/${path}`
  const headers = {
    'Content-Type': 'application/x-www-form-urlencoded; charset=utf-8',
    'X-Twilio-Signature': sign(url, form),
  }
  const body = new URLSearchParams(form).toString()
  const began = performance.now()
  const response = await fetch(url, { method: 'POST', headers, body })
  await response.arrayBuffer()
  const took = performance.now() - began
  if (response.status !== 200 && response.status !== 204) throw new Error(`${path} was answered ${response.status}.`)
  return took
}

/** A call that leaves a message: what greets it, what thanks it, its recording, its end. @returns how long each took, ms */
async function call(origin: string, name: number): Promise<readonly number[]> {
  const digits = name.toString(16).padStart(32, '0')
  const common = {
    AccountSid: account.accountSid,
    ApiVersion: '2010-04-01',
    CallSid: `CA${digits}`,
    Direction: 'inbound',
    From: `+1312${String(2_000_000 + (name % 1_500) * 37)}`,
    To: account.number,
  }
  const recording = { RecordingSid: `RE${digits}`, RecordingDuration: '7' }
  return [
    await post(origin, 'voice', { ...common, CallStatus: 'ringing' }),
    await post(origin, 'voice/recorded', { ...common, ...recording, CallStatus: 'in-progress', Digits: 'hangup' }),
    await post(origin, 'recording', { ...common, ...recording, RecordingStatus: 'completed' }),
    await post(origin, 'voice/status', { ...common, CallStatus: 'completed', CallDuration: '9' }),
  ]
}

async function callers({ origin, calls, apart, round }: CallersRequest): Promise<readonly number[]> {
  const under: Promise<readonly number[]>[] = []
  for (let index = 0; index < calls; index++) {
    under.push(call(origin, round * 100_000 + index))
    await pause(apart)
  }
  return (await Promise.all(under)).flat()
}

serveParent<CallersRequest>('ready', callers, () => Promise.resolve())
