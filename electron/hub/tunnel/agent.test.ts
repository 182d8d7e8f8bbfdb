import { expect, test } from 'vitest'
import { codeOf, withoutAuthtoken } from './agent.ts'

const token = '2abcDEF_secret+token'

test.each([
  [`Your authtoken: ${token}`, 'Your authtoken: [authtoken]'],
  [`The authtoken ${token} of ${token} is bad`, 'The authtoken [authtoken] of [authtoken] is bad'],
  [
    'failed: Your authtoken: 1someOtherToken\r\nerror_code: ERR_NGROK_105',
    'failed: Your authtoken: [authtoken]\r\nerror_code: ERR_NGROK_105',
  ],
])('%j leaves without the authtoken', (text, expected) => expect(withoutAuthtoken(text, token)).toBe(expected))

test('no authtoken to look for leaves other words alone', () => {
  expect(withoutAuthtoken('tls handshake error', '')).toBe('tls handshake error')
})

test.each([
  ['failed to start listener: it is online.\nerror_code: ERR_NGROK_334', 334],
  ['failed to connect session: tls handshake error', null],
])('the code of %j', (text, code) => expect(codeOf(text)).toBe(code))
