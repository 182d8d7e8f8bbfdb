import type { TokenTrouble } from '../../ipc/contract/account-views.ts'
import type { Clock, Timer } from '../clock.ts'

/** Whether Twilio still accepts the stored Auth Token; `unknown` where it could not be asked. */
export type TokenProof = 'right' | 'wrong' | 'unknown'

export interface TokenWatchOptions {
  readonly clock: Clock
  /** Asks Twilio by the Auth Token itself: an API key goes on working after a rotation. */
  readonly proveToken: () => Promise<TokenProof>
  /** The trouble came, changed or went. */
  readonly changed: () => void
}

/** Notices a rotated Auth Token by what webhooks are signed with. */
export interface TokenWatch {
  readonly trouble: TokenTrouble | null
  /** A webhook that names our account had a right or a wrong signature. */
  heard(signature: 'right' | 'wrong'): void
  /** Another token counts from now on, or the account was tested: what was noticed before is void. */
  reset(): void
  stop(): void
}

/** So many wrong ones in a row, with no right one between. A single one may be anybody's. */
const suspicious = 3
/** While they go on, Twilio is asked about the token this often at most. Milliseconds. */
const askEvery = 60_000

const rotated = {
  reason:
    'The Auth Token was changed at Twilio: its calls to this laptop are signed with another one, and are turned away.',
  remedy:
    'Copy the new Auth Token from the start page of Twilio’s console and test it in Settings, Twilio. Until then texts that come in are looked up every few seconds.',
} as const

const unexplained = {
  reason: 'Calls in Twilio’s name come with wrong signatures, although the Auth Token is right.',
  remedy:
    'Check that the public address in Settings, Webhooks is written as at Twilio, and that no proxy changes what passes through it. It may also be a stranger trying.',
} as const

export function createTokenWatch({ clock, proveToken, changed }: TokenWatchOptions): TokenWatch {
  let wrongInRow = 0
  let trouble: TokenTrouble | null = null
  let rest: Timer | null = null
  /** Answers to what was asked before a reset, or a right signature, no longer count. */
  let epoch = 0

  function settle(next: TokenTrouble | null): void {
    if (trouble?.kind === next?.kind) return
    trouble = next
    changed()
  }

  async function ask(): Promise<void> {
    rest = clock.after(askEvery, () => (rest = null))
    const asked = epoch
    const proof = await proveToken().catch((): TokenProof => 'unknown')
    if (asked !== epoch || proof === 'unknown') return
    const words = proof === 'wrong' ? rotated : unexplained
    settle({ kind: proof === 'wrong' ? 'rotated' : 'signatures', since: trouble?.since ?? clock.now(), ...words })
  }

  function calm(): void {
    wrongInRow = 0
    epoch += 1
    settle(null)
  }

  return {
    get trouble() {
      return trouble
    },
    heard(signature) {
      if (signature === 'right') {
        if (wrongInRow > 0 || trouble !== null) calm()
        return
      }
      wrongInRow += 1
      if (wrongInRow >= suspicious && rest === null) void ask()
    },
    reset() {
      rest?.cancel()
      rest = null
      calm()
    },
    stop() {
      epoch += 1
      rest?.cancel()
    },
  }
}
