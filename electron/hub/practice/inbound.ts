import type { Clock } from '../clock.ts'
import type { Random } from '../random.ts'
import type { Identifiers } from './identifiers.ts'
import type { MessageStore } from './message-store.ts'
import type { Messages } from './messages.ts'
import type { OwnedNumbers } from './numbers.ts'
import { keywordOf, keywordReplies } from './opt-out.ts'
import type { Pending } from './pending.ts'
import { segmentation } from './segments.ts'
import { draw } from './spans.ts'
import { twimlReplies } from './twiml.ts'
import type { OwnedService, OwnedServices } from './services.ts'
import type { PracticeAccount, PracticeTiming } from './types.ts'
import type { Webhooks } from './webhooks.ts'

export interface InboundText {
  /** As the network shows it; usually E.164, and anything else is passed on too. */
  readonly from: string
  /** Which of ours is texted; default: the first. */
  readonly to?: string
  readonly body: string
  /** Types of attached pictures and files. */
  readonly media?: readonly { readonly contentType: string; readonly bytes?: Uint8Array }[]
  /** Parameters besides (`FromCity`, `ProfileName`, …). */
  readonly extra?: Readonly<Record<string, string>>
}

export interface Inbound {
  /** A text from a phone to one of our numbers; returns its sid at once. */
  receive(text: InboundText): string
  /** Whether this phone has said STOP to this sender (or to its whole Messaging Service). */
  isOptedOut(sender: string, address: string): boolean
}

export interface InboundOptions {
  readonly origin: () => string
  readonly account: PracticeAccount
  readonly clock: Clock
  readonly random: Random
  readonly timing: PracticeTiming
  readonly pending: Pending
  readonly store: MessageStore
  readonly messages: Messages
  readonly numbers: OwnedNumbers
  readonly services: OwnedServices
  readonly webhooks: Webhooks
  readonly identifiers: Identifiers
}

/** What arrives: kept for the listing, keywords obeyed, the webhook called (Twilio docs: Messaging webhooks). */
export function inboundTexts(options: InboundOptions): Inbound {
  const { account, clock, random, timing, pending, store, messages, numbers, services, webhooks, identifiers } = options

  const serviceOf = (number: string): OwnedService | null => services.ofNumber(number)

  /** STOP holds for the number, or for the whole service it belongs to. */
  function scopeOf(number: string): string {
    return serviceOf(number)?.sid ?? number
  }

  function obeyKeyword(from: string, ours: string, body: string): void {
    const keyword = keywordOf(body)
    if (keyword === null) return
    const scope = scopeOf(ours)
    const optedOut = store.isOptedOut(scope, from)
    if (keyword === 'stop') store.setOptedOut(scope, from, true)
    if (keyword === 'start') store.setOptedOut(scope, from, false)
    const changesNothing = (keyword === 'stop' && optedOut) || (keyword === 'start' && !optedOut)
    if (!changesNothing) messages.reply(ours, from, keywordReplies[keyword], serviceOf(ours)?.sid ?? null)
  }

  /** Where the webhook goes: null and `logged` false where a service has switched inbound off. */
  function destination(ours: string): { readonly url: string; readonly fallback: string; readonly logged: boolean } {
    const number = numbers.byPhoneNumber(ours)
    const service = serviceOf(ours)
    if (service !== null && !service.useInboundWebhookOnNumber) {
      const url = service.inboundRequestUrl
      return { url: url ?? '', fallback: '', logged: url !== null }
    }
    // An application's own webhooks stand in the place of the number's.
    if (number === null || number.smsApplicationSid !== '') return { url: '', fallback: '', logged: true }
    return { url: number.smsUrl, fallback: number.smsFallbackUrl, logged: true }
  }

  async function call(url: string, fallback: string, parameters: readonly [string, string][]): Promise<void> {
    const token = identifiers.token()
    let result = await webhooks.post({ url, parameters, idempotencyToken: token })
    if (result.kind === 'failed' && fallback !== '') {
      result = await webhooks.post({
        url: fallback,
        parameters: [...parameters, ['ErrorCode', String(result.errorCode)], ['ErrorUrl', url]],
        idempotencyToken: identifiers.token(),
      })
    }
    if (result.kind !== 'answered') return
    const [from, to] = [valueOf(parameters, 'To'), valueOf(parameters, 'From')]
    for (const body of twimlReplies(result.contentType, result.body)) {
      messages.reply(from, to, body, serviceOf(from)?.sid ?? null)
    }
  }

  return {
    isOptedOut: (sender, address) => store.isOptedOut(scopeOf(sender), address),
    receive(text) {
      const now = clock.now()
      const ours = text.to ?? numbers.all()[0]?.phoneNumber
      if (ours === undefined) throw new Error('The practice account has no number to text')
      const files = text.media ?? []
      const sid = identifiers.sid(files.length > 0 ? 'MM' : 'SM')
      const { segments } = segmentation(text.body)
      const { url, fallback, logged } = destination(ours)
      const serviceSid = serviceOf(ours)?.sid ?? null
      if (logged) {
        store.insert({
          sid,
          direction: 'inbound',
          from: text.from,
          chosenSender: text.from,
          to: ours,
          body: text.body,
          segments,
          mediaCount: files.length,
          status: 'received',
          errorCode: null,
          messagingServiceSid: serviceSid,
          statusCallback: null,
          createdAt: now,
          updatedAt: now,
          // For inbound texts: when the webhook was called.
          sentAt: now,
          validityPeriod: null,
          answered: 'received',
          redacted: false,
          deleted: false,
          plan: [],
          slotEnd: 0,
          price: '-0.00790',
        })
        for (const { contentType, bytes = new Uint8Array() } of files) {
          store.insertMedia(sid, { sid: identifiers.sid('ME'), contentType, bytes })
        }
      }
      obeyKeyword(text.from, ours, text.body)
      if (url === '') return sid

      const parameters: [string, string][] = [
        ['ToCountry', 'US'],
        ['ToState', ''],
        ['SmsMessageSid', sid],
        ['NumMedia', String(files.length)],
        ['ToCity', ''],
        ['SmsSid', sid],
        ['SmsStatus', 'received'],
        ['Body', text.body],
        ['FromCountry', 'US'],
        ['To', ours],
        ['NumSegments', String(segments)],
        ['MessageSid', sid],
        ['AccountSid', account.accountSid],
        ['From', text.from],
        ['ApiVersion', '2010-04-01'],
      ]
      if (serviceSid !== null) parameters.push(['MessagingServiceSid', serviceSid])
      store.mediaOf(sid).forEach((file, index) => {
        parameters.push([`MediaContentType${index}`, file.contentType])
        parameters.push([
          `MediaUrl${index}`,
          `${options.origin()}/2010-04-01/Accounts/${account.accountSid}/Messages/${sid}/Media/${file.sid}`,
        ])
      })
      for (const [name, value] of Object.entries(text.extra ?? {})) parameters.push([name, value])
      pending.after(draw(random, timing.inbound), () => pending.track(call(url, fallback, parameters)))
      return sid
    },
  }
}

function valueOf(parameters: readonly (readonly [string, string])[], name: string): string {
  return parameters.find(([known]) => known === name)?.[1] ?? ''
}
