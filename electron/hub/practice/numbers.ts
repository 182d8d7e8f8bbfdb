import type { MessageStore } from './message-store.ts'
import { stableSid } from './identifiers.ts'
import { rfc2822 } from './message-json.ts'
import type { PracticeAccount } from './types.ts'

/** One of the account's numbers, as REST shows and changes it. */
export interface OwnedNumber {
  readonly sid: string
  readonly phoneNumber: string
  readonly friendlyName: string
  readonly smsUrl: string
  readonly smsMethod: string
  readonly smsFallbackUrl: string
  readonly smsFallbackMethod: string
  readonly smsApplicationSid: string
  readonly voiceUrl: string
  readonly voiceMethod: string
  readonly voiceFallbackUrl: string
  readonly voiceFallbackMethod: string
  readonly voiceApplicationSid: string
  readonly trunkSid: string
  readonly statusCallback: string
  readonly statusCallbackMethod: string
  readonly capabilities: { readonly sms: boolean; readonly mms: boolean; readonly voice: boolean }
  readonly updatedAt: number
}

export interface OwnedNumbers {
  all(): readonly OwnedNumber[]
  bySid(sid: string): OwnedNumber | null
  byPhoneNumber(phoneNumber: string): OwnedNumber | null
  /** Applies the form of an update request (`SmsUrl=…`); parameters nobody knows are ignored, as Twilio does. */
  update(sid: string, form: URLSearchParams, now: number): OwnedNumber | null
}

/** Form parameters REST may change, and the field each one is. */
const changeable = {
  FriendlyName: 'friendlyName',
  SmsUrl: 'smsUrl',
  SmsMethod: 'smsMethod',
  SmsFallbackUrl: 'smsFallbackUrl',
  SmsFallbackMethod: 'smsFallbackMethod',
  SmsApplicationSid: 'smsApplicationSid',
  VoiceUrl: 'voiceUrl',
  VoiceMethod: 'voiceMethod',
  VoiceFallbackUrl: 'voiceFallbackUrl',
  VoiceFallbackMethod: 'voiceFallbackMethod',
  VoiceApplicationSid: 'voiceApplicationSid',
  TrunkSid: 'trunkSid',
  StatusCallback: 'statusCallback',
  StatusCallbackMethod: 'statusCallbackMethod',
} as const satisfies Readonly<Record<string, keyof OwnedNumber>>

export function ownedNumbers(account: PracticeAccount, store: MessageStore, now: number): OwnedNumbers {
  const numbers = new Map<string, OwnedNumber>()
  for (const number of account.numbers) {
    const sid = number.sid ?? stableSid('PN', number.phoneNumber)
    const kept = store.setting(`number:${sid}`)
    numbers.set(sid, {
      sid,
      phoneNumber: number.phoneNumber,
      friendlyName: number.friendlyName ?? number.phoneNumber,
      smsUrl: number.smsUrl ?? '',
      smsMethod: number.smsMethod ?? 'POST',
      smsFallbackUrl: number.smsFallbackUrl ?? '',
      smsFallbackMethod: 'POST',
      smsApplicationSid: number.smsApplicationSid ?? '',
      voiceUrl: number.voiceUrl ?? '',
      voiceMethod: 'POST',
      voiceFallbackUrl: number.voiceFallbackUrl ?? '',
      voiceFallbackMethod: 'POST',
      voiceApplicationSid: number.voiceApplicationSid ?? '',
      trunkSid: number.trunkSid ?? '',
      statusCallback: number.statusCallback ?? '',
      statusCallbackMethod: 'POST',
      capabilities: number.capabilities ?? { sms: true, mms: true, voice: true },
      updatedAt: now,
      ...parseKept(kept),
    })
  }

  return {
    all: () => [...numbers.values()],
    bySid: (sid) => numbers.get(sid) ?? null,
    byPhoneNumber: (phoneNumber) => [...numbers.values()].find((number) => number.phoneNumber === phoneNumber) ?? null,
    update(sid, form, at) {
      const number = numbers.get(sid)
      if (number === undefined) return null
      const changes: Record<string, string> = {}
      for (const [parameter, field] of Object.entries(changeable)) {
        const value = form.get(parameter)
        if (value !== null) changes[field] = value
      }
      const changed: OwnedNumber = { ...number, ...changes, updatedAt: at }
      numbers.set(sid, changed)
      const kept = store.setting(`number:${sid}`)
      store.setSetting(`number:${sid}`, JSON.stringify({ ...parseKept(kept), ...changes, updatedAt: at }))
      return changed
    },
  }
}

/** What an earlier run of the simulator has changed: its own writing. */
function parseKept(kept: string | null): Partial<OwnedNumber> {
  return kept === null ? {} : (JSON.parse(kept) as Partial<OwnedNumber>)
}

/** The IncomingPhoneNumber resource (Twilio docs). */
export function numberJson(number: OwnedNumber, accountSid: string): Record<string, unknown> {
  return {
    account_sid: accountSid,
    address_requirements: 'none',
    address_sid: null,
    api_version: '2010-04-01',
    beta: false,
    bundle_sid: null,
    capabilities: {
      fax: false,
      mms: number.capabilities.mms,
      sms: number.capabilities.sms,
      voice: number.capabilities.voice,
    },
    date_created: rfc2822(number.updatedAt),
    date_updated: rfc2822(number.updatedAt),
    emergency_address_sid: null,
    emergency_address_status: 'unregistered',
    emergency_status: 'Inactive',
    friendly_name: number.friendlyName,
    identity_sid: null,
    origin: 'twilio',
    phone_number: number.phoneNumber,
    sid: number.sid,
    sms_application_sid: number.smsApplicationSid,
    sms_fallback_method: number.smsFallbackMethod,
    sms_fallback_url: number.smsFallbackUrl,
    sms_method: number.smsMethod,
    sms_url: number.smsUrl,
    status: 'in-use',
    status_callback: number.statusCallback,
    status_callback_method: number.statusCallbackMethod,
    trunk_sid: number.trunkSid === '' ? null : number.trunkSid,
    uri: `/2010-04-01/Accounts/${accountSid}/IncomingPhoneNumbers/${number.sid}.json`,
    voice_application_sid: number.voiceApplicationSid,
    voice_caller_id_lookup: false,
    voice_fallback_method: number.voiceFallbackMethod,
    voice_fallback_url: number.voiceFallbackUrl,
    voice_method: number.voiceMethod,
    voice_receive_mode: 'voice',
    voice_url: number.voiceUrl,
  }
}
