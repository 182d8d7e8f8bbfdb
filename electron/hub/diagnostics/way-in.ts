import type { ProofView } from '../../ipc/contract/account-views.ts'
import type { LinkState, TunnelState } from '../../ipc/contract/views.ts'
import type { Listener } from '../inbound/listener.ts'
import { ok, problem, unknown } from './types.ts'
import type { Finding, Findings, Fix } from './types.ts'

const toWebhooks: Fix = { label: 'Open Webhooks', opens: 'webhooks' }
const toTwilio: Fix = { label: 'Open Twilio settings', opens: 'twilio' }

/** The port that Twilio's calls come to on this machine. */
export function examineListener(listener: Pick<Listener, 'port' | 'portWanted'> | null): Findings {
  return { listener: listenerOf(listener) }
}

function listenerOf(listener: Pick<Listener, 'port' | 'portWanted'> | null): Finding {
  if (!listener) return problem('Nothing listens for Twilio’s calls. Close the app and open it again.')
  const { port, portWanted } = listener
  if (portWanted === 0 || port === portWanted) return ok(`It listens on this laptop alone, on port ${port}.`)
  return problem(
    `Another program has port ${portWanted}, so it listens on port ${port}. A public address of your own that leads to ${portWanted} does not arrive. Close that program, then start the app again.`,
  )
}

export interface WayIn {
  readonly state: TunnelState
  readonly link: LinkState
  /** What is known of a way that is down, in words; null where nothing is. */
  readonly trouble: { readonly reason: string; readonly remedy: string | null } | null
  readonly reconnect: () => void
}

/** How Twilio's calls come to this laptop. */
export function examineTunnel(way: WayIn): Findings {
  return { tunnel: wayInOf(way, { label: 'Reconnect now', run: way.reconnect }) }
}

function wayInOf({ state, link, trouble }: WayIn, again: Fix): Finding {
  switch (state) {
    case 'up':
      return ok('The tunnel is up.')
    case 'practice':
      return ok('The practice Twilio calls this laptop directly.')
    case 'own-address':
      return ok('Twilio calls your own public address.')
    case 'none':
      return ok('There is none, as chosen: Twilio is asked every few seconds instead.')
    case 'down': {
      if (link === 'offline' || link === 'captive') {
        return problem('Without internet nobody can call this laptop. It comes back by itself.', again)
      }
      const why = trouble ? ` ${[trouble.reason, trouble.remedy].filter(Boolean).join(' ')}` : ''
      return problem(`Twilio cannot call this laptop now. It is asked instead.${why}`, again)
    }
  }
}

/** One round trip from the public address back to this laptop. */
export function roundTripFindings(proof: ProofView | null): Findings {
  if (!proof) return { 'round-trip': unknown('There is no public address to try.', toWebhooks) }
  return {
    'round-trip': proof.ok
      ? ok(proof.milliseconds === null ? proof.words : `It came back within ${proof.milliseconds} ms.`)
      : problem(proof.words, toWebhooks, proof.details),
  }
}

export const practiceRoundTrip: Findings = { 'round-trip': ok('Practice needs none: it stays on this laptop.') }

/** Webhooks that were turned away because of their signature. */
export function examineSignatures(lately: number, minutes: number): Findings {
  const within = `in the last ${minutes} min`
  return {
    signatures:
      lately === 0
        ? ok(`No call was turned away ${within}.`)
        : problem(
            `${lately === 1 ? '1 call was' : `${lately} calls were`} turned away ${within} because of a wrong signature. If the Auth Token was changed at Twilio, enter the new one; otherwise strangers are trying the address.`,
            toTwilio,
          ),
  }
}
