import { describe, expect, onTestFinished, test } from 'vitest'
import { createAccountClient } from '../../electron/hub/carrier/account-client.ts'
import type { Credentials } from '../../electron/hub/carrier/account-types.ts'
import { checkAccount } from '../../electron/hub/account/checks.ts'
import type { AccountFindings } from '../../electron/hub/account/checks.ts'
import type { PracticeCarrier } from '../../electron/hub/practice/practice-carrier.ts'
import type { PracticeAccount } from '../../electron/hub/practice/types.ts'
import type { CheckView } from '../../electron/ipc/contract/account-views.ts'
import { manualClock } from '../support/manual-clock.ts'
import { camp, practiceTwilio } from '../support/practice-twilio.ts'

const standardKey = { sid: `SK${'7'.repeat(32)}`, secret: 'k'.repeat(32), kind: 'standard' as const }
const local = '+13125550100'
const service = { sid: `MG${'5'.repeat(32)}`, friendlyName: 'Camp texts', numbers: [local] }

interface Checked extends AccountFindings {
  readonly told: readonly (readonly CheckView[])[]
  check(id: string): CheckView | undefined
}

async function check(
  twilio: PracticeCarrier,
  { wanted = null, ...credentials }: Partial<Credentials> & { readonly wanted?: string | null } = {},
): Promise<Checked> {
  const clock = manualClock()
  const signIn = { ...twilio.account, ...credentials }
  const client = createAccountClient({ credentials: signIn, clock })
  onTestFinished(() => client.close())
  const told: (readonly CheckView[])[] = []
  const findings = await checkAccount({
    client,
    clock,
    hasApiKey: signIn.apiKey !== null,
    wanted,
    country: 'US',
    tell: (checks) => told.push(checks),
  })
  return { ...findings, told, check: (id) => findings.checks.find((one) => one.id === id) }
}

async function checked(
  account: Partial<PracticeAccount>,
  options: Partial<Credentials> & { readonly wanted?: string | null } = {},
): Promise<Checked> {
  return check(await practiceTwilio(manualClock(), account), options)
}

describe('a good account', () => {
  test('every check is ok, told as it begins and as it ends, by the names of the screen', async () => {
    const found = await checked({ messagingServices: [{ ...service, campaign: { status: 'VERIFIED' } }] })
    expect(found.verdict).toBe('answered')
    expect(found.checks.map(({ name, state }) => `${name}: ${state}`)).toEqual([
      'Account: ok',
      'Numbers: ok',
      'Messaging Services: ok',
      'Send from: ok',
      'Balance: ok',
      'Registration: ok',
      'Clock: ok',
    ])
    expect(found.check('account')?.words).toBe('“Camp”, a full account.')
    expect(found.check('numbers')?.words).toBe('(312) 555-0100: SMS, MMS, voice.')
    expect(found.check('services')?.words).toBe('“Camp texts”: 1 number.')
    expect(found.check('balance')?.words).toBe('48.21 USD left.')
    expect(found.sender).toEqual({ kind: 'number', number: local })
    expect(found.told[0]).toEqual([{ id: 'account', name: 'Account', state: 'running', words: '', details: null }])
    expect(found.told.filter((list) => list.at(-1)?.state === 'running').map((list) => list.length)).toEqual([
      1, 2, 3, 4, 5, 6, 7,
    ])
  })

  test('no check says a secret, and the account’s own token is not in what it answered', async () => {
    const found = await checked({})
    expect(JSON.stringify(found)).not.toContain(camp.authToken)
  })

  test('a trial account is told what it may do', async () => {
    const found = await checked({ type: 'Trial' })
    expect(found.account?.kind).toBe('trial')
    expect(found.check('account')).toMatchObject({
      state: 'ok',
      words: expect.stringMatching(/trial.*only numbers that are verified/),
    })
  })

  test('a Standard key is tested by a call it may make, beside the token', async () => {
    const { sid, secret } = standardKey
    const found = await checked({ apiKeys: [standardKey] }, { apiKey: { sid, secret } })
    expect(found.verdict).toBe('answered')
    expect(found.checks.map(({ id, state }) => [id, state]).slice(0, 3)).toEqual([
      ['account', 'ok'],
      ['api-key', 'ok'],
      ['numbers', 'ok'],
    ])
  })

  test('too many requests at once are waited out', async () => {
    const clock = manualClock()
    const twilio = await practiceTwilio(clock)
    twilio.faults.onRequest({ kind: 'too-many-requests', retryAfter: 2 }, { times: 2 })
    const client = createAccountClient({ credentials: twilio.account, clock })
    onTestFinished(() => client.close())
    let kind = ''
    void client.account().then((reply) => (kind = reply.kind))
    await clock.advanceUntil(() => kind !== '')
    expect(kind).toBe('ok')
  })
})

describe('credentials that Twilio does not accept', () => {
  test('a wrong token', async () => {
    const found = await checked({}, { authToken: 'f'.repeat(32) })
    expect(found.verdict).toBe('refused')
    expect(found.reason).toMatch(/does not accept this Account SID with this Auth Token/)
    expect(found.check('account')?.details).toBe('Twilio 20003: Authenticate')
    expect(found.checks.map(({ id }) => id)).toEqual(['account', 'clock'])
  })

  test('a right token and a wrong key, and the other way round', async () => {
    const wrongKey = await checked({ apiKeys: [standardKey] }, { apiKey: { sid: standardKey.sid, secret: 'wrong' } })
    expect(wrongKey.verdict).toBe('refused')
    expect(wrongKey.reason).toMatch(/does not accept this API key/)
    expect(wrongKey.check('account')?.state).toBe('ok')

    const { sid, secret } = standardKey
    const wrongToken = await checked({ apiKeys: [standardKey] }, { apiKey: { sid, secret }, authToken: 'f'.repeat(32) })
    expect(wrongToken.verdict).toBe('refused')
    expect(wrongToken.reason).toMatch(/could not be told from a stranger’s/)
    expect(wrongToken.check('api-key')?.state).toBe('ok')
  })

  test('test credentials', async () => {
    const twilio = await practiceTwilio(manualClock())
    twilio.faults.onRequest({ kind: 'refuse', code: 20_008 })
    const found = await check(twilio)
    expect(found.verdict).toBe('refused')
    expect(found.reason).toMatch(/These are test credentials/)
  })
})

describe('no way to ask', () => {
  test('nobody answers', async () => {
    const twilio = await practiceTwilio(manualClock())
    twilio.setNetwork('refused')
    const { sid, secret } = standardKey
    const found = await check(twilio, { apiKey: { sid, secret } })
    expect(found.verdict).toBe('no-answer')
    expect(found.reason).toMatch(/could not be reached.*Check the internet connection/)
    expect(found.checks.map(({ id }) => id)).toEqual(['account'])
  })

  test('a sign-in page answers', async () => {
    const twilio = await practiceTwilio(manualClock())
    twilio.setNetwork('captive')
    const found = await check(twilio)
    expect(found.verdict).toBe('no-answer')
    expect(found.reason).toMatch(/sign in to the network/)
  })

  test('Twilio has trouble', async () => {
    const twilio = await practiceTwilio(manualClock())
    twilio.faults.onRequest({ kind: 'unavailable' })
    expect((await check(twilio)).verdict).toBe('no-answer')
  })
})

describe('an account that cannot text', () => {
  test('suspended', async () => {
    const found = await checked({ status: 'suspended' })
    expect(found.verdict).toBe('answered')
    expect(found.check('account')).toMatchObject({
      state: 'problem',
      words: expect.stringMatching(/suspended.*topped up/),
    })
  })

  test('without a balance, with hardly one, and with one it does not show', async () => {
    expect((await checked({ balance: { amount: '0.31', currency: 'USD' } })).check('balance')).toMatchObject({
      state: 'problem',
      words: expect.stringContaining('Only 0.31 USD is left'),
    })
    expect((await checked({ balance: null })).check('balance')?.state).toBe('unknown')
  })

  test('with a number that cannot text, and one that is gone', async () => {
    const deaf = { phoneNumber: '+13125550101', capabilities: { sms: false, mms: false, voice: true } }
    const found = await checked({ numbers: [...camp.numbers, deaf] }, { wanted: deaf.phoneNumber })
    expect(found.sender).toBeNull()
    expect(found.check('sender')).toMatchObject({
      state: 'problem',
      words: expect.stringMatching(/555-0101 cannot text \(voice\)/),
    })
    const gone = await checked({}, { wanted: '+13125550109' })
    expect(gone.check('sender')?.words).toMatch(/555-0109 does not belong to this account/)
    const alone = await checked({ numbers: [deaf] })
    expect(alone.check('numbers')).toMatchObject({
      state: 'problem',
      words: expect.stringMatching(/None of them can text/),
    })
  })

  test('without any number', async () => {
    const found = await checked({ numbers: [] })
    expect(found.verdict).toBe('answered')
    expect(found.check('numbers')).toMatchObject({
      state: 'problem',
      words: expect.stringMatching(/no phone number. Buy one/),
    })
    expect(found.check('sender')?.state).toBe('problem')
  })

  test('with more numbers than a page holds', async () => {
    const numbers = Array.from({ length: 130 }, (_unused, index) => ({
      phoneNumber: `+1312555${String(1000 + index)}`,
    }))
    const found = await checked({ numbers })
    expect(found.numbers).toHaveLength(130)
    expect(found.check('numbers')?.words).toMatch(/; and 125 more\.$/)
  })

  test('with two numbers and none chosen', async () => {
    const found = await checked({ numbers: [...camp.numbers, { phoneNumber: '+13125550101' }] })
    expect(found.sender).toBeNull()
    expect(found.check('sender')?.words).toBe('Choose the number or Messaging Service to send from.')
  })

  test('with a service that has no number, and one that is gone', async () => {
    const empty = await checked({ messagingServices: [{ ...service, numbers: [] }] }, { wanted: service.sid })
    expect(empty.check('sender')?.words).toMatch(/“Camp texts” has no number that can text/)
    const gone = await checked({}, { wanted: service.sid })
    expect(gone.check('sender')?.words).toMatch(/Messaging Service chosen before does not belong/)
  })
})

test('a Messaging Service to send from', async () => {
  const found = await checked(
    { messagingServices: [{ ...service, campaign: { status: 'VERIFIED' } }] },
    { wanted: service.sid },
  )
  expect(found.sender).toEqual({ kind: 'service', sid: service.sid, number: local })
  expect(found.check('sender')).toMatchObject({ state: 'ok', words: expect.stringContaining('“Camp texts”') })
})

describe('registration, as far as the API shows it', () => {
  test.each([
    [undefined, 'problem', /no registered campaign/],
    [{ status: 'IN_PROGRESS' }, 'problem', /under review/],
    [
      { status: 'FAILED', errors: [{ error_code: 30_909, error_description: 'The brand could not be verified' }] },
      'problem',
      /turned down/,
    ],
    [{ status: 'SUSPENDED' }, 'problem', /suspended/],
    [{ status: 'SOMETHING_NEW' }, 'unknown', /did not say/],
    [{ status: 'VERIFIED' }, 'ok', /registered campaign/],
  ])('a campaign %o is %s', async (campaign, state, words) => {
    const found = await checked({ messagingServices: [{ ...service, ...(campaign && { campaign }) }] })
    expect(found.check('registration')).toMatchObject({ state, words: expect.stringMatching(words) })
    if (campaign && 'errors' in campaign)
      expect(found.check('registration')?.details).toBe('The brand could not be verified')
  })

  test('a number outside any service: unknown', async () => {
    expect((await checked({})).check('registration')?.state).toBe('unknown')
  })

  test.each([
    [undefined, 'problem', /no verification was asked for/],
    ['IN_REVIEW', 'problem', /under review/],
    ['TWILIO_REJECTED', 'problem', /turned down/],
    ['TWILIO_APPROVED', 'ok', /is verified/],
  ] as const)('a toll-free number whose verification is %s is %s', async (tollFreeStatus, state, words) => {
    const number = { phoneNumber: '+18885550100', ...(tollFreeStatus && { tollFreeStatus }) }
    const found = await checked({ numbers: [number] })
    expect(found.check('registration')).toMatchObject({ state, words: expect.stringMatching(words) })
  })

  test('elsewhere nothing is asked', async () => {
    expect((await checked({ numbers: [{ phoneNumber: '+447700900100' }] })).check('registration')?.state).toBe('ok')
  })
})

describe('the clock', () => {
  test.each([
    [5_000, 'ok', /agrees/],
    [-10_000, 'ok', /agrees/],
    [180_000, 'problem', /3 minutes behind Twilio’s/],
    [-7_200_000, 'problem', /2 hours ahead of Twilio’s/],
  ])('%i ms: %s', async (skew, state, words) => {
    const twilio = await practiceTwilio(manualClock())
    twilio.setDateSkew(skew)
    expect((await check(twilio)).check('clock')).toMatchObject({ state, words: expect.stringMatching(words) })
  })

  test('is told of a refusal too', async () => {
    const twilio = await practiceTwilio(manualClock())
    twilio.setDateSkew(600_000)
    expect((await check(twilio, { authToken: 'wrong' })).check('clock')?.state).toBe('problem')
  })
})
