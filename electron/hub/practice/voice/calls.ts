import type { Clock } from '../../clock.ts'
import type { Random } from '../../random.ts'
import type { FaultBook } from '../faults.ts'
import type { Identifiers } from '../identifiers.ts'
import { rfc2822 } from '../message-json.ts'
import type { OwnedNumbers } from '../numbers.ts'
import type { Pending } from '../pending.ts'
import { draw } from '../spans.ts'
import type { PracticeTiming } from '../types.ts'
import type { WebhookPost, Webhooks } from '../webhooks.ts'
import type { CallStore } from './call-store.ts'
import { Ended, runTwiml } from './call-run.ts'
import type { DialEnd, Ear } from './call-run.ts'
import { murmur } from './tape.ts'
import { TwimlFault } from './twiml-document.ts'
import type { AnsweredBy, Callee, CallEvent, CallStatus, PhoneBehaviour, PracticeCall } from './types.ts'

/** A call that a create request asks for. */
export interface WantedCall {
  readonly from: string
  readonly to: string
  readonly twiml: string | null
  readonly url: string | null
  readonly statusCallback: string | null
  readonly statusEvents: readonly CallEvent[]
  readonly machineDetection: PracticeCall['machineDetection']
  readonly detectionCallback: string | null
  readonly timeout: number
}

/** A call from a parent's phone to one of our numbers. */
export interface CallIn {
  readonly from: string
  /** Which of ours; default: the first. */
  readonly to?: string
  readonly keys?: readonly string[]
  /** What they say where a message is asked for, in seconds. */
  readonly says?: number
  /** Hangs up so many ms after it was answered; absent: listens to the end. */
  readonly patience?: number
}

export interface Calls {
  create(wanted: WantedCall): PracticeCall
  /** Another document for a call that goes on; null where it does not. */
  redirect(sid: string, document: { readonly twiml: string } | { readonly url: string }): PracticeCall | null
  /** Ends it, or takes it back before it rings; null where it has ended. */
  end(sid: string, status: 'completed' | 'canceled'): PracticeCall | null
  /** A parent calls. Returns the call's sid at once. */
  callIn(call: CallIn): string
  /** After a restart: what was under way has ended unheard. */
  resume(): void
}

export interface CallsOptions {
  readonly origin: () => string
  readonly accountSid: string
  readonly clock: Clock
  readonly random: Random
  readonly timing: PracticeTiming
  readonly pending: Pending
  readonly store: CallStore
  readonly numbers: OwnedNumbers
  readonly phones: PhoneBehaviour
  readonly webhooks: Webhooks
  readonly faults: FaultBook
  readonly identifiers: Identifiers
}

/** A call that goes on. */
interface Live {
  /** Counts documents: an older one that still runs gives up at its next step. */
  turn: number
  readonly keys: string[]
  says: number
  afterBeep: boolean
  isOver: boolean
  /** Wakes what waits, so that it gives up at once. */
  readonly waiting: Set<() => void>
}

/** One call a second leaves an account (Twilio docs: "Calls per second"). */
const betweenCalls = 1_000
/** From pick-up until it is known that a person did, ms. */
const knowsPerson = 2_000

const over: ReadonlySet<CallStatus> = new Set(['completed', 'busy', 'failed', 'no-answer', 'canceled'])

/** The life of calls, by the clock (Twilio docs: Call resource; "Answering Machine Detection"; "Call status callbacks"). */
export function callLife(options: CallsOptions): Calls {
  const { clock, random, pending, store, webhooks, identifiers, timing } = options
  const live = new Map<string, Live>()
  /** Callbacks of one call are posted one after the other. */
  const queues = new Map<string, Promise<void>>()
  let freeAt = 0

  function wait(ms: number): Promise<void> {
    return new Promise((resolve) => {
      pending.after(Math.max(0, ms), resolve)
    })
  }

  function parametersOf(call: PracticeCall): [string, string][] {
    return [
      ['CallSid', call.sid],
      ['AccountSid', options.accountSid],
      ['From', call.from],
      ['To', call.to],
      ['Caller', call.from],
      ['Called', call.to],
      ['CallStatus', call.status],
      ['ApiVersion', '2010-04-01'],
      ['Direction', call.direction],
    ]
  }

  function enqueue(sid: string, post: () => Promise<unknown>): void {
    const next = (queues.get(sid) ?? Promise.resolve()).then(async () => {
      await wait(draw(random, timing.callback))
      await post()
    })
    queues.set(sid, next)
    pending.track(
      next.finally(() => {
        if (queues.get(sid) === next) queues.delete(sid)
      }),
    )
  }

  function tell(before: PracticeCall, event: CallEvent): void {
    const call = store.update(before.sid, { sequence: before.sequence + 1 })
    const url = call.statusCallback
    if (url === null || !call.statusEvents.includes(event)) return
    const parameters = parametersOf(call).map(([name, value]): [string, string] => [
      name,
      name === 'CallStatus' && event === 'initiated' ? 'initiated' : value,
    ])
    parameters.push(
      ['Timestamp', rfc2822(clock.now())],
      ['CallbackSource', 'call-progress-events'],
      ['SequenceNumber', String(before.sequence)],
    )
    if (event === 'completed') parameters.push(['CallDuration', String(secondsOf(call))])
    if (call.answeredBy !== null) parameters.push(['AnsweredBy', call.answeredBy])
    const post: WebhookPost = { url, parameters, idempotencyToken: identifiers.token() }
    const fault = options.faults.takeCallback({
      method: 'POST',
      path: url,
      to: call.to,
      body: null,
      status: event === 'initiated' ? 'initiated' : call.status,
    })
    switch (fault?.kind) {
      case 'drop':
        return
      case 'double':
        enqueue(call.sid, () => webhooks.post(post))
        enqueue(call.sid, () => webhooks.post(post))
        return
      case 'delay':
      case 'shuffle':
        pending.track(wait(fault.kind === 'delay' ? fault.ms : 10_000).then(() => webhooks.post(post)))
        return
      case 'wrong-signature':
        enqueue(call.sid, () => webhooks.post({ ...post, wrongSignature: true }))
        return
      case 'unknown-sid':
      case undefined:
        enqueue(call.sid, () => webhooks.post(post))
    }
  }

  function finish(sid: string, status: CallStatus, errorCode: number | null = null): PracticeCall {
    const going = live.get(sid)
    if (going) {
      going.isOver = true
      for (const wake of going.waiting) wake()
      live.delete(sid)
    }
    const call = store.update(sid, { status, endedAt: clock.now(), errorCode })
    tell(call, 'completed')
    return store.get(sid) ?? call
  }

  function earOf(call: PracticeCall, going: Live): Ear {
    const turn = going.turn
    const check = (): void => {
      if (going.isOver || going.turn !== turn) throw new Ended()
    }
    return {
      async wait(ms) {
        check()
        await new Promise<void>((resolve) => {
          const timer = pending.after(Math.max(0, ms), done)
          function done(): void {
            going.waiting.delete(done)
            timer.cancel()
            resolve()
          }
          going.waiting.add(done)
        })
        check()
      },
      hear(words) {
        check()
        const { heard } = store.get(call.sid) ?? call
        store.update(call.sid, { heard: [...heard, { words, afterBeep: going.afterBeep, at: clock.now() }] })
      },
      key() {
        const key = going.keys.shift() ?? null
        if (key !== null) {
          const { pressed } = store.get(call.sid) ?? call
          store.update(call.sid, { pressed: [...pressed, key] })
        }
        return key
      },
      speak() {
        const seconds = going.says
        going.says = 0
        return seconds
      },
      async ask(url, parameters) {
        check()
        const now = store.get(call.sid) ?? call
        const result = await webhooks.post({
          url,
          parameters: [...parametersOf(now), ...parameters],
          idempotencyToken: identifiers.token(),
        })
        check()
        if (result.kind === 'failed') throw new TwimlFault(result.errorCode, 'The address did not answer')
        return result.body.trim() === '' ? '<Response/>' : result.body
      },
      record(seconds) {
        const sid = identifiers.sid('RE')
        store.addRecording({
          sid,
          callSid: call.sid,
          duration: seconds,
          createdAt: clock.now(),
          wav: murmur(random, seconds),
        })
        return { sid, url: `${options.origin()}/2010-04-01/Accounts/${options.accountSid}/Recordings/${sid}` }
      },
      dial: (numbers, timeout) => dial(call, numbers, timeout, (ms) => wait(ms).then(check)),
    }
  }

  /** Rings other phones for a caller; the first that answers hears its own document, and is joined. */
  async function dial(
    call: PracticeCall,
    numbers: readonly { readonly number: string; readonly url: string | null }[],
    timeout: number,
    pause: (ms: number) => Promise<void>,
  ): Promise<DialEnd> {
    const [first] = numbers
    if (!first) return { status: 'failed', duration: 0 }
    const callee = options.phones.pickUp(first.number, store.countTo(first.number))
    if (
      callee.kind === 'silent' ||
      callee.kind === 'machine' ||
      ('rings' in callee && callee.rings > timeout * 1_000)
    ) {
      await pause(timeout * 1_000)
      return { status: 'no-answer', duration: 0 }
    }
    await pause(callee.rings)
    if (callee.kind !== 'person') return { status: callee.kind === 'busy' ? 'busy' : 'failed', duration: 0 }
    if (first.url !== null) {
      const going: Live = {
        turn: 0,
        keys: [...callee.keys],
        says: 0,
        afterBeep: false,
        isOver: false,
        waiting: new Set(),
      }
      const ear = earOf(call, going)
      try {
        await runTwiml(await ear.ask(first.url, [['ParentCallSid', call.sid]]), first.url, {
          ...ear,
          // The leg's own ear: what the caller does not hear.
          hear: () => undefined,
        })
      } catch (error) {
        if (!(error instanceof TwimlFault)) throw error
        return { status: 'failed', duration: 0 }
      }
      // Who takes no call by a key does not get it.
      if (going.keys.length === callee.keys.length) return { status: 'no-answer', duration: 0 }
    }
    const talk = 20
    await pause(talk * 1_000)
    return { status: 'completed', duration: talk }
  }

  async function runDocument(
    call: PracticeCall,
    going: Live,
    source: { twiml: string } | { url: string },
  ): Promise<void> {
    const ear = earOf(call, going)
    try {
      if ('twiml' in source) await runTwiml(source.twiml, null, ear)
      else await runTwiml(await ear.ask(source.url, []), source.url, ear)
      finish(call.sid, 'completed')
    } catch (error) {
      if (error instanceof Ended) return
      if (!(error instanceof TwimlFault)) throw error
      // "An application error has occurred. Goodbye."
      finish(call.sid, 'completed', error.code)
    }
  }

  function pickUp(call: PracticeCall, callee: Extract<Callee, { kind: 'person' | 'machine' }>): void {
    const going: Live = {
      turn: 0,
      keys: callee.kind === 'person' ? [...callee.keys] : [],
      says: callee.kind === 'person' ? (callee.says ?? 0) : 0,
      afterBeep: false,
      isOver: false,
      waiting: new Set(),
    }
    live.set(call.sid, going)
    const answered = store.update(call.sid, { status: 'in-progress', answeredAt: clock.now() })
    tell(answered, 'answered')
    if (callee.kind === 'machine') {
      pending.after(callee.greeting, () => {
        going.afterBeep = true
        if (!going.isOver) detected(call, 'machine_end_beep')
      })
    } else {
      pending.after(knowsPerson, () => {
        if (!going.isOver) detected(call, 'human')
      })
      if (callee.patience !== undefined) pending.after(callee.patience, () => hangUp(call.sid))
    }
    const { twiml, url } = call
    pending.track(runDocument(call, going, twiml !== null ? { twiml } : { url: url ?? '' }))
  }

  function hangUp(sid: string): void {
    if (live.has(sid)) finish(sid, 'completed')
  }

  function detected(call: PracticeCall, answeredBy: AnsweredBy): void {
    if (call.machineDetection === null) return
    const known = store.update(call.sid, { answeredBy })
    const url = known.detectionCallback
    if (url === null) return
    enqueue(call.sid, () =>
      webhooks.post({
        url,
        parameters: [
          ['CallSid', call.sid],
          ['AccountSid', options.accountSid],
          ['AnsweredBy', answeredBy],
          ['MachineDetectionDuration', String(clock.now() - (known.answeredAt ?? clock.now()))],
        ],
        idempotencyToken: identifiers.token(),
      }),
    )
  }

  function ring(sid: string): void {
    const call = store.get(sid)
    if (call?.status !== 'queued') return
    const count = store.countTo(call.to) - 1
    const callee = options.phones.pickUp(call.to, Math.max(0, count))
    const started = store.update(sid, { startedAt: clock.now() })
    tell(started, 'initiated')
    if (callee.kind === 'unreachable') {
      pending.after(callee.rings, () => ended(sid, 'failed'))
      return
    }
    tell(store.update(sid, { status: 'ringing' }), 'ringing')
    const longest = call.timeout * 1_000
    if (callee.kind === 'silent' || callee.rings > longest) {
      pending.after(longest, () => ended(sid, 'no-answer'))
    } else if (callee.kind === 'busy') {
      pending.after(callee.rings, () => ended(sid, 'busy'))
    } else {
      pending.after(callee.rings, () => {
        const ringing = store.get(sid)
        if (ringing?.status === 'ringing') pickUp(ringing, callee)
      })
    }
  }

  function ended(sid: string, status: CallStatus): void {
    if (!over.has(store.get(sid)?.status ?? 'completed')) finish(sid, status)
  }

  return {
    create(wanted) {
      const now = clock.now()
      const call: PracticeCall = {
        ...blank,
        ...wanted,
        sid: identifiers.sid('CA'),
        direction: 'outbound-api',
        createdAt: now,
      }
      store.insert(call)
      const start = Math.max(now, freeAt)
      freeAt = timing.segmentsPerSecond === 0 ? now : start + betweenCalls
      pending.after(start - now + draw(random, timing.queuedToSent), () => ring(call.sid))
      return call
    },
    redirect(sid, document) {
      const call = store.get(sid)
      const going = live.get(sid)
      if (call?.status !== 'in-progress' || !going) return null
      going.turn += 1
      for (const wake of going.waiting) wake()
      pending.track(runDocument(call, going, document))
      return call
    },
    end(sid, status) {
      const call = store.get(sid)
      if (!call || over.has(call.status)) return null
      if (status === 'canceled' && call.status === 'in-progress') return null
      return finish(sid, status)
    },
    callIn({ from, to, keys = [], says = 0, patience }) {
      const number = to === undefined ? options.numbers.all()[0] : options.numbers.byPhoneNumber(to)
      if (!number) throw new Error('The practice account has no such number to call')
      const now = clock.now()
      const call: PracticeCall = {
        ...blank,
        sid: identifiers.sid('CA'),
        direction: 'inbound',
        from,
        to: number.phoneNumber,
        status: 'ringing',
        createdAt: now,
        startedAt: now,
        url: number.voiceApplicationSid === '' ? number.voiceUrl : '',
        statusCallback: number.statusCallback === '' ? null : number.statusCallback,
        statusEvents: ['completed'],
      }
      store.insert(call)
      const going: Live = { turn: 0, keys: [...keys], says, afterBeep: false, isOver: false, waiting: new Set() }
      live.set(call.sid, going)
      if (patience !== undefined) pending.after(patience, () => hangUp(call.sid))
      pending.after(draw(random, timing.inbound), () => {
        if (call.url === null || call.url === '') {
          finish(call.sid, 'completed', 11_200)
          return
        }
        const { url } = call
        pending.track(
          answer(call, going, url).catch(() => {
            if (live.has(call.sid)) finish(call.sid, 'completed', 11_200)
          }),
        )
      })
      return call.sid
    },
    resume() {
      for (const call of store.unfinished()) store.update(call.sid, { status: 'completed', endedAt: clock.now() })
    },
  }

  /** The number's own address says what a caller hears; where it fails, its fallback does. */
  async function answer(call: PracticeCall, going: Live, url: string): Promise<void> {
    const ear = earOf(call, going)
    const fallback = options.numbers.byPhoneNumber(call.to)?.voiceFallbackUrl ?? ''
    const first = await ear.ask(url, []).catch((error: unknown) => {
      if (error instanceof TwimlFault && fallback !== '') return null
      throw error
    })
    const source = first === null ? await ear.ask(fallback, [['ErrorUrl', url]]) : first
    store.update(call.sid, { status: 'in-progress', answeredAt: clock.now() })
    try {
      await runTwiml(source, first === null ? fallback : url, ear)
      finish(call.sid, 'completed')
    } catch (error) {
      if (error instanceof Ended) return
      if (!(error instanceof TwimlFault)) throw error
      finish(call.sid, 'completed', error.code)
    }
  }
}

/** Seconds that somebody was on the line. */
export function secondsOf({ answeredAt, endedAt }: PracticeCall): number {
  return answeredAt === null || endedAt === null ? 0 : Math.max(0, Math.round((endedAt - answeredAt) / 1_000))
}

const blank = {
  status: 'queued',
  answeredBy: null,
  startedAt: null,
  answeredAt: null,
  endedAt: null,
  twiml: null,
  url: null,
  statusCallback: null,
  statusEvents: [],
  machineDetection: null,
  detectionCallback: null,
  timeout: 60,
  errorCode: null,
  heard: [],
  pressed: [],
  sequence: 0,
} as const
