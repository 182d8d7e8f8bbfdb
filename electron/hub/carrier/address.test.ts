import { describe, expect, test } from 'vitest'
import { resolveAddress, standInOrigin } from './address.ts'

describe('resolveAddress', () => {
  test('goes to Twilio itself where no stand-in is set', () => {
    expect(resolveAddress('https://api.twilio.com/a?b=1', null).href).toBe('https://api.twilio.com/a?b=1')
  })

  test.each([
    'api.twilio.com',
    'messaging.twilio.com',
    'lookups.twilio.com',
    'api.sydney.au1.twilio.com',
    'media.twiliocdn.com',
  ])('%s goes to the stand-in, path and query unchanged', (host) => {
    expect(resolveAddress(`https://${host}/2010-04-01/x.json?To=%2B1&P=a%20b`, 'http://127.0.0.1:4620').href).toBe(
      'http://127.0.0.1:4620/2010-04-01/x.json?To=%2B1&P=a%20b',
    )
  })

  test.each([
    'https://example.com/',
    'https://twilio.com.example.com/',
    'https://eviltwilio.com/',
    'http://api.twilio.com/',
    'https://api.twilio.com:8443/',
    'http://127.0.0.1:4620/',
  ])('%s is refused, with and without a stand-in', (address) => {
    expect(() => resolveAddress(address, null)).toThrow(RangeError)
    expect(() => resolveAddress(address, 'http://127.0.0.1:4620')).toThrow(RangeError)
  })
})

test('a stand-in is on this machine', () => {
  expect(standInOrigin('https://localhost:4620')).toBe('https://localhost:4620')
  for (const origin of [
    'http://10.0.0.1',
    'http://localhost.example.com',
    'http://127.0.0.1@a.com',
    'file:///x',
    'http://0.0.0.0:1',
  ]) {
    expect(() => standInOrigin(origin)).toThrow(RangeError)
  }
})
