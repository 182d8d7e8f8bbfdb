import { between, pick } from '../../../electron/hub/random.ts'
import type { Random } from '../../../electron/hub/random.ts'

/** Bytes to send, and what may come of them. */
export interface HostileRequest {
  readonly kind: string
  readonly bytes: Buffer
  /** Whether an answer of 2xx is right: the carrier's own words, sent again by somebody else, change nothing. */
  readonly mayBeAccepted: boolean
}

/** A request of the carrier's own that somebody has overheard, as it was on the wire. */
export interface Overheard {
  readonly path: string
  readonly headers: string
  readonly body: string
}

const paths = [
  '/twilio/sms',
  '/twilio/status?a=0190b1c2-0000-7000-8000-000000000000',
  '/twilio/voice',
  '/twilio/recording',
]
const trickPaths = [
  '/',
  '//twilio/sms',
  '/twilio/../twilio/sms',
  '/twilio/sms/',
  '/twilio/sms%00',
  '/%74wilio/sms',
  '/twilio\\sms',
  '/twilio/voice/../../etc/passwd',
  'http://127.0.0.1/twilio/sms',
  '*',
  '/healthz?n=%',
  `/${'a'.repeat(15_000)}`,
  '/twilio/sms?',
  '/twilio/sms#x',
  '/.git/config',
  '/twilio/sms;x=1',
]
const methods = ['GET', 'PUT', 'DELETE', 'TRACE', 'OPTIONS', 'PATCH', 'HEAD', 'CONNECT', 'BREW', 'post', 'PRI']
const form = 'Content-Type: application/x-www-form-urlencoded'

function noise(random: Random, length: number): Buffer {
  return Buffer.from(Array.from({ length }, () => between(random, 0, 255)))
}

function fuzzedForm(random: Random): string {
  const names = [
    'From',
    'To',
    'Body',
    'MessageSid',
    'AccountSid',
    'MessageStatus',
    'NumMedia',
    'MediaUrl0',
    '__proto__',
    'constructor',
    '',
  ]
  const values = [
    '',
    '+13125550111',
    'STOP',
    '%',
    '%00',
    '%u0041',
    '%F0%28%8C%28',
    "'; DROP TABLE message; --",
    '../../etc/passwd',
    '1e999',
    'x'.repeat(between(random, 0, 4_000)),
  ]
  return Array.from({ length: between(random, 0, 40) }, () => `${pick(random, names)}=${pick(random, values)}`).join(
    '&',
  )
}

function request(head: string, body: Buffer | string): Buffer {
  return Buffer.concat([Buffer.from(`${head}\r\n\r\n`, 'latin1'), Buffer.from(body)])
}

function post(path: string, more: string, body: Buffer | string): Buffer {
  return request(`POST ${path} HTTP/1.1\r\nHost: camp.example.com${more === '' ? '' : `\r\n${more}`}`, body)
}

const signature = (random: Random): string => `X-Twilio-Signature: ${noise(random, 20).toString('base64')}`

type Maker = (random: Random, overheard: Overheard) => Buffer

const makers: Readonly<Record<string, Maker>> = {
  'a fuzzed form with a made-up signature'(random) {
    const body = fuzzedForm(random)
    return post(
      pick(random, paths),
      `${form}\r\n${signature(random)}\r\nContent-Length: ${Buffer.byteLength(body)}`,
      body,
    )
  },
  'an overheard signature on other words'(random, { path, headers, body }) {
    const changed = body.replace(/Body=[^&]*/, `Body=${between(random, 0, 1e9)}`)
    return post(path, `${headers}\r\nContent-Length: ${Buffer.byteLength(changed)}`, changed)
  },
  'an overheard signature at another path'(random, { path, headers, body }) {
    return post(
      pick(random, [`${path}?a=1`, '/twilio/status', '/twilio/voice']),
      `${headers}\r\nContent-Length: ${Buffer.byteLength(body)}`,
      body,
    )
  },
  'a body that is too large'(random) {
    const size = pick(random, [65_537, 100_000, 1_000_000])
    return post('/twilio/sms', `${form}\r\n${signature(random)}\r\nContent-Length: ${size}`, Buffer.alloc(size, 'a'))
  },
  'a body that is said to be endless'(random) {
    return post(
      '/twilio/sms',
      `${form}\r\n${signature(random)}\r\nContent-Length: ${pick(random, ['99999999999999999999', '-1', '1e3', '0x10', '1,1', ''])}`,
      'Body=x',
    )
  },
  'chunks that do not add up'(random) {
    const chunks = [
      'g\r\nhello\r\n0\r\n\r\n',
      'ffffffffffffffff\r\nx',
      '-5\r\nhello\r\n0\r\n\r\n',
      `5;${'x'.repeat(20_000)}\r\nhello\r\n0\r\n\r\n`,
      '5\r\nhelloX0\r\n\r\n',
      '0\r\nBody: trailer\r\n\r\n',
      '5 \r\nhello\r\n0\r\n\r\n',
    ]
    return post(
      '/twilio/sms',
      `${form}\r\n${signature(random)}\r\nTransfer-Encoding: ${pick(random, ['chunked', 'chunked, chunked', 'identity, chunked', 'xchunked', ' chunked'])}`,
      pick(random, chunks),
    )
  },
  'two lengths, to smuggle a second request'(random) {
    const hidden = 'POST /twilio/sms HTTP/1.1\r\nHost: camp.example.com\r\nContent-Length: 0\r\n\r\n'
    const lengths = pick(random, [
      'Content-Length: 5\r\nTransfer-Encoding: chunked',
      'Transfer-Encoding: chunked\r\nContent-Length: 5',
      'Content-Length: 5\r\nContent-Length: 6',
      'Content-Length: 0\r\nTransfer-Encoding : chunked',
    ])
    return post('/twilio/sms', `${form}\r\n${signature(random)}\r\n${lengths}`, `0\r\n\r\n${hidden}`)
  },
  'a path that leads elsewhere'(random) {
    return post(pick(random, trickPaths), `${form}\r\n${signature(random)}\r\nContent-Length: 0`, '')
  },
  'another method'(random) {
    return request(
      `${pick(random, methods)} ${pick(random, [...paths, '*'])} HTTP/1.1\r\nHost: camp.example.com\r\nContent-Length: 0`,
      '',
    )
  },
  'headers that break the rules'(random) {
    const broken = [
      'X: \u0001',
      'X : 1',
      ' X: 1',
      `X: ${'y'.repeat(20_000)}`,
      Array.from({ length: 300 }, (_, index) => `X${index}: 1`).join('\r\n'),
      'X: 1\nY: 2',
      'Host: other',
      'Connection: upgrade\r\nUpgrade: websocket',
      'Expect: 100-continue',
      'Content-Type: multipart/form-data; boundary=x',
      'X-Twilio-Signature: a\r\nX-Twilio-Signature: b',
      ': 1',
    ]
    return post('/twilio/sms', `${pick(random, broken)}\r\nContent-Length: 0`, '')
  },
  'no HTTP at all'(random) {
    return pick(random, [
      noise(random, between(random, 1, 600)),
      Buffer.from('160301020001000000fc0303', 'hex'),
      Buffer.from('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'),
      Buffer.from('GET\r\n\r\n'),
      Buffer.from('\r\n'.repeat(50)),
      Buffer.from('POST /twilio/sms\r\n\r\n'),
    ])
  },
  'many requests in one piece'(random) {
    return Buffer.concat(
      Array.from({ length: between(random, 2, 30) }, () =>
        post(pick(random, paths), `${form}\r\n${signature(random)}\r\nContent-Length: 0`, ''),
      ),
    )
  },
}

/** One hostile request, all of it by chance. */
export function hostileRequest(random: Random, overheard: Overheard): HostileRequest {
  // Now and then the carrier's own request is sent again, to the letter.
  if (between(random, 0, 19) === 0) {
    const { path, headers, body } = overheard
    return {
      kind: 'an overheard request sent again',
      bytes: post(path, `${headers}\r\nContent-Length: ${Buffer.byteLength(body)}`, body),
      mayBeAccepted: true,
    }
  }
  const kind = pick(random, Object.keys(makers))
  const make = makers[kind]
  if (!make) throw new Error(`There is no hostile request of the kind ${kind}.`)
  return { kind, bytes: make(random, overheard), mayBeAccepted: false }
}
