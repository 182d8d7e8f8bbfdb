import { twilioError } from './error-json.ts'
import type { TwilioError } from './error-json.ts'
import { refusalOfRecipient, refusalOfSender } from './magic-numbers.ts'
import type { OwnedNumbers } from './numbers.ts'
import { segmentation } from './segments.ts'
import type { PracticeAccount, PracticeMessagingService } from './types.ts'
import { webAddress } from './web-address.ts'

/** A create request Twilio takes. */
export interface TakenText {
  readonly to: string
  /** The sender it will leave from. */
  readonly sender: string
  readonly service: PracticeMessagingService | null
  readonly body: string
  readonly segments: number
  readonly mediaCount: number
  readonly statusCallback: string | null
  /** Seconds. */
  readonly validityPeriod: number
  /** Epoch ms; null: now. */
  readonly sendAt: number | null
}

export interface CreateContext {
  readonly account: PracticeAccount
  readonly numbers: OwnedNumbers
  readonly isOptedOut: (sender: string, to: string) => boolean
  /** Ms of queue before this sender. */
  readonly queueAhead: (sender: string) => number
  readonly now: number
}

/** Ten hours, the longest a sender's queue grows (Twilio docs: error 21611). */
export const longestQueue = 36_000_000
const trialPrefix = 'Sent from your Twilio trial account - '
const longestBody = 1600
const mostMedia = 10

/** Twilio's checks of POST Messages.json, in its order; the form's fields are those of the public API. */
export function judgeCreate(form: URLSearchParams, context: CreateContext): TwilioError | TakenText {
  const { account } = context
  const to = (form.get('To') ?? '').trim()
  if (to === '') return twilioError(21604)
  const refused = refusalOfRecipient(to)
  if (refused !== null && refused !== 21610) return twilioError(refused, to)
  if (!isPhoneNumber(to)) return twilioError(21211, to)

  const sender = senderOf(form, context)
  if ('code' in sender) return sender
  if (to === sender.number) return twilioError(21211, to)

  const given = form.get('Body') ?? ''
  const media = form.getAll('MediaUrl')
  if (given === '' && media.length === 0) return twilioError(21602)
  if (media.length > mostMedia) return twilioError(21623)
  if (media.some((url) => webAddress(url) === null)) return twilioError(21620)
  if (given.length > longestBody) return twilioError(21617)

  const callback = form.get('StatusCallback') ?? sender.service?.statusCallback ?? null
  if (callback !== null && callback !== '' && !isCallbackUrl(callback)) return twilioError(21609, callback)

  const validity = form.get('ValidityPeriod')
  const validityPeriod = validity === null ? 36_000 : Number(validity)
  if (!Number.isInteger(validityPeriod) || validityPeriod < 1 || validityPeriod > 36_000) {
    return twilioError(21624, validity ?? '')
  }

  if (refused === 21610 || context.isOptedOut(sender.number, to)) return twilioError(21610)
  if (account.type === 'Trial' && !(account.verifiedNumbers ?? []).includes(to)) return twilioError(21608, to)
  if (sender.service === null && context.queueAhead(sender.number) > longestQueue) {
    return twilioError(21611, sender.number)
  }

  const sendAt = sendAtOf(form, sender.service, context.now)
  if (typeof sendAt === 'object' && sendAt !== null) return sendAt

  const prefixed = account.type === 'Trial' && given !== '' ? trialPrefix + given : given
  const counted = segmentation(prefixed, form.get('SmartEncoded') === 'true')
  return {
    to,
    sender: sender.number,
    service: sender.service,
    body: counted.body,
    segments: media.length > 0 ? 1 : counted.segments,
    mediaCount: media.length,
    statusCallback: callback === '' ? null : callback,
    validityPeriod,
    sendAt,
  }
}

interface Sender {
  readonly number: string
  readonly service: PracticeMessagingService | null
}

function senderOf(form: URLSearchParams, context: CreateContext): Sender | TwilioError {
  const from = (form.get('From') ?? '').trim()
  const serviceSid = (form.get('MessagingServiceSid') ?? '').trim()
  if (from === '' && serviceSid === '') return twilioError(21603)
  if (from !== '') {
    const refused = refusalOfSender(from)
    if (refused !== null) return twilioError(refused, from)
    if (!/^\+?[1-9]\d{4,14}$/.test(from)) return twilioError(21212, from)
  }
  if (serviceSid === '') {
    const owned = context.numbers.byPhoneNumber(from)
    return owned?.capabilities.sms === true ? { number: from, service: null } : twilioError(21606, from)
  }
  const service = context.account.messagingServices?.find((candidate) => candidate.sid === serviceSid)
  if (service === undefined) return twilioError(21705, serviceSid)
  if (from !== '' && !service.numbers.includes(from)) return twilioError(21606, from)
  const number = from === '' ? service.numbers[0] : from
  return number === undefined ? twilioError(21703) : { number, service }
}

/** E.164, and for the North American plan a number that can exist. */
function isPhoneNumber(text: string): boolean {
  if (!/^\+[1-9]\d{6,14}$/.test(text)) return false
  return !text.startsWith('+1') || /^\+1[2-9]\d{2}[2-9]\d{6}$/.test(text)
}

/** Twilio wants a whole URL, without underscores in its host. */
function isCallbackUrl(text: string): boolean {
  const url = text.length > 4000 ? null : webAddress(text)
  return url !== null && !url.hostname.includes('_')
}

/** When a scheduled text leaves. Without a Messaging Service Twilio drops the schedule in silence and sends at once. */
function sendAtOf(
  form: URLSearchParams,
  service: PracticeMessagingService | null,
  now: number,
): number | null | TwilioError {
  if (service === null || form.get('ScheduleType') !== 'fixed') return null
  const text = form.get('SendAt')
  if (text === null || text === '') return twilioError(35111)
  const sendAt = Date.parse(text)
  const ahead = sendAt - now
  return Number.isNaN(sendAt) || ahead < 900_000 || ahead > 3_024_000_000 ? twilioError(35114) : sendAt
}
