import { describe, expect, test } from 'vitest'

import { connectionOverrides } from './connection-overrides.ts'

describe('connectionOverrides', () => {
  test('without a fragment: one retry, for connect failures alone', () => {
    expect(connectionOverrides('https://camp.example/twilio/sms')).toEqual({
      connectTimeout: 5000,
      readTimeout: 15_000,
      totalTime: 15_000,
      retries: 1,
      retryOn: new Set(['ct']),
    })
  })

  test('reads what the fragment asks for', () => {
    expect(connectionOverrides('https://camp.example/x?y=1#ct=2000&rt=5000&tt=9000&rc=3&rp=ct,rt,5xx')).toEqual({
      connectTimeout: 2000,
      readTimeout: 5000,
      totalTime: 9000,
      retries: 3,
      retryOn: new Set(['5xx', 'ct', 'rt']),
    })
    expect(connectionOverrides('https://camp.example/x#rp=all').retryOn).toEqual(new Set(['4xx', '5xx', 'ct', 'rt']))
  })

  test('what is out of range keeps the default', () => {
    expect(connectionOverrides('https://camp.example/x#rc=6&ct=50&rt=16000&tt=x')).toEqual(
      connectionOverrides('https://camp.example/x'),
    )
  })
})
