import type { CallInstance } from 'twilio/lib/rest/api/v2010/account/call.js'
import type Twilio from 'twilio/lib/rest/Twilio.js'
import type { Clock } from '../clock.ts'
import { twilioOrigin } from './address.ts'
import type { CallCarrier, CarrierCall } from './call-types.ts'
import { readOutcome, readOutcomeWithout, sendOutcome, sendOutcomeWithout } from './outcome.ts'
import type { Exchange } from './sdk.ts'
import { isCallSid, isRecordingSid } from './sid.ts'
import { isFinal } from './status.ts'
import type { AttemptPhase, CarrierAccount, CarrierMessage, CarrierStatus, ReadOutcome, SendOutcome } from './types.ts'

/** What one request takes: a client of the SDK, and how it is run. */
export interface RequestParts {
  readonly account: CarrierAccount
  readonly clock: Clock
  /** Null where the SDK cannot be loaded. */
  readonly client: (exchange: Exchange, onPhase?: (phase: AttemptPhase) => void) => Twilio | null
  readonly run: <Value>(exchange: Exchange, work: () => Promise<Value>) => Promise<Value | null>
  readonly notLoaded: string
}

/**
 * How far a call is, in the words for texts: the outbox follows both alike. The call's own words, and who picked up, are kept
 * besides (Twilio docs: "Call status values").
 */
export function asTextStatus(status: string): CarrierStatus {
  switch (status) {
    case 'queued':
      return 'queued'
    case 'initiated':
    case 'ringing':
      return 'sending'
    case 'in-progress':
      return 'sent'
    case 'completed':
      return 'delivered'
    case 'busy':
    case 'no-answer':
      return 'undelivered'
    case 'failed':
      return 'failed'
    case 'canceled':
      return 'canceled'
    default:
      // That the carrier speaks of it proves that it was taken; nothing more is to be read into a word nobody knows.
      return 'accepted'
  }
}

const underWay: ReadonlySet<string> = new Set(['queued', 'initiated', 'ringing', 'in-progress'])

/** Whether a call goes on, by Twilio's word for how it is. */
export function goesOn(status: string): boolean {
  return underWay.has(status)
}

function toCall(instance: CallInstance, now: number): CarrierCall | null {
  if (!isCallSid(instance.sid)) return null
  const created = instance.dateCreated instanceof Date ? instance.dateCreated.getTime() : Number.NaN
  const duration = Number.parseInt(instance.duration ?? '', 10)
  return {
    sid: instance.sid,
    direction: String(instance.direction ?? '') === 'inbound' ? 'inbound' : 'outbound',
    status: String(instance.status ?? ''),
    from: instance.from ?? '',
    to: instance.to ?? '',
    dateCreated: Number.isNaN(created) ? now : created,
    duration: Number.isNaN(duration) ? null : duration,
  }
}

/** A call as a message of the outbox is told of. */
export function callAsMessage(call: CarrierCall): CarrierMessage {
  return {
    sid: call.sid,
    direction: call.direction,
    isReply: false,
    status: asTextStatus(call.status),
    from: call.from,
    to: call.to,
    body: '',
    segments: 0,
    dateCreated: call.dateCreated,
    dateSent: null,
    errorCode: null,
    errorMessage: null,
    messagingServiceSid: null,
    mediaCount: 0,
  }
}

/** Calls by REST, each by one request (Twilio docs: Call resource). */
export function createCalls({ account, clock, client, run, notLoaded }: RequestParts): CallCarrier {
  const silent = { kind: 'no-answer', captive: false, details: notLoaded } as const

  /** Runs a reading request; `value` says what its answer means, null where it is none. */
  async function read<Answer, Value>(
    ask: (twilio: Twilio) => Promise<Answer>,
    value: (answer: Answer) => Value | null,
    expected = 200,
  ): Promise<ReadOutcome<Value>> {
    const exchange: Exchange = { answer: null, noAnswer: null }
    const twilio = client(exchange)
    if (!twilio) return silent
    const answer = await run(exchange, () => ask(twilio))
    if (exchange.noAnswer) return readOutcomeWithout(exchange.noAnswer)
    if (!exchange.answer) throw new Error('The SDK made no request')
    const found = answer !== null && exchange.answer.status === expected ? value(answer) : null
    return found === null ? readOutcome(exchange.answer, clock.now()) : { kind: 'ok', value: found }
  }

  async function make(
    call: Parameters<CallCarrier['make']>[0],
    onPhase: (phase: AttemptPhase) => void,
  ): Promise<SendOutcome> {
    const exchange: Exchange = { answer: null, noAnswer: null }
    const twilio = client(exchange, onPhase)
    if (!twilio) return { kind: 'no-way-out', captive: false, details: notLoaded }
    const created = await run(exchange, () =>
      twilio.calls.create({
        to: call.to,
        from: call.from,
        twiml: call.twiml,
        timeout: call.rings,
        ...(call.statusCallback === null
          ? {}
          : {
              statusCallback: call.statusCallback,
              statusCallbackEvent: ['initiated', 'ringing', 'answered', 'completed'],
            }),
        ...(call.machineCallback === null
          ? {}
          : {
              machineDetection: 'DetectMessageEnd',
              asyncAmd: 'true',
              asyncAmdStatusCallback: call.machineCallback,
            }),
      }),
    )
    if (exchange.noAnswer) return sendOutcomeWithout(exchange.noAnswer)
    if (!exchange.answer) throw new Error('The SDK made no request')
    const made = created && toCall(created, clock.now())
    return sendOutcome(exchange.answer, made && callAsMessage(made), clock.now(), 'voice')
  }

  return {
    make,
    fetch: async (sid) =>
      isCallSid(sid)
        ? read(
            (twilio) => twilio.calls(sid).fetch(),
            (call) => toCall(call, clock.now()),
          )
        : { kind: 'not-found' },
    listTo: (address, since, limit) =>
      read(
        (twilio) => twilio.calls.page({ to: address, pageSize: limit }),
        (page) =>
          page.instances
            .map((one) => toCall(one, clock.now()))
            .filter((call) => call !== null)
            .filter((call) => call.dateCreated >= since)
            .map((call) => {
              const found = callAsMessage(call)
              // Ended, however: its own words are asked for by its sid, and with them whether it is to be tried again.
              return isFinal(found.status) ? { ...found, status: 'sent' as const } : found
            }),
      ),
    listIn: (to, since, limit) =>
      read(
        (twilio) =>
          twilio.calls.page({
            to,
            startTimeAfter: new Date(Math.floor(since / 86_400_000) * 86_400_000),
            pageSize: limit,
          }),
        (page) =>
          page.instances
            .map((one) => toCall(one, clock.now()))
            .filter((call) => call !== null)
            .filter((call) => call.direction === 'inbound' && call.dateCreated >= since),
      ),
    recordings: async (callSid) =>
      isCallSid(callSid)
        ? read(
            (twilio) => twilio.calls(callSid).recordings.page({ pageSize: 20 }),
            (page) =>
              page.instances
                .filter(({ sid }) => isRecordingSid(sid))
                .map(({ sid, duration }) => ({
                  sid,
                  duration: Number.parseInt(duration ?? '', 10) || 0,
                  url: recordingUrl(account.accountSid, sid),
                })),
          )
        : { kind: 'not-found' },
    redirect: async (sid, twiml) =>
      isCallSid(sid)
        ? read(
            (twilio) => twilio.calls(sid).update({ twiml }),
            () => done as boolean,
          ).then(asNothing)
        : { kind: 'not-found' },
    deleteRecording: async (sid) =>
      isRecordingSid(sid)
        ? read(
            (twilio) => twilio.recordings(sid).remove(),
            () => done as boolean,
            204,
          ).then(asNothing)
        : { kind: 'not-found' },
  }
}

const done = true

function asNothing(outcome: ReadOutcome<boolean>): ReadOutcome<null> {
  return outcome.kind === 'ok' ? { kind: 'ok', value: null } : outcome
}

/** Where the sound of a recording is, as WAV (Twilio docs: Recording resource, "Fetch a recording's media file"). */
export function recordingUrl(accountSid: string, sid: string): string {
  return `${twilioOrigin}/2010-04-01/Accounts/${accountSid}/Recordings/${sid}.wav`
}
