import { readFileSync } from 'node:fs'
import { parseBaseUrl } from '../ipc/contract/base-url.ts'
import { StartFailure } from './failure.ts'

export interface TwilioEnvironment {
  readonly accountSid: string
  readonly authToken: string
  /** E.164. */
  readonly number: string
  readonly apiKey: string | null
  readonly apiSecret: string | null
  readonly messagingServiceSid: string | null
}

export interface NgrokEnvironment {
  /** `host:port` of a stand-in on this machine; null for ngrok itself. */
  readonly server: string | null
  /** Path of the PEM file trusted for that stand-in. */
  readonly certificateAuthority: string | null
  readonly authtoken: string | null
  readonly domain: string | null
}

/** What the environment and the command line ask of the hub. Null where nothing was said. */
export interface HubEnvironment {
  readonly host: 'electron' | 'browser' | null
  /** Port of the browser host; 0 takes any free one. */
  readonly port: number
  readonly dataDir: string | null
  /** Port of the webhook listener; 0 takes any free one. */
  readonly webhookPort: number
  readonly twilio: TwilioEnvironment | null
  /** Origin on this machine that all of Twilio's domains go to instead. */
  readonly twilioApi: string | null
  /** Path of the PEM file trusted for an https `twilioApi`. */
  readonly twilioCa: string | null
  /** Public base URL of the webhook listener, without a slash at its end. */
  readonly publicUrl: string | null
  readonly ngrok: NgrokEnvironment
  readonly seed: number | null
  readonly clockRate: number
}

const defaultWebhookPort = 47_810

/** Options and variables by one name, the option first: `--data-dir` is `PTP_DATA_DIR`. */
const variables = [
  'PTP_HOST',
  'PTP_PORT',
  'PTP_DATA_DIR',
  'PTP_WEBHOOK_PORT',
  'PTP_TWILIO_ACCOUNT_SID',
  'PTP_TWILIO_AUTH_TOKEN',
  'PTP_TWILIO_NUMBER',
  'PTP_TWILIO_API_KEY',
  'PTP_TWILIO_API_SECRET',
  'PTP_TWILIO_MESSAGING_SERVICE_SID',
  'PTP_TWILIO_API',
  'PTP_TWILIO_CA',
  'PTP_PUBLIC_URL',
  'PTP_NGROK_SERVER',
  'PTP_NGROK_CA',
  'PTP_NGROK_AUTHTOKEN',
  'PTP_NGROK_DOMAIN',
  'PTP_SEED',
  'PTP_CLOCK',
] as const
type Variable = (typeof variables)[number]

const secrets: ReadonlySet<Variable> = new Set([
  'PTP_TWILIO_AUTH_TOKEN',
  'PTP_TWILIO_API_SECRET',
  'PTP_NGROK_AUTHTOKEN',
])

/** Hosts that never leave this machine, as `URL.hostname` writes them. */
const loopback = /^(127\.0\.0\.1|localhost)$/

function optionOf(variable: Variable): string {
  return `--${variable.slice('PTP_'.length).toLowerCase().replaceAll('_', '-')}`
}

function refuse(variable: Variable, value: string, remedy: string): never {
  const shown = secrets.has(variable) ? '' : ` is "${value}"`
  throw new StartFailure('bad-environment', `${variable}${shown}: ${remedy}`)
}

type Values = Readonly<Partial<Record<Variable, string>>>

/** Options win over variables; unknown options belong to Electron and Chromium and are passed over. */
function readValues(env: Readonly<Record<string, string | undefined>>, argv: readonly string[]): Values {
  const values: Partial<Record<Variable, string>> = {}
  const byOption = new Map<string, Variable>()
  for (const variable of variables) {
    byOption.set(optionOf(variable), variable)
    const value = env[variable]?.trim()
    if (value) values[variable] = value
  }
  for (let index = 0; index < argv.length; index++) {
    const [option = '', ...rest] = (argv[index] ?? '').split('=')
    const variable = byOption.get(option)
    if (!variable) continue
    let value = rest.length > 0 ? rest.join('=') : argv[index + 1]
    if (rest.length === 0) {
      if (value === undefined || value.startsWith('--')) {
        throw new StartFailure('bad-environment', `${option} needs a value: write ${option}=… or ${option} … .`)
      }
      index++
    }
    value = value?.trim()
    if (value) values[variable] = value
    else delete values[variable]
  }
  return values
}

function port(values: Values, variable: Variable, fallback: number): number {
  const value = values[variable]
  if (value === undefined) return fallback
  const number = /^\d{1,5}$/.test(value) ? Number(value) : Number.NaN
  if (!(number <= 65_535)) refuse(variable, value, 'give a port from 0 to 65535; 0 takes any free one.')
  return number
}

function matching(values: Values, variable: Variable, pattern: RegExp, remedy: string): string | null {
  const value = values[variable]
  if (value === undefined) return null
  if (!pattern.test(value)) refuse(variable, value, remedy)
  return value
}

function twilio(values: Values): TwilioEnvironment | null {
  const sid = /^AC[0-9a-f]{32}$/i
  const accountSid = matching(
    values,
    'PTP_TWILIO_ACCOUNT_SID',
    sid,
    'an Account SID is AC and 32 digits or letters a to f.',
  )
  const authToken = matching(values, 'PTP_TWILIO_AUTH_TOKEN', /^\S+$/, 'an Auth Token has no spaces; copy it again.')
  const number = matching(
    values,
    'PTP_TWILIO_NUMBER',
    /^\+[1-9]\d{6,14}$/,
    'write the number with + and country code, digits only, such as +15551230000.',
  )
  const apiKey = matching(
    values,
    'PTP_TWILIO_API_KEY',
    /^SK[0-9a-f]{32}$/i,
    'an API key is SK and 32 digits or letters a to f.',
  )
  const apiSecret = matching(values, 'PTP_TWILIO_API_SECRET', /^\S+$/, 'an API secret has no spaces; copy it again.')
  const messagingServiceSid = matching(
    values,
    'PTP_TWILIO_MESSAGING_SERVICE_SID',
    /^MG[0-9a-f]{32}$/i,
    'a Messaging Service SID is MG and 32 digits or letters a to f.',
  )
  if (!accountSid && !authToken && !number && !apiKey && !apiSecret && !messagingServiceSid) return null
  if (!accountSid || !authToken || !number) {
    const missing = [
      accountSid ? null : 'PTP_TWILIO_ACCOUNT_SID',
      authToken ? null : 'PTP_TWILIO_AUTH_TOKEN',
      number ? null : 'PTP_TWILIO_NUMBER',
    ].filter((name) => name !== null)
    throw new StartFailure(
      'bad-environment',
      `Live mode also needs ${missing.join(' and ')}. Set it, or unset the others.`,
    )
  }
  if ((apiKey === null) !== (apiSecret === null)) {
    const missing = apiKey ? 'PTP_TWILIO_API_SECRET' : 'PTP_TWILIO_API_KEY'
    throw new StartFailure(
      'bad-environment',
      `An API key works only with its secret: set ${missing} too, or unset the other.`,
    )
  }
  return { accountSid, authToken, number, apiKey, apiSecret, messagingServiceSid }
}

function twilioApi(values: Values): string | null {
  const value = values.PTP_TWILIO_API
  if (value === undefined) return null
  const url = parseBaseUrl(value)
  if (!url || !loopback.test(url.hostname) || url.pathname !== '/') {
    refuse('PTP_TWILIO_API', value, 'only an address on this machine will do, such as http://127.0.0.1:4620.')
  }
  return url.origin
}

function publicUrl(values: Values): string | null {
  const value = values.PTP_PUBLIC_URL
  if (value === undefined) return null
  const url = parseBaseUrl(value)
  if (!url) {
    refuse('PTP_PUBLIC_URL', value, 'give the address alone, such as https://camp.example.com.')
  }
  return url.href.replace(/\/+$/, '')
}

function ngrok(values: Values): NgrokEnvironment {
  const server = values.PTP_NGROK_SERVER ?? null
  if (server !== null) {
    const host = /^(?:[a-z]+:\/\/)?([^:/@]+):\d{1,5}\/?$/i.exec(server)?.[1] ?? ''
    if (!loopback.test(host))
      refuse('PTP_NGROK_SERVER', server, 'only a stand-in on this machine will do, such as 127.0.0.1:4443.')
  }
  const domain = matching(
    values,
    'PTP_NGROK_DOMAIN',
    /^(?=.{1,253}$)[a-z0-9-]+(\.[a-z0-9-]+)+$/i,
    'give the name alone, such as camp.ngrok.app.',
  )
  return {
    server,
    certificateAuthority: values.PTP_NGROK_CA ?? null,
    authtoken: values.PTP_NGROK_AUTHTOKEN ?? null,
    domain,
  }
}

function clockRate(values: Values): number {
  const value = values.PTP_CLOCK
  if (value === undefined || value === 'real') return 1
  const rate = /^x\d{1,4}(\.\d{1,3})?$/.test(value) ? Number(value.slice(1)) : Number.NaN
  if (!(rate >= 1 && rate <= 1000))
    refuse('PTP_CLOCK', value, 'write real, or x and a number from 1 to 1000, such as x10.')
  return rate
}

function seed(values: Values): number | null {
  const value = matching(values, 'PTP_SEED', /^\d{1,10}$/, 'give a whole number from 0 to 4294967295.')
  if (value === null) return null
  if (Number(value) > 0xffff_ffff) refuse('PTP_SEED', value, 'give a whole number from 0 to 4294967295.')
  return Number(value)
}

/**
 * Reads every PTP_ variable and its option (`--data-dir X` or `--data-dir=X` for PTP_DATA_DIR; options win).
 * A packaged build ignores both, so that nothing outside the app can point it elsewhere.
 * @throws StartFailure `bad-environment`, naming the variable, its value (never a secret's) and what to write instead.
 */
export function parseEnvironment(
  env: Readonly<Record<string, string | undefined>>,
  argv: readonly string[],
  options: { readonly packaged: boolean },
): HubEnvironment {
  const values: Values = options.packaged ? {} : readValues(env, argv)
  const host = matching(values, 'PTP_HOST', /^(electron|browser)$/, 'write electron or browser.')
  const api = twilioApi(values)
  if (values.PTP_TWILIO_CA !== undefined && api === null) {
    refuse(
      'PTP_TWILIO_CA',
      values.PTP_TWILIO_CA,
      'it is trusted for PTP_TWILIO_API alone; set that too, or unset this.',
    )
  }
  return {
    host: host === 'electron' || host === 'browser' ? host : null,
    port: port(values, 'PTP_PORT', 0),
    dataDir: values.PTP_DATA_DIR ?? null,
    webhookPort: port(values, 'PTP_WEBHOOK_PORT', defaultWebhookPort),
    twilio: twilio(values),
    twilioApi: api,
    twilioCa: values.PTP_TWILIO_CA ?? null,
    publicUrl: publicUrl(values),
    ngrok: ngrok(values),
    seed: seed(values),
    clockRate: clockRate(values),
  }
}

/**
 * The text of a PEM file that a variable names.
 * @throws StartFailure `bad-environment` when it cannot be read or holds no certificate.
 */
export function readCertificateAuthority(variable: 'PTP_TWILIO_CA' | 'PTP_NGROK_CA', path: string): string {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch {
    refuse(variable, path, 'this file cannot be read; give the path of a PEM file.')
  }
  if (!text.includes('-----BEGIN CERTIFICATE-----'))
    refuse(variable, path, 'this file holds no certificate; give the path of a PEM file.')
  return text
}
