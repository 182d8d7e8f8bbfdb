import type { CallbackFault, FaultOptions, RequestFault } from '../../../electron/hub/practice/faults.ts'
import type { NetworkState } from '../../../electron/hub/practice/network.ts'
import { startPracticeCarrier } from '../../../electron/hub/practice/practice-carrier.ts'
import type { PracticeAccount, PracticeMessage, PracticeTiming } from '../../../electron/hub/practice/types.ts'
import type { PracticeCall } from '../../../electron/hub/practice/voice/types.ts'
import { seededRandom } from '../../../electron/hub/random.ts'
import { serveHarness } from './child.ts'
import { watchMoments } from './traffic.ts'

// The practice Twilio in a process of its own: it remembers what the laptop forgets, and is the judge of "once".

export interface TwilioProcessOptions {
  readonly account: PracticeAccount
  readonly timing: Partial<PracticeTiming>
  readonly seed: number
}

export interface TwilioBegun {
  readonly origin: string
}

export type TwilioRequest =
  | { readonly kind: 'on-request'; readonly fault: RequestFault; readonly options?: FaultOptions }
  | { readonly kind: 'on-create'; readonly fault: RequestFault; readonly options?: FaultOptions }
  | { readonly kind: 'on-callback'; readonly fault: CallbackFault; readonly options?: FaultOptions }
  | { readonly kind: 'clear-faults' }
  /** The next text is taken and never answered, and this process is killed while it waits for the answer. */
  | { readonly kind: 'kill-when-taken'; readonly pid: number; readonly what: 'text' | 'call' }
  | { readonly kind: 'network'; readonly state: NetworkState }
  | { readonly kind: 'inbound-url'; readonly url: string | null }
  /** A parent's text; answers with its sid. */
  | { readonly kind: 'text-from'; readonly address: string; readonly body: string }
  /** Everything that a create request was taken as, in order. */
  | { readonly kind: 'accepted' }
  /** The same of calls, as the judge of texts knows them. */
  | { readonly kind: 'accepted-calls' }
  | { readonly kind: 'message'; readonly sid: string }
  /** How many requests came, by `METHOD /path` without the account. */
  | { readonly kind: 'counts' }

/** What the judge reads of a call. */
export type CalledText = Pick<PracticeMessage, 'position' | 'sid' | 'to' | 'body' | 'status' | 'createdAt'>

export type RequestCounts = Readonly<Record<string, number>>

export type TwilioEvent =
  /** A webhook failed for good; Twilio never posts it again. */
  { readonly kind: 'webhook-failed'; readonly path: string }

serveHarness<TwilioProcessOptions, TwilioRequest>(async ({ account, timing, seed }, clock, harness) => {
  let victim: number | null = null
  const counts = new Map<string, number>()
  watchMoments({
    requestComes(method, path) {
      const key = `${method} ${path.replace(/\?.*$/, '').replace(`/2010-04-01/Accounts/${account.accountSid}`, '')}`
      counts.set(key, (counts.get(key) ?? 0) + 1)
    },
  })
  const twilio = await startPracticeCarrier({
    clock,
    random: seededRandom(seed),
    file: null,
    account,
    parents: null,
    // Everybody picks up and listens: what is counted is how often a phone rang.
    phones: { pickUp: () => ({ kind: 'person', rings: 5_000, keys: [] }) },
    timing,
    log(event, details) {
      if (event === 'webhook-failed') harness.tell({ kind: event, path: String(details?.['path']) })
      if (event === 'fault' && details?.['kind'] === 'accept-then-hang' && victim !== null) {
        // In this same turn the text is taken: the hub is gone before any answer could come.
        process.kill(victim, 'SIGKILL')
        victim = null
      }
    },
  })
  return {
    first: { origin: twilio.origin } satisfies TwilioBegun,
    handle(request): unknown {
      switch (request.kind) {
        case 'on-request':
          twilio.faults.onRequest(request.fault, request.options)
          return null
        case 'on-create':
          twilio.faults.onCreate(request.fault, request.options)
          return null
        case 'on-callback':
          twilio.faults.onCallback(request.fault, request.options)
          return null
        case 'clear-faults':
          victim = null
          twilio.faults.clear()
          return null
        case 'kill-when-taken':
          victim = request.pid
          if (request.what === 'text') twilio.faults.onCreate({ kind: 'accept-then-hang' })
          else twilio.faults.onRequest({ kind: 'accept-then-hang' }, { match: { method: 'POST', path: 'Calls.json' } })
          return null
        case 'network':
          twilio.setNetwork(request.state)
          return null
        case 'inbound-url':
          twilio.setInboundUrl(request.url)
          return null
        case 'text-from':
          return twilio.textFrom(request.address, request.body)
        case 'accepted':
          return twilio.accepted() satisfies readonly PracticeMessage[]
        case 'accepted-calls':
          return twilio.calls().map(asText)
        case 'message':
          return twilio.message(request.sid)
        case 'counts':
          return Object.fromEntries(counts) satisfies RequestCounts
      }
    },
    end: () => twilio.stop(),
  }
})

/** A call as the judge of texts knows it: by what was written, which its document says. */
function asText(call: PracticeCall, index: number): CalledText {
  return {
    position: index + 1,
    sid: call.sid,
    to: call.to,
    body: /Text \d+ of \d+: see you at the tent/.exec(call.twiml ?? '')?.[0] ?? '',
    status: call.status === 'completed' ? 'delivered' : 'failed',
    createdAt: call.createdAt,
  }
}
