import { schemaVersion, waitingTexts } from '../../../db/diagnostics.ts'
import type { Db } from '../../../db/open.ts'
import type { Clock } from '../clock.ts'
import type { Line } from '../line.ts'
import type { VaultState } from '../secrets/types.ts'
import { ok, problem, unknown } from './types.ts'
import type { Finding, Findings, Fix } from './types.ts'
import { spanWords, textsWords } from './words.ts'

const toTwilio: Fix = { label: 'Open Twilio settings', opens: 'twilio' }
/** A text that waits longer than this, online, is stuck. Milliseconds. */
const longestWait = 2 * 60_000

/** What waits to be taken by Twilio, and since when. */
export function examineOutbox(db: Db, line: Line | null, clock: Clock): Findings {
  return { outbox: outboxOf(db, line, clock) }
}

function outboxOf(db: Db, line: Line | null, clock: Clock): Finding {
  const { count, since, undecided } = waitingTexts(db)
  if (count === 0 || since === null) return ok('Nothing waits.')
  const age = clock.now() - since
  const words = `${textsWords(count)} ${count === 1 ? 'waits' : 'wait'}, the oldest for ${spanWords(age)}.`
  if (undecided > 0)
    return problem(`${words} ${undecided === 1 ? 'One needs' : `${undecided} need`} your decision: see the inbox.`)
  if (!line) return problem(`${words} Without an account none can go out.`, toTwilio)
  if (age <= longestWait) return ok(words)
  if (line.link.state === 'offline' || line.link.state === 'captive')
    return problem(`${words} They go out by themselves once there is internet.`)
  const again: Fix = {
    label: 'Try again now',
    run: () => {
      line.link.hint()
      if (line.outbox.paused) line.outbox.resume()
      else line.outbox.wake()
    },
  }
  return problem(words, again)
}

/** What keeps the credentials. */
export function examineKeychain(vault: VaultState | null, isFromEnvironment: boolean): Findings {
  return {
    keychain: isFromEnvironment ? ok('Not used: the credentials come from the environment.') : keychainOf(vault),
  }
}

function keychainOf(vault: VaultState | null): Finding {
  switch (vault?.kind) {
    case undefined:
    case 'closed':
      return unknown('Nothing is stored yet, so it was not asked.')
    case 'open':
      switch (vault.protection) {
        case 'keychain':
          return ok('This computer’s keychain keeps the key to the credentials.')
        case 'passphrase':
          return ok('Your passphrase keeps the credentials.')
        case 'session':
          return ok('The credentials are kept until the app ends, and stored nowhere.')
      }
      break
    case 'locked':
      return problem('The credentials are locked: the passphrase is needed.', toTwilio)
    case 'no-keychain':
      return vault.hasStored ? problem(vault.reason, toTwilio) : unknown(vault.reason, toTwilio)
    case 'unreadable':
      return problem(vault.reason, toTwilio)
  }
  return unknown('It could not be asked.')
}

export interface Versions {
  readonly app: string
  /** "linux 6.1 x64". */
  readonly system: string
  /** "Electron 45.4.1, Chromium 140, Node 24.1", or "Node 24.1". */
  readonly runtime: string
}

export function examineVersions(db: Db, { app, system, runtime }: Versions): Findings {
  return { versions: ok(`PTP Comms Hub ${app}, data of step ${schemaVersion(db)}.`, `${system}\n${runtime}`) }
}
