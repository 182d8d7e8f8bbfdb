import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { mediaAddress, redirectAddress } from './address.ts'
import { mediaFile, partFile } from './files.ts'

const path = '/2010-04-01/Accounts/AC1/Messages/MM1/Media/ME1'
const twilio = `https://api.twilio.com${path}`
const standIn = 'http://127.0.0.1:4010'

describe('where a media is asked for', () => {
  test("at Twilio, which hears who asks; at Twilio's store of files, which does not", () => {
    expect(mediaAddress(twilio, null)).toMatchObject({ url: new URL(twilio), authorized: true })
    expect(mediaAddress('https://media.twiliocdn.com/a', null)).toMatchObject({ authorized: false })
  })

  test('with a stand-in: there, whether its own address was given or Twilio’s', () => {
    for (const address of [twilio, `${standIn}${path}`]) {
      expect(mediaAddress(address, standIn)).toMatchObject({ url: new URL(`${standIn}${path}`), authorized: true })
    }
  })

  test.each([
    [`http://api.twilio.com${path}`, null],
    ['https://evil.example/a', null],
    ['https://api.twilio.com.evil.example/a', null],
    ['https://api.twilio.com:8443/a', null],
    ['file:///etc/passwd', null],
    ['nonsense', null],
    [`${standIn}${path}`, null],
    ['https://evil.example/a', standIn],
    ['http://127.0.0.1:4011/a', standIn],
  ])('nowhere else: %s, stand-in %s', (address, apiOrigin) => {
    expect(() => mediaAddress(address, apiOrigin)).toThrow()
  })
})

describe('where a redirect may lead', () => {
  const first = mediaAddress(twilio, null)

  test('to a store of files, without telling who asks', () => {
    for (const location of [
      'https://mms.twiliocdn.com/AC1/x?Signature=y',
      'https://s3-external-1.amazonaws.com/x',
      '/other',
    ]) {
      expect(redirectAddress(location, first, null).authorized).toBe(false)
    }
    expect(redirectAddress('/other', first, null).url.href).toBe('https://api.twilio.com/other')
  })

  test.each([
    'http://mms.twiliocdn.com/x',
    'https://mms.twiliocdn.com:444/x',
    'https://127.0.0.1/x',
    'https://[::1]/x',
    'https://10.0.0.1/x',
    'https://localhost/x',
    'https://intranet/x',
    'https://user:word@mms.twiliocdn.com/x',
    'file:///etc/passwd',
    'data:text/html,x',
  ])('not to %s', (location) => {
    expect(() => redirectAddress(location, first, null)).toThrow(RangeError)
  })

  test('with a stand-in nothing leaves this machine', () => {
    const here = mediaAddress(twilio, standIn)
    expect(redirectAddress('https://mms.twiliocdn.com/AC1/x?s=1', here, standIn).url.href).toBe(`${standIn}/AC1/x?s=1`)
    expect(redirectAddress('/files/x', here, standIn).url.href).toBe(`${standIn}/files/x`)
    expect(redirectAddress('http://127.0.0.1:9/x', here, standIn)).toMatchObject({ authorized: false })
    for (const away of ['https://s3-external-1.amazonaws.com/x', 'http://10.0.0.1/x', 'https://evil.example/x']) {
      expect(() => redirectAddress(away, here, standIn)).toThrow(RangeError)
    }
  })
})

test('files have names of ours alone', () => {
  const id = '0123456789abcdef'.repeat(2)
  expect(mediaFile('/media', id)).toBe(join('/media', id))
  for (const name of ['..', '../hub.db', `${id}/..`, '', id.toUpperCase(), `${id}0`, `${id}\n`]) {
    expect(() => mediaFile('/media', name)).toThrow(RangeError)
    expect(() => partFile('/media', name)).toThrow(RangeError)
  }
})
