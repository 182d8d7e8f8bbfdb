import { isIP } from 'node:net'
import { twilioOrigin } from '../carrier/address.ts'
import { createHttpClient } from '../carrier/http-client.ts'
import type { HttpAnswer } from '../carrier/http-client.ts'
import { NoAnswer } from '../carrier/no-answer.ts'
import type { AttemptPhase, CarrierAccount } from '../carrier/types.ts'
import type { Clock } from '../clock.ts'
import { probeAddress } from '../link/probe.ts'
import { ok, problem, unknown } from './types.ts'
import type { Finding, Findings, Fix } from './types.ts'
import { spanWords } from './words.ts'

export interface WayOutOptions {
  readonly account: Pick<CarrierAccount, 'apiOrigin' | 'apiCertificateAuthority'>
  readonly clock: Clock
  /** Addresses of a name, by the operating system; rejects where it has none. */
  readonly lookup: (host: string) => Promise<readonly string[]>
  /** Tries the way out anew. */
  readonly reconnect: () => void
  /** Whether the carrier's clock can be compared with ours: not where ours runs faster and the carrier's does not. */
  readonly comparesClocks: boolean
}

/** How far this laptop's clock may be off; below it nothing goes wrong. Milliseconds. */
const tolerableSkew = 60_000
/** A `Date` header is cut to the second. */
const dateGrain = 1_000

interface Reached {
  readonly phase: AttemptPhase
  readonly answer: HttpAnswer | null
  readonly error: NoAnswer | null
  /** Hub's clock, before and after. */
  readonly startedAt: number
  readonly endedAt: number
}

/**
 * The way out, step by step, to the configured carrier's address and no other: the name, the connection with its certificate,
 * the answer, and the carrier's time. A login page shows by answering in the carrier's place without its certificate.
 */
export async function examineWayOut(options: WayOutOptions): Promise<Findings> {
  const origin = new URL(options.account.apiOrigin ?? twilioOrigin)
  const again: Fix = { label: 'Reconnect now', run: options.reconnect }
  const [name, reached] = await Promise.all([lookUp(origin.hostname, options, again), reach(options)])
  return {
    'name-lookup': name,
    connection: connectionOf(reached, origin, again, name),
    'sign-in-page': signInPageOf(reached, again),
    carrier: carrierOf(reached, options.clock, again),
    clock: clockOf(reached, options.comparesClocks),
  }
}

async function lookUp(host: string, { lookup }: WayOutOptions, again: Fix): Promise<Finding> {
  if (isIP(host) !== 0) return ok('Not needed: the address is a number.')
  try {
    const addresses = await lookup(host)
    return ok(`${host} was found.`, addresses.join(', '))
  } catch (error) {
    return problem(
      `${host} could not be looked up. There may be no internet, or this network’s name service is out of order.`,
      again,
      codeOf(error),
    )
  }
}

async function reach({ account, clock }: WayOutOptions): Promise<Reached> {
  const http = createHttpClient({
    clock,
    apiOrigin: account.apiOrigin,
    apiCertificateAuthority: account.apiCertificateAuthority,
    connectTimeout: 5_000,
    answerTimeout: 5_000,
    maxAnswerBytes: 64 * 1024,
    keepAlive: false,
  })
  const startedAt = clock.now()
  let phase: AttemptPhase = 'connecting'
  const end = (answer: HttpAnswer | null, error: NoAnswer | null): Reached => ({
    phase,
    answer,
    error,
    startedAt,
    endedAt: clock.now(),
  })
  try {
    const answer = await http.request(
      { method: 'HEAD', url: probeAddress, headers: { Accept: 'application/json' }, body: null },
      (reached) => {
        phase = reached
      },
    )
    return end(answer, null)
  } catch (error) {
    return end(null, error instanceof NoAnswer ? error : new NoAnswer(phase, error))
  } finally {
    http.close()
  }
}

function connectionOf({ phase, error }: Reached, origin: URL, again: Fix, name: Finding): Finding {
  if (phase !== 'connecting') {
    return ok(origin.protocol === 'https:' ? 'Connected, with Twilio’s own certificate.' : 'Connected.')
  }
  if (error?.captive) return problem('Something else answered in Twilio’s place.', again, error.summary)
  if (name.state === 'problem') return unknown('Not tried: the name was not found.', again)
  return problem(
    'No connection to Twilio could be made. There is no internet, or a firewall is in the way.',
    again,
    error?.summary ?? null,
  )
}

function signInPageOf({ phase, error }: Reached, again: Fix): Finding {
  if (error?.captive) {
    return problem(
      'This Wi-Fi wants a login: its own page answers in place of the internet. Open a browser, log in there, then look again.',
      { ...again, label: 'Look again' },
      error.summary,
    )
  }
  if (phase === 'connecting') return ok('None: nothing answers at all.')
  return ok('None in the way.')
}

function carrierOf({ answer, error, startedAt, endedAt }: Reached, clock: Clock, again: Fix): Finding {
  if (answer === null) {
    const wasHeard = error !== null && !error.nothingTaken
    return wasHeard
      ? problem('Twilio was reached and did not answer. Texts wait here until it does.', again, error.summary)
      : problem('Twilio cannot be reached. Texts wait here and go out by themselves.', again, error?.summary ?? null)
  }
  if (answer.status >= 500) {
    return problem(
      'Twilio answers that it is in trouble. Texts wait here until it is not.',
      again,
      `HTTP ${answer.status}`,
    )
  }
  const milliseconds = Math.round((endedAt - startedAt) / clock.rate)
  return ok(`It answered within ${milliseconds < 1000 ? `${milliseconds} ms` : spanWords(milliseconds)}.`)
}

function clockOf({ answer, startedAt, endedAt }: Reached, comparesClocks: boolean): Finding {
  if (!comparesClocks) return unknown('Not compared: in this rehearsal the clock runs faster than Twilio’s.')
  const theirs = Date.parse(answer?.headers.date ?? '')
  if (Number.isNaN(theirs)) return unknown('Twilio did not tell its time.')
  // Theirs was taken at some moment of the exchange, and cut to the second.
  const ahead = startedAt > theirs + dateGrain ? startedAt - theirs : endedAt < theirs ? endedAt - theirs : 0
  if (Math.abs(ahead) <= tolerableSkew) return ok('It agrees with Twilio’s.')
  const by = spanWords(Math.abs(ahead))
  return problem(
    `This laptop’s clock is ${by} ${ahead > 0 ? 'ahead of' : 'behind'} Twilio’s. Texts can expire too early or too late. Switch on automatic time in the system’s settings.`,
  )
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error)
}
