import type { Clock } from '../clock.ts'
import type { Random } from '../random.ts'
import type { Callbacks } from './callbacks.ts'
import { finalStatusOf } from './error-json.ts'
import { longestQueue } from './create-request.ts'
import type { TakenText } from './create-request.ts'
import type { Identifiers } from './identifiers.ts'
import { fateOf } from './magic-numbers.ts'
import type { Fate } from './magic-numbers.ts'
import type { MessagePatch, MessageStore } from './message-store.ts'
import type { Pending } from './pending.ts'
import { segmentation } from './segments.ts'
import { draw } from './spans.ts'
import type { PracticeTiming, Step, StoredMessage } from './types.ts'

export interface Messages {
  /** Takes a text; `forcedCode` makes it fail later with that code. */
  create(text: TakenText, forcedCode: number | null): StoredMessage
  /** A text Twilio sends by itself (keyword answers, TwiML replies); nobody is called back about it. */
  reply(from: string, to: string, body: string, serviceSid: string | null): StoredMessage
  /** Takes the steps up to `sent` now and waits for their callbacks. */
  hurry(sid: string): Promise<void>
  /** Cancels what has not left yet; null where it is too late. */
  cancel(sid: string): StoredMessage | null
  /** Ms of queue before this sender. */
  queueAhead(sender: string): number
  /** After a restart: what was due meanwhile has happened unheard, the rest goes on. */
  resume(): void
}

export interface MessagesOptions {
  readonly clock: Clock
  readonly random: Random
  readonly timing: PracticeTiming
  readonly pending: Pending
  readonly store: MessageStore
  readonly callbacks: Callbacks
  readonly identifiers: Identifiers
  /** A text has reached its phone. */
  readonly onDelivered: (message: StoredMessage) => void
}

type NewMessage = Omit<StoredMessage, 'position'>

const pricePerSegment = 0.0079

/** The life of outgoing texts: Twilio's statuses one after the other, by the clock (Twilio docs: Message status values). */
export function messageLife(options: MessagesOptions): Messages {
  const { clock, random, timing, pending, store, callbacks } = options
  /** When each sender's queue is free again. */
  const freeAt = new Map(store.slotEnds())

  function queueAhead(sender: string): number {
    return Math.max(0, (freeAt.get(sender) ?? 0) - clock.now())
  }

  /** Steps from the moment it stands in its sender's queue, and the place it takes there. */
  function journey(message: NewMessage, fate: Fate, from: number): { plan: readonly Step[]; slotEnd: number } {
    const start = timing.segmentsPerSecond > 0 ? Math.max(from, freeAt.get(message.chosenSender) ?? 0) : from
    if (start - from > longestQueue) return { plan: [{ status: 'failed', at: from, errorCode: 30_001 }], slotEnd: 0 }
    const uselessAt = from + (message.validityPeriod ?? 36_000) * 1000
    if (start > uselessAt) return { plan: [{ status: 'failed', at: uselessAt, errorCode: 30_036 }], slotEnd: 0 }

    const slotEnd =
      timing.segmentsPerSecond > 0
        ? start + Math.ceil((message.segments * 1000) / rateOf(message.chosenSender, timing))
        : 0
    if (slotEnd > 0) freeAt.set(message.chosenSender, slotEnd)

    const sentAt = start + draw(random, timing.queuedToSent)
    const plan: Step[] = []
    if (random.next() < timing.sending) plan.push({ status: 'sending', at: start + Math.floor((sentAt - start) / 2) })
    const failed = fate.kind === 'fails' && finalStatusOf(fate.code) === 'failed'
    if (failed) {
      plan.push({ status: 'failed', at: sentAt, errorCode: fate.code })
      return { plan, slotEnd }
    }
    plan.push({ status: 'sent', at: sentAt })
    const endAt = sentAt + draw(random, timing.sentToDelivered)
    if (fate.kind === 'fails') plan.push({ status: 'undelivered', at: endAt, errorCode: fate.code })
    else if (fate.kind === 'delivered' && random.next() >= timing.noReceipt)
      plan.push({ status: 'delivered', at: endAt })
    return { plan, slotEnd }
  }

  function schedule(message: StoredMessage): void {
    const next = message.plan[0]
    if (next === undefined) return
    pending.after(Math.max(0, next.at - clock.now()), () => {
      const current = store.get(message.sid)
      const due = current?.plan[0]
      if (current === null || due === undefined || due.at !== next.at || due.status !== next.status) return
      // Timers of more than 24 days fire early.
      schedule(due.at > clock.now() ? current : perform(current, clock.now(), true))
    })
  }

  /** Takes the next step, at `now`; `heard` says whether anybody is told of it. */
  function perform(message: StoredMessage, now: number, heard: boolean): StoredMessage {
    const [step, ...rest] = message.plan
    if (step === undefined) return message
    let patch: MessagePatch = { status: step.status, plan: rest }
    if (step.errorCode !== undefined) patch = { ...patch, errorCode: step.errorCode }
    if (step.status === 'queued') {
      patch = { ...patch, from: message.chosenSender }
      // A scheduled text joins the queue only now.
      if (rest.length === 0) patch = { ...patch, ...journey(message, fateOf(message.to), now) }
    }
    if (step.status === 'sent') {
      patch = { ...patch, sentAt: now, price: (-pricePerSegment * message.segments).toFixed(5) }
    }
    if (step.status === 'failed' && message.from === null) patch = { ...patch, from: message.chosenSender }
    const changed = store.update(message, patch, now)
    if (heard) callbacks.statusChanged(changed)
    if (step.status === 'delivered' && heard) options.onDelivered(changed)
    return changed
  }

  return {
    queueAhead,
    create(text, forcedCode) {
      const now = clock.now()
      const fate: Fate = forcedCode === null ? fateOf(text.to) : { kind: 'fails', code: forcedCode }
      const message: NewMessage = {
        ...blank,
        sid: options.identifiers.sid(text.mediaCount > 0 ? 'MM' : 'SM'),
        direction: 'outbound-api',
        from: text.service === null ? text.sender : null,
        chosenSender: text.sender,
        to: text.to,
        body: text.body,
        segments: text.segments,
        mediaCount: text.mediaCount,
        status: text.service === null ? 'queued' : text.sendAt === null ? 'accepted' : 'scheduled',
        messagingServiceSid: text.service?.sid ?? null,
        statusCallback: text.statusCallback,
        createdAt: now,
        updatedAt: now,
        validityPeriod: text.validityPeriod,
      }
      let planned: { plan: readonly Step[]; slotEnd: number }
      if (text.sendAt !== null) planned = { plan: [{ status: 'queued', at: text.sendAt }], slotEnd: 0 }
      else if (text.service === null) planned = journey(message, fate, now)
      else {
        const queuedAt = now + draw(random, timing.acceptedToQueued)
        const { plan, slotEnd } = journey(message, fate, queuedAt)
        planned = { plan: [{ status: 'queued', at: queuedAt }, ...plan], slotEnd }
      }
      const stored = store.insert({ ...message, ...planned })
      schedule(stored)
      return stored
    },
    reply(from, to, body, serviceSid) {
      const now = clock.now()
      const message: NewMessage = {
        ...blank,
        sid: options.identifiers.sid('SM'),
        direction: 'outbound-reply',
        from,
        chosenSender: from,
        to,
        body,
        segments: segmentation(body).segments,
        status: 'queued',
        messagingServiceSid: serviceSid,
        createdAt: now,
        updatedAt: now,
        validityPeriod: 36_000,
      }
      const stored = store.insert({ ...message, ...journey(message, { kind: 'delivered' }, now) })
      schedule(stored)
      return stored
    },
    async hurry(sid) {
      let message = store.get(sid)
      while (message !== null && message.sentAt === null && message.plan.length > 0) {
        message = perform(message, clock.now(), true)
      }
      if (message !== null) schedule(message)
      await callbacks.settled(sid)
    },
    cancel(sid) {
      const message = store.get(sid)
      if (message === null || (message.status !== 'scheduled' && message.status !== 'accepted')) return null
      const changed = store.update(message, { status: 'canceled', plan: [] }, clock.now())
      callbacks.statusChanged(changed)
      return changed
    },
    resume() {
      const now = clock.now()
      for (const message of store.unfinished()) {
        let current = message
        for (let next = current.plan[0]; next !== undefined && next.at <= now; next = current.plan[0]) {
          current = perform(current, next.at, false)
        }
        schedule(current)
      }
    },
  }
}

/** What a new outgoing message has not yet. */
const blank = {
  mediaCount: 0,
  errorCode: null,
  statusCallback: null,
  sentAt: null,
  answered: 'created',
  redacted: false,
  deleted: false,
  plan: [],
  slotEnd: 0,
  price: null,
} as const

/** Segments per second a sender is allowed: long codes as set, toll-free numbers 3, short codes 100 (Twilio docs: error 30001). */
function rateOf(sender: string, timing: PracticeTiming): number {
  if (/^\d{5,6}$/.test(sender)) return 100
  return /^\+18(?:00|33|44|55|66|77|88)/.test(sender) ? 3 : timing.segmentsPerSecond
}
