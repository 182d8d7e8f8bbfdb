import { createHmac } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { addressPath, addressVariants, isSigned, signedParameters } from './signature.ts'

const token = '12345'
const usual: [string, string][] = [
  ['CallSid', 'CA1234567890ABCDE'],
  ['Caller', '+14158675309'],
  ['Digits', '1234'],
  ['From', '+14158675309'],
  ['To', '+18005551212'],
]
const hashOfBody = '0a1ff7634d9ab3b95db5c9a2dfe9416e41502b283a80c7cf19632632f96e6620'
const hashOfEmpty = '44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a'
const page = '/myapp.php?foo=1&bar=2'

function isValid(
  base: string,
  target: string,
  signature: string,
  parameters: [string, string][],
  tokens = [token],
): boolean {
  return isSigned(tokens, signature, addressVariants(base), target, signedParameters(new URLSearchParams(parameters)))
}

describe('the published vectors of twilio-node and the documentation', () => {
  test.each<[string, string, string, [string, string][], string]>([
    ['V1 form', 'https://mycompany.com', page, usual, 'RSOYDt4T1cUTdK1PDd93/VVr8B8='],
    ['V2 body hash', 'https://mycompany.com', `${page}&bodySHA256=${hashOfBody}`, [], 'a9nBmqA0ju/hNViExpshrM61xv4='],
    [
      'V3 signed with :443',
      'https://mycompany.com',
      `${page}&bodySHA256=${hashOfEmpty}`,
      [],
      'Ldidvp12m26NI7eqEvxnEpkd9Hc=',
    ],
    [
      'V4 hash alone',
      'https://mycompany.com',
      `/myapp.php?bodySHA256=${hashOfBody}`,
      [],
      'y77kIzt2vzLz71DgmJGsen2scGs=',
    ],
    ['V5 http with a port', 'http://mycompany.com:1234', page, usual, 'Zmvh+3yNM1Phv2jhDCwEM3q5ebU='],
    ['V6 signed with :443', 'https://mycompany.com', page, usual, 'kvajT1Ptam85bY51eRf/AJRuM3w='],
    ['V7 signed with :80', 'http://mycompany.com', page, usual, '0ZXoZLH/DfblKGATFgpif+LLRf4='],
    ['V8 user and password', 'https://user:pass@mycompany.com', page, usual, 'CukzLTc1tT5dXEDIHm/tKBanW10='],
    ['V9 user', 'https://user@mycompany.com', page, usual, '2YRLlVAflCqxaNicjMpJcSTgzSs='],
    ['V10 user, password, :443', 'https://user:pass@mycompany.com', page, usual, 'ZQFR1PTIZXF2MXB8ZnKCvnnA+rI='],
    [
      'V11 quote in the query',
      'https://mycompany.com',
      `${page}&Body=It's+amazing`,
      usual,
      'TfZzewPq8wqrGlMfyAud8+/IvJ0=',
    ],
    [
      'V12 a name that comes twice',
      'https://mycompany.com',
      page,
      [
        ['MessagingBinding.Address', '+1325xxxxxxx'],
        ['MessagingBinding.Address', '+1415xxxxxxx'],
      ],
      '83O6e2vORAoJHUNzJjDWN1jz+BA=',
    ],
    [
      'V12 in the other order',
      'https://mycompany.com',
      page,
      [
        ['MessagingBinding.Address', '+1415xxxxxxx'],
        ['MessagingBinding.Address', '+1325xxxxxxx'],
      ],
      '83O6e2vORAoJHUNzJjDWN1jz+BA=',
    ],
    [
      'V13 a value that comes twice',
      'https://mycompany.com',
      page,
      [
        ['Sid', 'CA123'],
        ['SidAccount', 'AC123'],
        ['Digits', '5678'],
        ['Digits', '1234'],
        ['Digits', '1234'],
      ],
      'IK+Dwps556ElfBT0I3Rgjkr1wJU=',
    ],
    [
      'V14 documentation',
      'https://example.com',
      page,
      usual.map(([name, value]): [string, string] => [
        name,
        name === 'Caller' || name === 'From' ? '+14158675310' : value,
      ]),
      'L/OH5YylLD5NRKLltdqwSvS0BnU=',
    ],
  ])('%s', (_name, base, target, parameters, signature) => {
    expect(isValid(base, target, signature, parameters)).toBe(true)
    expect(isValid(base, target, signature, [...parameters].reverse())).toBe(true)
    expect(isValid(base, `${target}&somethingUnexpected=true`, signature, parameters)).toBe(false)
    expect(isValid(base, target, signature, [...parameters, ['Extra', '']])).toBe(false)
    expect(isValid(base, target, signature, parameters, ['12346'])).toBe(false)
    expect(isValid(base, target, signature, parameters, ['12346', token])).toBe(true)
    expect(isValid(base, target, signature, parameters, [])).toBe(false)
    expect(isValid(base.replace('com', 'net'), target, signature, parameters)).toBe(false)
  })

  test('signed without the port that was configured (voice over https)', () => {
    expect(isValid('https://mycompany.com:1234', page, 'RSOYDt4T1cUTdK1PDd93/VVr8B8=', usual)).toBe(true)
  })

  test('no signature, or what cannot be one', () => {
    for (const signature of [
      '',
      'nope',
      'RSOYDt4T1cUTdK1PDd93/VVr8B9=',
      'x'.repeat(28),
      'RSOYDt4T1cUTdK1PDd93/VVr8B8=='.padEnd(90, '='),
    ]) {
      expect(isValid('https://mycompany.com', page, signature, usual)).toBe(false)
    }
  })
})

const sign = (key: string, address: string) => createHmac('sha1', key).update(address).digest('base64')

test('port and quote forms validate each other (twilio-node’s unit tests)', () => {
  const forms = ['https://a.com', 'https://a.com:443']
  for (const signed of forms)
    for (const configured of forms)
      expect(isValid(configured, '/x?y=1', sign('s3cr3t', `${signed}/x?y=1`), [], ['s3cr3t'])).toBe(true)
  for (const signed of ["/x?y=it's", '/x?y=it%27s'])
    for (const came of ["/x?y=it's", '/x?y=it%27s']) {
      expect(isValid('https://a.com', came, sign('s3cr3t', `https://a.com${signed}`), [], ['s3cr3t'])).toBe(true)
    }
})

test('values are signed as they are: spaces, Unicode, empty ones', () => {
  const parameters: [string, string][] = [
    ['Body', '  “Sí” ⚽ \n'],
    ['Empty', ''],
    ['body', 'lower case sorts last'],
  ]
  expect(signedParameters(new URLSearchParams(parameters))).toBe('Body  “Sí” ⚽ \nEmptybodylower case sorts last')
})

test('the base URL keeps its path and loses its last slash', () => {
  expect(addressVariants('https://a.com/camp/')).toEqual(['https://a.com/camp', 'https://a.com:443/camp'])
  expect(addressPath('https://a.com/camp/')).toBe('/camp')
  expect(addressPath('https://a.com')).toBe('')
  expect(addressVariants('not an address')).toEqual([])
})
