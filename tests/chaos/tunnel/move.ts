import type { TunnelStatus } from '../../../electron/hub/tunnel/types.ts'
import { startTunnelRig } from '../../support/tunnel-rig.ts'
import type { RigOptions, TunnelRig } from '../../support/tunnel-rig.ts'

/** A move is one thing that goes wrong, on a rig of its own; it returns the milliseconds until all was well. */

export const pause = (span: number) =>
  new Promise<void>((resolve) => {
    setTimeout(resolve, span)
  })

/** Runs a move on a rig of its own; leaves no process behind. */
export async function withRig(options: RigOptions, work: (rig: TunnelRig) => Promise<number>): Promise<number> {
  const rig = await startTunnelRig(options)
  try {
    return await work(rig)
  } finally {
    await rig.close()
    expectNone(rig.alive, 'processes after the stop')
  }
}

export function expectNone(list: readonly unknown[], what: string): void {
  if (list.length > 0) throw new Error(`${what}: ${JSON.stringify(list)}`)
}

export function expectKind<Kind extends TunnelStatus['kind']>(
  status: TunnelStatus,
  kind: Kind,
): Extract<TunnelStatus, { kind: Kind }> {
  if (status.kind !== kind) throw new Error(`Expected ${kind}, found ${JSON.stringify(status)}`)
  return status as Extract<TunnelStatus, { kind: Kind }>
}

/** Repeats a long move side by side, each a little later than the one before, so that they do not all wake at once. */
export function staggered(count: number, move: () => Promise<number>, gap = 2500): Promise<readonly number[]> {
  return Promise.all(
    Array.from({ length: count }, async (_, index) => {
      await pause(index * gap)
      return move()
    }),
  )
}
