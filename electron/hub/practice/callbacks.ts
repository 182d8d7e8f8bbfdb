import type { Clock } from '../clock.ts'
import type { Random } from '../random.ts'
import type { FaultBook } from './faults.ts'
import type { Identifiers } from './identifiers.ts'
import type { Pending } from './pending.ts'
import { draw } from './spans.ts'
import type { PracticeTiming, StoredMessage } from './types.ts'
import type { WebhookPost, Webhooks } from './webhooks.ts'

export interface Callbacks {
  /** The message has just taken the status it shows; tells its StatusCallback, if it has one. */
  statusChanged(message: StoredMessage): void
  /** Resolves when all callbacks of this message so far have been posted or given up. */
  settled(sid: string): Promise<void>
}

export interface CallbacksOptions {
  readonly accountSid: string
  readonly clock: Clock
  readonly random: Random
  readonly timing: PracticeTiming
  readonly pending: Pending
  readonly webhooks: Webhooks
  readonly faults: FaultBook
  readonly identifiers: Identifiers
}

/** A shuffled callback comes after the next one of its message, or after this long (ms) where none comes. */
const longestShuffle = 10_000

/**
 * Status callbacks of outgoing texts (Twilio docs: Messages, StatusCallback). Those of one message follow each other;
 * a fault or the untidiness of `timing` makes them late, doubled or out of order, as Twilio allows itself.
 */
export function callbackSender(options: CallbacksOptions): Callbacks {
  const { random, timing, pending, clock } = options
  const queues = new Map<string, Promise<void>>()
  const heldBack = new Map<string, () => void>()

  function wait(delay: number): Promise<void> {
    if (delay <= 0) return Promise.resolve()
    return new Promise((resolve) => {
      pending.after(delay, resolve)
    })
  }

  /** Posts one after the other within a message. */
  function enqueue(sid: string, work: () => Promise<unknown>): void {
    const next = (queues.get(sid) ?? Promise.resolve()).then(async () => {
      await work()
    })
    queues.set(sid, next)
    pending.track(
      next.finally(() => {
        if (queues.get(sid) === next) queues.delete(sid)
      }),
    )
  }

  function statusChanged(message: StoredMessage): void {
    const url = message.statusCallback
    if (url === null) return
    const held = heldBack.get(message.sid)
    heldBack.delete(message.sid)

    const post: WebhookPost = {
      url,
      parameters: parametersOf(message, options.accountSid, random.next() < timing.unknownParameter),
      idempotencyToken: options.identifiers.token(),
    }
    const fault = options.faults.takeCallback({
      method: 'POST',
      path: url,
      to: message.to,
      body: null,
      status: message.status,
    })
    const untidy = random.next()
    const kind =
      fault?.kind ??
      (untidy < timing.doubled ? 'double' : untidy < timing.doubled + timing.shuffled ? 'shuffle' : 'plain')
    const delay = draw(random, timing.callback)

    switch (kind) {
      case 'plain':
        enqueue(message.sid, () => wait(delay).then(() => options.webhooks.post(post)))
        break
      case 'drop':
        break
      case 'double':
        enqueue(message.sid, async () => {
          await wait(delay)
          await options.webhooks.post(post)
          await options.webhooks.post(post)
        })
        break
      case 'delay':
        pending.track(wait(fault?.kind === 'delay' ? fault.ms : delay).then(() => options.webhooks.post(post)))
        break
      case 'shuffle': {
        let sent = false
        const send = (): void => {
          if (sent) return
          sent = true
          timer.cancel()
          enqueue(message.sid, () => options.webhooks.post(post))
        }
        const timer = pending.after(longestShuffle, send)
        heldBack.set(message.sid, send)
        break
      }
      case 'wrong-signature':
        enqueue(message.sid, () => wait(delay).then(() => options.webhooks.post({ ...post, wrongSignature: true })))
        break
      case 'unknown-sid':
        enqueue(message.sid, async () => {
          await wait(delay)
          await options.webhooks.post(strangerOf(post, options.identifiers))
          await options.webhooks.post(post)
        })
        break
    }
    // What was held back goes after the one that has just been queued.
    held?.()
  }

  function parametersOf(message: StoredMessage, accountSid: string, withUnknown: boolean): [string, string][] {
    const parameters: [string, string][] = [
      ['ApiVersion', '2010-04-01'],
      ['SmsSid', message.sid],
      ['SmsStatus', message.status],
      ['MessageStatus', message.status],
      ['To', message.to],
      ['MessageSid', message.sid],
      ['AccountSid', accountSid],
    ]
    if (message.from !== null) parameters.push(['From', message.from])
    if (message.messagingServiceSid !== null) parameters.push(['MessagingServiceSid', message.messagingServiceSid])
    if (message.status === 'delivered' || message.status === 'undelivered') {
      parameters.push(['RawDlrDoneDate', rawReceiptDate(clock.now())])
    }
    if ((message.status === 'failed' || message.status === 'undelivered') && message.errorCode !== null) {
      parameters.push(['ErrorCode', String(message.errorCode)])
    }
    if (withUnknown) parameters.push(['CarrierRouteHint', `r${Math.floor(random.next() * 1000)} é`])
    return parameters
  }

  return {
    statusChanged,
    settled: (sid) => queues.get(sid) ?? Promise.resolve(),
  }
}

/** A receipt for a message nobody has sent. */
function strangerOf(post: WebhookPost, identifiers: Identifiers): WebhookPost {
  const sid = identifiers.sid('SM')
  return {
    ...post,
    idempotencyToken: identifiers.token(),
    parameters: post.parameters.map(([name, value]) => [
      name,
      name === 'MessageSid' || name === 'SmsSid' ? sid : value,
    ]),
  }
}

/** `YYMMDDhhmm`, to the minute, without a zone: no clock to go by. */
function rawReceiptDate(time: number): string {
  return new Date(time).toISOString().replace(/\D/g, '').slice(2, 12)
}
