import { expect, test } from 'vitest'
import { childEnvironment } from './child-environment.ts'

test('a child gets what programs need and no credentials', () => {
  expect(
    childEnvironment({
      PATH: '/bin',
      Path: 'C:\\Windows',
      SystemRoot: 'C:\\Windows',
      PTP_TWILIO_AUTH_TOKEN: 'secret',
      PTP_NGROK_AUTHTOKEN: 'secret',
      NGROK_AUTHTOKEN: 'secret',
      NODE_OPTIONS: '--inspect',
      HOME: undefined,
    }),
  ).toEqual({ PATH: '/bin', Path: 'C:\\Windows', SystemRoot: 'C:\\Windows' })
})
