import { describe, expect, test } from 'vitest'
import type { OwnNumber } from '../carrier/account-types.ts'
import { checkFallback } from './fallback.ts'
import type { PooledService } from './sender.ts'
import { numberWebhooks, planWebhooks, wantedUrl } from './webhook-plan.ts'

const address = 'https://camp.ngrok.app'
const smsUrl = 'https://camp.ngrok.app/twilio/sms#rc=3&rp=all&ct=2000&rt=5000'
const voiceUrl = 'https://camp.ngrok.app/twilio/voice#rc=3&rp=all&ct=2000&rt=5000'
const right: OwnNumber = {
  sid: `PN${'1'.repeat(32)}`,
  phoneNumber: '+13125550100',
  capabilities: { sms: true, mms: true, voice: true },
  smsUrl,
  smsMethod: 'POST',
  smsFallbackUrl: 'https://handler.twilio.com/twiml/EH1',
  smsApplicationSid: '',
  voiceUrl,
  voiceMethod: 'POST',
  voiceFallbackUrl: 'https://handler.twilio.com/twiml/EH2',
  voiceApplicationSid: '',
  trunkSid: '',
}
const service: PooledService = {
  sid: `MG${'1'.repeat(32)}`,
  name: 'Camp',
  inboundRequestUrl: '',
  useInboundWebhookOnNumber: true,
  pool: [right.phoneNumber],
}

function look(number: Partial<OwnNumber> = {}, services: readonly PooledService[] = [], at: string | null = address) {
  const read = { numbers: [{ ...right, ...number }], services }
  const context = { address: at, inUse: [right.phoneNumber], country: 'US' }
  const [view] = numberWebhooks(read, context)
  if (!view) throw new Error('No number')
  return { view, plan: planWebhooks(read, context) }
}

test('where Twilio is to send what comes in, with overrides behind the address', () => {
  expect(wantedUrl(`${address}/`, 'sms')).toBe(smsUrl)
  expect(wantedUrl('https://example.com/camp', 'voice')).toMatch(/^https:\/\/example\.com\/camp\/twilio\/voice#rc=3/)
})

describe('a number that is as it should be', () => {
  test('needs nothing', () => {
    const { view, plan } = look()
    expect(view).toMatchObject({ right: true, inUse: true, traps: [], smsFallback: 'set', voiceFallback: 'set' })
    expect(plan).toEqual({ changes: [], traps: [] })
  })

  test('in a service that defers to it, or leads here itself', () => {
    expect(look({}, [service]).plan.changes).toEqual([])
    const own = { ...service, useInboundWebhookOnNumber: false, inboundRequestUrl: `${address}/twilio/sms` }
    expect(look({}, [own])).toMatchObject({ view: { right: true, traps: [] }, plan: { changes: [], traps: [] } })
  })
})

describe('what is to be changed', () => {
  test('addresses and methods, beside what is there', () => {
    const { view, plan } = look({ smsUrl: 'https://demo.twilio.com/welcome/sms/reply', smsMethod: 'GET', voiceUrl: '' })
    expect(view.right).toBe(false)
    expect(view.settings).toContainEqual({
      id: `${right.sid}.smsUrl`,
      name: 'Texts go to',
      present: 'https://demo.twilio.com/welcome/sms/reply',
      wanted: smsUrl,
      state: 'different',
    })
    expect(plan.changes.map(({ id, to, usual }) => [id.split('.')[1], to, usual])).toEqual([
      ['smsUrl', smsUrl, true],
      ['smsMethod', 'POST', true],
      ['voiceUrl', voiceUrl, true],
    ])
  })

  test('the same address without its overrides', () => {
    expect(look({ smsUrl: `${address}/twilio/sms` }).plan.changes).toHaveLength(1)
  })

  test('nothing of a number that texts do not go out from, and nothing without an address', () => {
    const read = { numbers: [{ ...right, smsUrl: 'https://office.example.com' }], services: [] }
    const context = { address, inUse: [], country: 'US' }
    expect(planWebhooks(read, context).changes).toEqual([])
    expect(numberWebhooks(read, context)).toMatchObject([
      { inUse: false, right: false, settings: [{ wanted: null }, {}, {}, {}] },
    ])
    const { view, plan } = look({ smsUrl: '' }, [], null)
    expect(plan.changes).toEqual([])
    expect(view.right).toBe(false)
  })

  test('nothing of calls where a number takes none', () => {
    const capabilities = { sms: true, mms: false, voice: false }
    const { view, plan } = look({ capabilities, voiceUrl: '', voiceFallbackUrl: '' })
    expect(plan.changes).toEqual([])
    expect(view).toMatchObject({ right: true, voiceFallback: 'unneeded' })
  })
})

describe('traps', () => {
  test('an application for texts is taken off, with a warning', () => {
    const { view, plan } = look({ smsApplicationSid: `AP${'1'.repeat(32)}` })
    expect(view.traps).toMatchObject([{ words: expect.stringMatching(/application is set for texts/) }])
    expect(view.right).toBe(false)
    expect(plan.changes).toMatchObject([
      { name: 'Application for texts', to: '', usual: true, warning: expect.any(String) },
    ])
  })

  test.each(['voiceApplicationSid', 'trunkSid'] as const)(
    'calls that %s leads elsewhere are left unless asked for',
    (field) => {
      const { view, plan } = look({ [field]: `${field === 'trunkSid' ? 'TK' : 'AP'}${'1'.repeat(32)}`, voiceUrl: '' })
      expect(view.traps).toHaveLength(1)
      expect(view.right).toBe(true)
      expect(plan.traps).toEqual(view.traps)
      expect(plan.changes.map(({ id, usual, warning }) => [id.split('.')[1], usual, warning === null])).toEqual([
        ['voiceUrl', false, true],
        [field, false, false],
      ])
    },
  )

  test('a service that drops texts, and one that takes them elsewhere', () => {
    const drops = { ...service, useInboundWebhookOnNumber: false }
    const dropped = look({}, [drops])
    expect(dropped.view).toMatchObject({
      right: false,
      traps: [{ words: expect.stringMatching(/drops texts.*does not even list/) }],
    })
    expect(dropped.plan.changes).toEqual([
      {
        id: `${service.sid}.useInboundWebhookOnNumber`,
        about: 'Camp',
        name: 'The number’s own setting counts',
        from: 'false',
        to: 'true',
        warning: null,
        usual: true,
      },
    ])
    const taken = look({}, [{ ...drops, inboundRequestUrl: 'https://other.example.com/in' }])
    expect(taken.view.traps).toMatchObject([{ words: expect.stringMatching(/takes this number’s texts/) }])
  })

  test('a service with other numbers says what becomes of them', () => {
    const shared = { ...service, useInboundWebhookOnNumber: false, pool: [right.phoneNumber, '+13125550188'] }
    expect(look({}, [shared]).plan.changes).toMatchObject([
      { warning: expect.stringMatching(/Another number of this service/) },
    ])
    const unread = { ...service, useInboundWebhookOnNumber: false, pool: null }
    expect(look({}, [unread]).plan.changes).toEqual([])
  })
})

describe('the time this laptop is off', () => {
  test('is answered for when every fallback leads to Twilio', () => {
    expect(checkFallback([look().view]).state).toBe('ok')
    expect(checkFallback([]).state).toBe('unknown')
  })

  test('is not when one is missing or leads here', () => {
    const check = checkFallback([look({ smsFallbackUrl: '', voiceFallbackUrl: `${address}/twilio/voice` }).view])
    expect(check.state).toBe('problem')
    expect(check.words).toMatch(
      /no fallback for texts.*calls of \(312\) 555-0100 leads to this laptop itself.*TwiML Bins/,
    )
  })
})
