import { expect, test } from 'vitest'
import type { WebhookRecord } from '../account/memory.ts'
import { wantedUrl } from '../account/webhook-plan.ts'
import type { OwnNumber } from '../carrier/account-types.ts'
import { whereTextsGo } from './where-texts-go.ts'

const sid = `PN${'1'.repeat(32)}`
const first = 'https://first.example.com'
const now = 'https://now.example.com'
const written: readonly WebhookRecord[] = [
  { sid, field: 'smsUrl', about: '(312) 555-0100', before: 'https://demo.example.com', after: wantedUrl(first, 'sms') },
  { sid, field: 'voiceUrl', about: '(312) 555-0100', before: '', after: wantedUrl(first, 'voice') },
]

function number(smsUrl: string): OwnNumber {
  return {
    sid,
    phoneNumber: '+13125550100',
    capabilities: { sms: true, mms: true, voice: true },
    smsUrl,
    smsMethod: 'POST',
    smsApplicationSid: '',
    smsFallbackUrl: '',
    voiceUrl: 'https://office.example.com',
    voiceMethod: 'POST',
    voiceApplicationSid: '',
    voiceFallbackUrl: '',
    trunkSid: '',
  }
}

const where = (smsUrl: string, records = written, address: string | null = now) =>
  whereTextsGo({ numbers: [number(smsUrl)] }, records, address)

test('an address that was set from here is ours, also where it is no longer the present one', () => {
  expect(where(wantedUrl(first, 'sms'))).toEqual({ kind: 'here' })
  expect(where(`${first}/twilio/sms`)).toEqual({ kind: 'here' })
  expect(where(wantedUrl(now, 'sms'))).toEqual({ kind: 'here' })
  expect(where(wantedUrl(first, 'sms'), written, null)).toEqual({ kind: 'here' })
})

test('any other address is not, also the one that stood there before', () => {
  expect(where('https://laptop2.example.com/twilio/sms#rc=3')).toEqual({
    kind: 'elsewhere',
    address: 'https://laptop2.example.com/twilio/sms',
  })
  expect(where('https://demo.example.com')).toMatchObject({ kind: 'elsewhere' })
})

test('a number that was never pointed here, has no address or is gone tells nothing', () => {
  expect(where('https://laptop2.example.com', [])).toEqual({ kind: 'unknown' })
  expect(where('')).toEqual({ kind: 'unknown' })
  expect(whereTextsGo({ numbers: [] }, written, now)).toEqual({ kind: 'unknown' })
})
