import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { loopbackCertificate } from '../../tests/support/certificate.ts'
import { parseEnvironment, readCertificateAuthority } from './environment.ts'

const accountSid = `AC${'1'.repeat(32)}`
const credentials = {
  PTP_TWILIO_ACCOUNT_SID: accountSid,
  PTP_TWILIO_AUTH_TOKEN: 'secret-token',
  PTP_TWILIO_NUMBER: '+15005550006',
}

const parse = (env: Record<string, string | undefined> = {}, argv: readonly string[] = [], packaged = false) =>
  parseEnvironment(env, argv, { packaged })

const silence = {
  host: null,
  port: 0,
  dataDir: null,
  webhookPort: 47810,
  twilio: null,
  twilioApi: null,
  twilioCa: null,
  publicUrl: null,
  ngrok: { server: null, certificateAuthority: null, authtoken: null, domain: null },
  seed: null,
  clockRate: 1,
}

describe('parseEnvironment', () => {
  test('says nothing where nothing is said', () => {
    expect(parse()).toEqual(silence)
    expect(
      parse({ PTP_PORT: '', PTP_DATA_DIR: '  ', PATH: '/bin' }, ['.', '--no-sandbox', '--remote-debugging-port=0']),
    ).toEqual(silence)
  })

  const everything: Readonly<Record<string, string>> = {
    PTP_HOST: 'browser',
    PTP_PORT: '8080',
    PTP_DATA_DIR: '/tmp/camp data',
    PTP_WEBHOOK_PORT: '0',
    ...credentials,
    PTP_TWILIO_API_KEY: `SK${'2'.repeat(32)}`,
    PTP_TWILIO_API_SECRET: 'key=secret',
    PTP_TWILIO_MESSAGING_SERVICE_SID: `MG${'3'.repeat(32)}`,
    PTP_TWILIO_API: 'https://127.0.0.1:4620/',
    PTP_TWILIO_CA: '/tmp/ca.pem',
    PTP_PUBLIC_URL: 'https://camp.example.com/hub/',
    PTP_NGROK_SERVER: '127.0.0.1:4443',
    PTP_NGROK_CA: '/tmp/ngrok.pem',
    PTP_NGROK_AUTHTOKEN: 'ngrok-token',
    PTP_NGROK_DOMAIN: 'camp.ngrok.app',
    PTP_SEED: '7',
    PTP_CLOCK: 'x10',
  }
  const understood = {
    host: 'browser',
    port: 8080,
    dataDir: '/tmp/camp data',
    webhookPort: 0,
    twilio: {
      accountSid,
      authToken: 'secret-token',
      number: '+15005550006',
      apiKey: `SK${'2'.repeat(32)}`,
      apiSecret: 'key=secret',
      messagingServiceSid: `MG${'3'.repeat(32)}`,
    },
    twilioApi: 'https://127.0.0.1:4620',
    twilioCa: '/tmp/ca.pem',
    publicUrl: 'https://camp.example.com/hub',
    ngrok: {
      server: '127.0.0.1:4443',
      certificateAuthority: '/tmp/ngrok.pem',
      authtoken: 'ngrok-token',
      domain: 'camp.ngrok.app',
    },
    seed: 7,
    clockRate: 10,
  }
  const option = (name: string) => `--${name.slice(4).toLowerCase().replaceAll('_', '-')}`

  test('every variable, as itself and as an option in both forms', () => {
    expect(parse(everything)).toEqual(understood)
    expect(
      parse(
        {},
        Object.entries(everything).flatMap(([name, value]) => [option(name), value]),
      ),
    ).toEqual(understood)
    expect(
      parse(
        {},
        Object.entries(everything).map(([name, value]) => `${option(name)}=${value}`),
      ),
    ).toEqual(understood)
  })

  test('an option wins over its variable, and empty takes it back', () => {
    expect(parse({ PTP_DATA_DIR: '/a', PTP_PORT: '1' }, ['--data-dir', '/b', '--port='])).toMatchObject({
      dataDir: '/b',
      port: 0,
    })
  })

  test('a packaged build hears none of it', () => {
    const argv = Object.entries(everything).map(([name, value]) => `${option(name)}=${value}`)
    expect(parse({ ...everything, PTP_TWILIO_API: 'http://example.com' }, argv, true)).toEqual(silence)
  })

  test.each([
    ['PTP_HOST', 'firefox'],
    ['PTP_PORT', '70000'],
    ['PTP_PORT', '-1'],
    ['PTP_PORT', '80a'],
    ['PTP_WEBHOOK_PORT', '1e3'],
    ['PTP_TWILIO_ACCOUNT_SID', 'AC123'],
    ['PTP_TWILIO_ACCOUNT_SID', `SK${'1'.repeat(32)}`],
    ['PTP_TWILIO_NUMBER', '5005550006'],
    ['PTP_TWILIO_NUMBER', '+1 500 555 0006'],
    ['PTP_TWILIO_API_KEY', accountSid],
    ['PTP_TWILIO_MESSAGING_SERVICE_SID', 'MG'],
    ['PTP_TWILIO_API', 'http://example.com'],
    ['PTP_TWILIO_API', 'http://127.0.0.1.example.com'],
    ['PTP_TWILIO_API', 'http://127.0.0.1@example.com'],
    ['PTP_TWILIO_API', 'http://user@127.0.0.1:1'],
    ['PTP_TWILIO_API', 'http://127.0.0.1:1/path'],
    ['PTP_TWILIO_API', 'http://0.0.0.0:1'],
    ['PTP_TWILIO_API', '127.0.0.1:1'],
    ['PTP_TWILIO_CA', '/tmp/ca.pem'],
    ['PTP_PUBLIC_URL', 'camp.example.com'],
    ['PTP_PUBLIC_URL', 'ftp://camp.example.com'],
    ['PTP_PUBLIC_URL', 'https://camp.example.com/?a=1'],
    ['PTP_PUBLIC_URL', 'https://my_camp.example.com'],
    ['PTP_NGROK_SERVER', 'tunnel.ngrok.com:443'],
    ['PTP_NGROK_SERVER', '127.0.0.1@evil.example:443'],
    ['PTP_NGROK_DOMAIN', 'https://camp.ngrok.app'],
    ['PTP_SEED', 'seven'],
    ['PTP_SEED', '4294967296'],
    ['PTP_CLOCK', '10'],
    ['PTP_CLOCK', 'x0'],
    ['PTP_CLOCK', 'x5000'],
  ])('%s=%s is refused by name, value and remedy', (name, value) => {
    expect(() => parse({ ...credentials, [name]: value })).toThrow(
      expect.objectContaining({
        code: 'bad-environment',
        message: expect.stringMatching(new RegExp(`^${name} is ".*": .+\\.$`)),
      }),
    )
  })

  test('secrets are never repeated', () => {
    for (const name of ['PTP_TWILIO_AUTH_TOKEN', 'PTP_TWILIO_API_SECRET']) {
      expect(() => parse({ ...credentials, [name]: 'two words' })).toThrow(
        expect.not.stringContaining('two words') as never,
      )
      expect(() => parse({ ...credentials, [name]: 'two words' })).toThrow(new RegExp(`^${name}: `))
    }
  })

  test('half of the credentials name the other half', () => {
    expect(() => parse({ PTP_TWILIO_ACCOUNT_SID: accountSid })).toThrow('PTP_TWILIO_AUTH_TOKEN and PTP_TWILIO_NUMBER')
    expect(() => parse({ ...credentials, PTP_TWILIO_NUMBER: undefined })).toThrow('needs PTP_TWILIO_NUMBER.')
    expect(() => parse({ PTP_TWILIO_MESSAGING_SERVICE_SID: `MG${'3'.repeat(32)}` })).toThrow('PTP_TWILIO_ACCOUNT_SID')
    expect(() => parse({ ...credentials, PTP_TWILIO_API_KEY: `SK${'2'.repeat(32)}` })).toThrow('PTP_TWILIO_API_SECRET')
    expect(() => parse({ ...credentials, PTP_TWILIO_API_SECRET: 'x' })).toThrow('PTP_TWILIO_API_KEY')
  })

  test('an option without its value says so', () => {
    expect(() => parse({}, ['--data-dir'])).toThrow('--data-dir needs a value')
    expect(() => parse({}, ['--data-dir', '--port=1'])).toThrow('--data-dir needs a value')
  })
})

describe('readCertificateAuthority', () => {
  const folders: string[] = []
  afterEach(() => {
    for (const folder of folders.splice(0)) rmSync(folder, { recursive: true })
  })

  test('reads a PEM file, and names the variable when it is none', () => {
    const folder = mkdtempSync(join(tmpdir(), 'ptp-environment-'))
    folders.push(folder)
    const { certificate } = loopbackCertificate()
    const good = join(folder, 'ca.pem')
    const bad = join(folder, 'ca.txt')
    writeFileSync(good, certificate)
    writeFileSync(bad, 'not a certificate')
    expect(readCertificateAuthority('PTP_TWILIO_CA', good)).toBe(certificate)
    expect(() => readCertificateAuthority('PTP_TWILIO_CA', bad)).toThrow(
      /^PTP_TWILIO_CA is ".*": this file holds no certificate/,
    )
    expect(() => readCertificateAuthority('PTP_NGROK_CA', join(folder, 'none'))).toThrow(
      /^PTP_NGROK_CA is ".*": this file cannot be read/,
    )
  })
})
