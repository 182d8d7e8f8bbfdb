import type {
  FallbackState,
  NumberWebhooks,
  WebhookChange,
  WebhookPlan,
  WebhookSetting,
  WebhookTrap,
} from '../../ipc/contract/account-views.ts'
import type { MessagingService, OwnNumber } from '../carrier/account-types.ts'
import { displayAddress } from '../people/number.ts'
import type { PooledService } from './sender.ts'

/**
 * How Twilio is to try our webhooks (Twilio docs: "Webhooks connection overrides"): three more tries on anything, quick to give
 * up on a tunnel that hangs, all within Twilio's 15 s. Not sent with the request, and not part of what is signed.
 */
const connectionOverrides = '#rc=3&rp=all&ct=2000&rt=5000'

/** What is read and written of a number or service, as text; empty: not set. */
export const webhookFields = [
  'smsUrl',
  'smsMethod',
  'smsApplicationSid',
  'voiceUrl',
  'voiceMethod',
  'voiceApplicationSid',
  'trunkSid',
  'useInboundWebhookOnNumber',
] as const
export type WebhookField = (typeof webhookFields)[number]

const fieldNames: Readonly<Record<WebhookField, string>> = {
  smsUrl: 'Texts go to',
  smsMethod: 'Texts are sent by',
  smsApplicationSid: 'Application for texts',
  voiceUrl: 'Calls go to',
  voiceMethod: 'Calls are sent by',
  voiceApplicationSid: 'Application for calls',
  trunkSid: 'Trunk for calls',
  useInboundWebhookOnNumber: 'The number’s own setting counts',
}

/** What was read of the account. */
export interface AccountWebhooks {
  readonly numbers: readonly OwnNumber[]
  readonly services: readonly PooledService[]
}

export interface PlanContext {
  /** Public base address; null: only what is there can be shown. */
  readonly address: string | null
  /** Our numbers that texts are sent from. */
  readonly inUse: readonly string[]
  readonly country: string
}

/** Where Twilio is to send what comes in. */
export function wantedUrl(address: string, channel: 'sms' | 'voice'): string {
  return `${address.replace(/\/+$/, '')}/twilio/${channel}${connectionOverrides}`
}

interface Wanted {
  readonly field: WebhookField
  readonly wanted: string
  /** Whether "Fix it for me" makes it without being asked. */
  readonly usual: boolean
  readonly warning: string | null
}

function serviceOf(number: OwnNumber, services: readonly PooledService[]): PooledService | null {
  return services.find(({ pool }) => pool?.includes(number.phoneNumber)) ?? null
}

const elsewhere = 'Calls ring somewhere else now, in the office perhaps; they would come here instead.'

/** What a number's settings should be; those that override others only where they are set. */
function wantedOfNumber(number: OwnNumber, address: string): readonly Wanted[] {
  const plain = (field: WebhookField, wanted: string): Wanted => ({ field, wanted, usual: true, warning: null })
  const wanted: Wanted[] = []
  if (number.capabilities.sms) {
    wanted.push(plain('smsUrl', wantedUrl(address, 'sms')), plain('smsMethod', 'POST'))
    if (number.smsApplicationSid !== '') {
      const warning = 'Another program may get this number’s texts through that application; it would no longer.'
      wanted.push({ field: 'smsApplicationSid', wanted: '', usual: true, warning })
    }
  }
  if (number.capabilities.voice) {
    // A call that is led somewhere on purpose is not taken away unasked.
    const isLed = number.voiceApplicationSid !== '' || number.trunkSid !== ''
    wanted.push({ ...plain('voiceUrl', wantedUrl(address, 'voice')), usual: !isLed })
    wanted.push({ ...plain('voiceMethod', 'POST'), usual: !isLed })
    for (const field of ['voiceApplicationSid', 'trunkSid'] as const) {
      if (number[field] !== '') wanted.push({ field, wanted: '', usual: false, warning: elsewhere })
    }
  }
  return wanted
}

function serviceWarning(service: PooledService, inUse: readonly string[]): string | null {
  const others = service.pool?.filter((number) => !inUse.includes(number)).length ?? 0
  if (others === 0) return null
  const whose = others === 1 ? 'Another number of this service gets' : 'The other numbers of this service get'
  return `${whose} texts by its own setting then, too.`
}

export function presentOf(thing: OwnNumber | MessagingService, field: WebhookField): string {
  if (!(field in thing)) return ''
  const value: unknown = Object.entries(thing).find(([name]) => name === field)?.[1]
  return typeof value === 'boolean' ? String(value) : typeof value === 'string' ? value : ''
}

/** Whether texts to the service's numbers come to us: by the numbers' own setting, or by the service's. */
function letsThrough(service: PooledService | null, address: string | null): boolean {
  if (service === null || service.useInboundWebhookOnNumber) return true
  return address !== null && withoutOverrides(service.inboundRequestUrl) === withoutOverrides(wantedUrl(address, 'sms'))
}

function withoutOverrides(url: string): string {
  return url.replace(/#.*$/, '')
}

function trapsOf(number: OwnNumber, service: PooledService | null, address: string | null): readonly WebhookTrap[] {
  const traps: WebhookTrap[] = []
  const trap = (name: string, words: string) => traps.push({ id: `${number.sid}.${name}`, words })
  if (number.smsApplicationSid !== '') {
    trap(
      'smsApplicationSid',
      'An application is set for texts at this number, so Twilio does not look at the address beside it.',
    )
  }
  if (number.voiceApplicationSid !== '') {
    trap(
      'voiceApplicationSid',
      'An application is set for calls at this number, so Twilio does not look at the address beside it.',
    )
  }
  if (number.trunkSid !== '') {
    trap(
      'trunkSid',
      'Calls to this number go to a trunk, most often a telephone system; Twilio does not look at the address beside it.',
    )
  }
  if (service && !letsThrough(service, address)) {
    if (service.inboundRequestUrl === '') {
      trap(
        'service',
        `The Messaging Service “${service.name}” drops texts to this number: they reach nobody, and Twilio does not even list them.`,
      )
    } else {
      trap(
        'service',
        `The Messaging Service “${service.name}” takes this number’s texts to an address of its own, not to the one beside it.`,
      )
    }
  }
  return traps
}

function fallbackState(url: string, isNeeded: boolean, address: string | null): FallbackState {
  if (!isNeeded) return 'unneeded'
  if (url === '') return 'missing'
  return address !== null && url.startsWith(`${address.replace(/\/+$/, '')}/`) ? 'ours' : 'set'
}

/** Every number's settings beside what they should be; those in use first. */
export function numberWebhooks(read: AccountWebhooks, context: PlanContext): readonly NumberWebhooks[] {
  const { address, inUse, country } = context
  const views = read.numbers.map((number): NumberWebhooks => {
    const isInUse = inUse.includes(number.phoneNumber)
    const service = serviceOf(number, read.services)
    const wanted = address === null || !isInUse ? [] : wantedOfNumber(number, address).filter(({ usual }) => usual)
    const settings = shownFields(number).map((field): WebhookSetting => {
      const target = wanted.find((one) => one.field === field)?.wanted ?? null
      const present = presentOf(number, field)
      return {
        id: `${number.sid}.${field}`,
        name: fieldNames[field],
        present,
        wanted: target,
        state: target === null || target === present ? 'right' : 'different',
      }
    })
    return {
      sid: number.sid,
      address: number.phoneNumber,
      displayAddress: displayAddress('phone', number.phoneNumber, country),
      inUse: isInUse,
      right: wanted.length > 0 && settings.every(({ state }) => state === 'right') && letsThrough(service, address),
      settings,
      traps: trapsOf(number, service, address),
      smsFallback: fallbackState(number.smsFallbackUrl, number.capabilities.sms, address),
      voiceFallback: fallbackState(number.voiceFallbackUrl, number.capabilities.voice, address),
    }
  })
  return [...views.filter((view) => view.inUse), ...views.filter((view) => !view.inUse)]
}

function shownFields(number: OwnNumber): readonly WebhookField[] {
  const always: readonly WebhookField[] = [
    ...(number.capabilities.sms ? (['smsUrl', 'smsMethod'] as const) : []),
    ...(number.capabilities.voice ? (['voiceUrl', 'voiceMethod'] as const) : []),
  ]
  const overriding = (['smsApplicationSid', 'voiceApplicationSid', 'trunkSid'] as const).filter(
    (field) => number[field] !== '',
  )
  return [...always, ...overriding]
}

/** What "Fix it for me" would change of the numbers in use, and what is to be known before. */
export function planWebhooks(read: AccountWebhooks, context: PlanContext): WebhookPlan {
  const { address, inUse, country } = context
  const ours = read.numbers.filter(({ phoneNumber }) => inUse.includes(phoneNumber))
  const traps = ours.flatMap((number) => trapsOf(number, serviceOf(number, read.services), address))
  if (address === null) return { changes: [], traps }
  const changes = ours.flatMap((number) =>
    wantedOfNumber(number, address).flatMap((one): readonly WebhookChange[] => {
      const from = presentOf(number, one.field)
      if (from === one.wanted) return []
      const about = displayAddress('phone', number.phoneNumber, country)
      return [changeOf(number.sid, about, one, from)]
    }),
  )
  for (const service of read.services) {
    const isUsed = service.pool?.some((number) => inUse.includes(number)) ?? false
    if (!isUsed || letsThrough(service, address)) continue
    const warning = serviceWarning(service, inUse)
    const one: Wanted = { field: 'useInboundWebhookOnNumber', wanted: 'true', usual: true, warning }
    changes.push(changeOf(service.sid, service.name || service.sid, one, 'false'))
  }
  return { changes, traps }
}

function changeOf(sid: string, about: string, { field, wanted, usual, warning }: Wanted, from: string): WebhookChange {
  return { id: `${sid}.${field}`, about, name: fieldNames[field], from, to: wanted, warning, usual }
}
