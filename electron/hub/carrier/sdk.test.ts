import { afterEach, expect, test, vi } from 'vitest'
import type { HttpRequest } from './http-client.ts'
import { loadSdk, sdkClient } from './sdk.ts'
import type { CarrierAccount } from './types.ts'

const account: CarrierAccount = {
  accountSid: `AC${'1'.repeat(32)}`,
  authToken: 'token',
  apiKey: null,
  number: '+15005550006',
  messagingServiceSid: null,
  apiOrigin: null,
  apiCertificateAuthority: null,
}

afterEach(() => vi.unstubAllEnvs())

test('the environment moves no request to another host, region or account', async () => {
  vi.stubEnv('TWILIO_REGION', 'au1')
  vi.stubEnv('TWILIO_EDGE', 'sydney')
  vi.stubEnv('TWILIO_ACCOUNT_SID', `AC${'9'.repeat(32)}`)
  vi.stubEnv('TWILIO_AUTH_TOKEN', 'another')
  const asked: HttpRequest[] = []
  const http = {
    request(request: HttpRequest) {
      asked.push(request)
      return Promise.resolve({ status: 200, headers: {}, body: '{}' })
    },
    dropIdleConnections() {},
    close() {},
  }
  const client = sdkClient(loadSdk(), account, http, { answer: null, noAnswer: null })
  await client.messages.create({ to: '+15005550100', body: 'a', mediaUrl: ['https://a.example', 'https://b.example'] })
  await client.messaging.v1.services('MG1').fetch()
  await client.lookups.v2.phoneNumbers('+15005550100').fetch()
  expect(asked.map((request) => request.url)).toEqual([
    `https://api.twilio.com/2010-04-01/Accounts/${account.accountSid}/Messages.json`,
    'https://messaging.twilio.com/v1/Services/MG1',
    'https://lookups.twilio.com/v2/PhoneNumbers/+15005550100',
  ])
  expect(asked[0]?.body).toBe(
    'To=%2B15005550100&Body=a&MediaUrl=https%3A%2F%2Fa.example&MediaUrl=https%3A%2F%2Fb.example',
  )
  for (const { headers } of asked) {
    expect(headers['Authorization']).toBe(`Basic ${Buffer.from(`${account.accountSid}:token`).toString('base64')}`)
  }
})
