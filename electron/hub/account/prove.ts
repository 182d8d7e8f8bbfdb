import { randomBytes } from 'node:crypto'
import { request as httpRequest } from 'node:http'
import type { IncomingMessage } from 'node:http'
import { request as httpsRequest } from 'node:https'
import type { ProofView } from '../../ipc/contract/account-views.ts'
import type { Clock } from '../clock.ts'

export interface ProverOptions {
  readonly clock: Clock
  /** Of the listener: `heard` is called when the nonce comes. @returns what ends the waiting */
  readonly expectNonce: (nonce: string, heard: () => void) => () => void
  /** Real milliseconds for the whole round trip. */
  readonly timeout?: number
}

/** Proves that what is sent to a public address arrives in this very process. */
export interface Prover {
  /** Never rejects. */
  prove(address: string): Promise<ProofView>
}

type Answer =
  | { readonly kind: 'answered'; readonly status: number; readonly ngrokError: string | null; readonly body: string }
  | { readonly kind: 'failed'; readonly code: string }

const mostBytes = 1_000

/**
 * A round trip through a public address: a nonce goes out, and has to reach the listener of this process. What answers there
 * is told nothing and not believed: another laptop with this app would say the same word.
 */
export function createProver({ clock, expectNonce, timeout = 6_000 }: ProverOptions): Prover {
  function ask(address: string, nonce: string): Promise<Answer> {
    return new Promise((resolve) => {
      const url = new URL(`${address.replace(/\/+$/, '')}/healthz?n=${nonce}`)
      const request = (url.protocol === 'https:' ? httpsRequest : httpRequest)(url, {
        // A connection of its own: one kept from before may lead where the name no longer does.
        agent: false,
        headers: { 'User-Agent': 'PTP Comms Hub', 'ngrok-skip-browser-warning': '1', 'Cache-Control': 'no-store' },
      })
      const timer = clock.after(timeout * clock.rate, () => fail('TIMEOUT'))
      let settled = false
      function settle(answer: Answer): void {
        if (settled) return
        settled = true
        timer.cancel()
        resolve(answer)
        request.destroy()
      }
      function fail(code: string): void {
        settle({ kind: 'failed', code })
      }
      request.on('error', (error) => fail('code' in error ? String(error.code) : error.message))
      request.on('response', (response: IncomingMessage) => {
        let body = ''
        response.on('data', (chunk: Buffer) => {
          if (body.length < mostBytes) body += chunk.toString('latin1')
        })
        response.on('error', () => fail('ECONNRESET'))
        response.on('close', () => fail('ECONNRESET'))
        response.on('end', () => {
          const header = response.headers['ngrok-error-code']
          const ngrokError = typeof header === 'string' ? header.slice(0, 40) : null
          settle({ kind: 'answered', status: response.statusCode ?? 0, ngrokError, body: body.slice(0, mostBytes) })
        })
      })
      request.end()
    })
  }

  return {
    async prove(address) {
      const at = clock.now()
      const nonce = randomBytes(16).toString('hex')
      let heard = false
      const stop = expectNonce(nonce, () => {
        heard = true
      })
      try {
        const answer = await ask(address, nonce)
        const milliseconds = Math.round((clock.now() - at) / clock.rate)
        const ok = heard && answer.kind === 'answered' && answer.status === 200
        const time = answer.kind === 'answered' ? milliseconds : null
        return {
          at,
          ok,
          address,
          milliseconds: time,
          words: wordsFor(answer, heard, milliseconds),
          details: detailsOf(answer),
        }
      } catch {
        return {
          at,
          ok: false,
          address,
          milliseconds: null,
          words: 'This is not an address on the web.',
          details: null,
        }
      } finally {
        stop()
      }
    },
  }
}

function detailsOf(answer: Answer): string | null {
  if (answer.kind === 'failed') return answer.code
  return answer.ngrokError ?? (answer.status === 200 ? null : `HTTP ${answer.status}`)
}

function wordsFor(answer: Answer, heard: boolean, milliseconds: number): string {
  if (answer.kind === 'failed') {
    if (heard) return 'The request arrived here, but its answer did not get back. Try again.'
    return failureWords(answer.code)
  }
  if (heard) {
    if (answer.status === 200) return `It came back in ${milliseconds} ms: Twilio can reach this laptop.`
    return 'The request arrived here, but something on the way changed the answer. Look at the proxy or tunnel in between.'
  }
  if (answer.ngrokError === 'ERR_NGROK_3200') return 'ngrok says that this address is offline. Press “Reconnect now”.'
  if (answer.ngrokError !== null) return 'ngrok answers in this laptop’s place. What it said is under Details.'
  if (answer.status === 200 && answer.body === 'ok') {
    return 'This address leads to another laptop with this app, or to another start of it, not to this one.'
  }
  if (answer.status >= 300 && answer.status < 400) {
    return 'This address sends everybody on to another one. Use the address it leads to.'
  }
  return 'Something else answers at this address. Check that it leads to the webhook address of this laptop.'
}

function failureWords(code: string): string {
  switch (code) {
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return 'The name of this address cannot be looked up. Check its spelling and the internet connection.'
    case 'ECONNREFUSED':
      return 'Nothing listens at this address. Check that the tunnel or proxy runs.'
    case 'TIMEOUT':
    case 'ETIMEDOUT':
      return 'Nothing answers at this address in time. Check that the tunnel or proxy runs.'
    case 'ENETUNREACH':
    case 'EHOSTUNREACH':
    case 'ENETDOWN':
      return 'There is no way out to the internet.'
    default:
      return /CERT|TLS|SSL|SELF_SIGNED|UNABLE_TO|EPROTO/.test(code)
        ? 'The certificate of this address is not to be trusted, so Twilio would not call it either.'
        : 'The connection to this address broke. Check that the tunnel or proxy runs, then try again.'
  }
}
