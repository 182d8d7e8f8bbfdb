/** How a request goes wrong. The first group is never taken by the carrier; the second is taken, and the answer spoilt. */
export type RequestFault =
  | {
      readonly kind: 'too-many-requests'
      /** Seconds; absent: no Retry-After header, as Twilio promises none. */ readonly retryAfter?: number
    }
  | { readonly kind: 'server-error' }
  | { readonly kind: 'bad-gateway' }
  | { readonly kind: 'unavailable'; readonly retryAfter?: number }
  | { readonly kind: 'refuse'; /** One of Twilio's codes, with its own HTTP status. */ readonly code: number }
  | { readonly kind: 'reset' }
  | { readonly kind: 'reset-if-reused' }
  | { readonly kind: 'hang' }
  | { readonly kind: 'garbage' }
  | { readonly kind: 'accept-then-reset' }
  | { readonly kind: 'accept-then-hang' }
  | { readonly kind: 'accept-then-server-error' }
  | { readonly kind: 'accept-then-bad-gateway' }
  | { readonly kind: 'accept-then-garbage' }
  | {
      readonly kind: 'accept-then-cut'
      /** The answer breaks off in the middle of its body. */ readonly bytes?: number
    }
  | { readonly kind: 'answer-after'; readonly ms: number }
  | { readonly kind: 'slow-answer'; readonly bytes: number; readonly ms: number }
  | { readonly kind: 'callback-before-answer' }

/** How a status callback goes wrong. */
export type CallbackFault =
  | { readonly kind: 'drop' }
  | { readonly kind: 'double' }
  | { readonly kind: 'delay'; readonly ms: number }
  /** Arrives after the callback that follows it, or after 10 s where none does. */
  | { readonly kind: 'shuffle' }
  | { readonly kind: 'wrong-signature' }
  /** Another one comes first, for a message nobody has heard of. */
  | { readonly kind: 'unknown-sid' }

/** Which requests or callbacks a fault meets: all of what is given must fit. Plain data, so that another process can order it. */
export interface FaultMatch {
  readonly method?: string
  /** Part of the request's path. */
  readonly path?: string
  /** E.164 the text goes to. */
  readonly to?: string
  /** Part of the text's body (requests only). */
  readonly body?: string
  /** Status that is called back (callbacks only). */
  readonly status?: string
}

export interface FaultOptions {
  /** How many it meets; default 1. `Infinity`: until it is withdrawn. */
  readonly times?: number
  /** How many it lets pass before the first; default 0. */
  readonly skip?: number
  readonly match?: FaultMatch
}

export interface FaultHandle {
  /** How many it has met so far. */
  readonly met: number
  withdraw(): void
}

/** Scripted faults. Where several fit, the oldest acts. */
export interface PracticeFaults {
  onRequest(fault: RequestFault, options?: FaultOptions): FaultHandle
  /** Faults that fit `POST …/Messages.json` alone. */
  onCreate(fault: RequestFault, options?: FaultOptions): FaultHandle
  onCallback(fault: CallbackFault, options?: FaultOptions): FaultHandle
  clear(): void
}

export interface FaultSubject {
  readonly method: string
  readonly path: string
  readonly to: string | null
  readonly body: string | null
  readonly status: string | null
}

/** The simulator's side of it: which fault meets this one. */
export interface FaultBook extends PracticeFaults {
  takeRequest(subject: FaultSubject): RequestFault | null
  takeCallback(subject: FaultSubject): CallbackFault | null
}

interface Entry<Fault> {
  readonly fault: Fault
  readonly match: FaultMatch
  readonly createsOnly: boolean
  left: number
  skip: number
  met: number
}

export function faultBook(): FaultBook {
  let requests: Entry<RequestFault>[] = []
  let callbacks: Entry<CallbackFault>[] = []

  function orderRequest(fault: RequestFault, options: FaultOptions, createsOnly: boolean): FaultHandle {
    const entry = newEntry(fault, options, createsOnly)
    requests.push(entry)
    return handleOf(entry, () => {
      requests = requests.filter((other) => other !== entry)
    })
  }

  return {
    onRequest: (fault, options = {}) => orderRequest(fault, options, false),
    onCreate: (fault, options = {}) => orderRequest(fault, options, true),
    onCallback(fault, options = {}) {
      const entry = newEntry(fault, options, false)
      callbacks.push(entry)
      return handleOf(entry, () => {
        callbacks = callbacks.filter((other) => other !== entry)
      })
    },
    clear() {
      requests = []
      callbacks = []
    },
    takeRequest: (subject) => take(requests, subject),
    takeCallback: (subject) => take(callbacks, subject),
  }
}

function newEntry<Fault>(fault: Fault, options: FaultOptions, createsOnly: boolean): Entry<Fault> {
  return {
    fault,
    match: options.match ?? {},
    createsOnly,
    left: options.times ?? 1,
    skip: options.skip ?? 0,
    met: 0,
  }
}

function handleOf<Fault>(entry: Entry<Fault>, withdraw: () => void): FaultHandle {
  return {
    get met() {
      return entry.met
    },
    withdraw,
  }
}

function take<Fault>(entries: Entry<Fault>[], subject: FaultSubject): Fault | null {
  for (const entry of entries) {
    if (entry.left <= 0 || !fits(entry, subject)) continue
    if (entry.skip > 0) {
      entry.skip -= 1
      continue
    }
    entry.left -= 1
    entry.met += 1
    if (entry.left <= 0) entries.splice(entries.indexOf(entry), 1)
    return entry.fault
  }
  return null
}

function fits(entry: Entry<unknown>, subject: FaultSubject): boolean {
  const { match } = entry
  if (entry.createsOnly && !(subject.method === 'POST' && subject.path.endsWith('/Messages.json'))) return false
  return (
    (match.method === undefined || match.method === subject.method) &&
    (match.path === undefined || subject.path.includes(match.path)) &&
    (match.to === undefined || match.to === subject.to) &&
    (match.body === undefined || (subject.body ?? '').includes(match.body)) &&
    (match.status === undefined || match.status === subject.status)
  )
}
