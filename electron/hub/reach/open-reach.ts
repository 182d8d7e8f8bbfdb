import { createProver } from '../account/prove.ts'
import type { Clock } from '../clock.ts'
import type { Listener } from '../inbound/listener.ts'
import type { Log } from '../log.ts'
import type { Random } from '../random.ts'
import { createEdgeProbe } from '../tunnel/probe.ts'
import { createTunnel } from '../tunnel/tunnel.ts'
import type { TunnelOptions } from '../tunnel/tunnel.ts'
import { createReach } from './reach.ts'
import type { Reach, ReachOptions } from './reach.ts'

export interface OpenReachOptions extends Omit<ReachOptions, 'tunnel' | 'listenerAddress'> {
  readonly clock: Clock
  readonly random: Random
  readonly log: Log
  readonly listener: Listener
  readonly spawn: TunnelOptions['spawn']
}

/** The way in to a listener, with the tunnel that proves itself by round trips to it. */
export function openReach(options: OpenReachOptions): Reach {
  const { clock, random, log, listener, spawn } = options
  const prover = createProver({ clock, expectNonce: listener.expectNonce })
  return createReach({
    ...options,
    tunnel: createTunnel({
      clock,
      random,
      log,
      spawn,
      probe: createEdgeProbe(clock),
      roundTrip: async (url) => (await prover.prove(url)).ok,
    }),
    listenerAddress: listener.address,
  })
}
