import { describe, expect, test } from 'vitest'

import { signWebhook } from './signature.ts'

/** The public vectors of twilio-node's own tests, and of Twilio's page on webhook security. */
const call = {
  CallSid: 'CA1234567890ABCDE',
  Caller: '+14158675309',
  Digits: '1234',
  From: '+14158675309',
  To: '+18005551212',
}
const url = 'https://mycompany.com/myapp.php?foo=1&bar=2'
const bodyHash = '0a1ff7634d9ab3b95db5c9a2dfe9416e41502b283a80c7cf19632632f96e6620'
const emptyHash = '44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a'

type Vector = readonly [
  url: string,
  parameters: Readonly<Record<string, string | readonly string[]>>,
  signature: string,
]

const vectors: readonly Vector[] = [
  [url, call, 'RSOYDt4T1cUTdK1PDd93/VVr8B8='],
  [`${url}&bodySHA256=${bodyHash}`, {}, 'a9nBmqA0ju/hNViExpshrM61xv4='],
  [`https://mycompany.com:443/myapp.php?foo=1&bar=2&bodySHA256=${emptyHash}`, {}, 'Ldidvp12m26NI7eqEvxnEpkd9Hc='],
  [`https://mycompany.com/myapp.php?bodySHA256=${bodyHash}`, {}, 'y77kIzt2vzLz71DgmJGsen2scGs='],
  ['http://mycompany.com:1234/myapp.php?foo=1&bar=2', call, 'Zmvh+3yNM1Phv2jhDCwEM3q5ebU='],
  ['https://mycompany.com:443/myapp.php?foo=1&bar=2', call, 'kvajT1Ptam85bY51eRf/AJRuM3w='],
  ['http://mycompany.com:80/myapp.php?foo=1&bar=2', call, '0ZXoZLH/DfblKGATFgpif+LLRf4='],
  ['https://user:pass@mycompany.com/myapp.php?foo=1&bar=2', call, 'CukzLTc1tT5dXEDIHm/tKBanW10='],
  ['https://user@mycompany.com/myapp.php?foo=1&bar=2', call, '2YRLlVAflCqxaNicjMpJcSTgzSs='],
  ['https://user:pass@mycompany.com:443/myapp.php?foo=1&bar=2', call, 'ZQFR1PTIZXF2MXB8ZnKCvnnA+rI='],
  [`${url}&Body=It%27s+amazing`, call, 'TfZzewPq8wqrGlMfyAud8+/IvJ0='],
  [url, { 'MessagingBinding.Address': ['+1325xxxxxxx', '+1415xxxxxxx'] }, '83O6e2vORAoJHUNzJjDWN1jz+BA='],
  [url, { Sid: 'CA123', SidAccount: 'AC123', Digits: ['5678', '1234', '1234'] }, 'IK+Dwps556ElfBT0I3Rgjkr1wJU='],
  [
    'https://example.com/myapp.php?foo=1&bar=2',
    { ...call, Caller: '+14158675310', From: '+14158675310' },
    'L/OH5YylLD5NRKLltdqwSvS0BnU=',
  ],
]

function pairs(parameters: Vector[1]): [string, string][] {
  return Object.entries(parameters).flatMap(([name, value]) =>
    (typeof value === 'string' ? [value] : value).map((one): [string, string] => [name, one]),
  )
}

describe('signWebhook', () => {
  test.each(vectors.map((vector, index) => [index + 1, ...vector] as const))(
    'public vector %i',
    (_number, address, parameters, signature) => {
      expect(signWebhook('12345', address, pairs(parameters))).toBe(signature)
      expect(signWebhook('12345', address, pairs(parameters).reverse())).toBe(signature)
    },
  )

  test('the fragment with the connection overrides is not signed', () => {
    expect(signWebhook('12345', `${url}#rc=2&rp=all`, pairs(call))).toBe('RSOYDt4T1cUTdK1PDd93/VVr8B8=')
  })
})
