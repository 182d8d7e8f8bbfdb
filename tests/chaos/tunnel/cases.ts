import type { ChaosCase } from '../case.ts'
import { cycles, halfOpen, killed, muted, outage } from './comes-back.ts'
import type { KillMoment } from './comes-back.ts'
import { parentKilled, stopped } from './ends.ts'
import type { StopState } from './ends.ts'
import { staggered } from './move.ts'
import { badToken, domainInUse, hung, refusedRebind, silentEdge } from './says-why.ts'

const runs = 5
const second = 1000

async function inTurn<Item>(items: readonly Item[], move: (item: Item) => Promise<number>): Promise<readonly number[]> {
  const times: number[] = []
  for (const item of items) times.push(await move(item))
  return times
}

const repeated = (move: () => Promise<number>, count = runs) => inTurn(Array.from({ length: count }), move)
const killMoments: readonly KillMoment[] = ['spawned', 'loaded', 'connected', 'up', 'serving', 'heartbeat', 'degraded']
const stopStates: readonly StopState[] = [
  'looking',
  'connecting',
  'binding',
  'up',
  'silent',
  'disconnected',
  'occupied',
  'stopped',
]

/** The tunnel's chaos at full length, about eight minutes. */
export const tunnelCases: readonly ChaosCase[] = [
  {
    name: 'edge away for 0 s: serves again after its return',
    bound: 3 * second,
    byMedian: true,
    run: () => repeated(() => outage(0)),
  },
  { name: 'edge away for 1.5 s', bound: 3 * second, byMedian: true, run: () => repeated(() => outage(1500)) },
  { name: 'edge away for 4 s', bound: 3 * second, byMedian: true, run: () => repeated(() => outage(4 * second)) },
  {
    name: 'edge away for 20 s',
    bound: 3 * second,
    byMedian: true,
    run: () => staggered(runs, () => outage(20 * second)),
  },
  {
    name: 'edge away for 140 s',
    bound: 3 * second,
    byMedian: true,
    run: () => staggered(runs, () => outage(140 * second)),
  },
  { name: 'edge falls silent: replaced', bound: 35 * second, run: () => staggered(runs, () => muted()) },
  {
    name: 'silent edge still holds the domain for 5 s more: serves after it lets go',
    bound: 11 * second,
    run: () => repeated(() => halfOpen({ interval: 1, tolerance: 1 }, 5 * second), 3),
  },
  { name: 'process killed at any moment: serves again', bound: 3 * second, run: () => inTurn(killMoments, killed) },
  { name: 'authtoken refused: stopped, and says what to do', bound: 3 * second, run: () => repeated(badToken) },
  { name: 'domain in use: serves after it is let go', bound: 11 * second, run: () => repeated(domainInUse) },
  { name: 'rebind refused: known as such', bound: 5 * second, run: () => repeated(refusedRebind) },
  { name: 'connect hangs: given up', bound: 21 * second, run: () => staggered(3, () => hung('auth')) },
  { name: 'bind hangs: given up', bound: 11 * second, run: () => staggered(3, () => hung('bind')) },
  { name: 'edge says nothing at all: known as unreachable', bound: 6 * second, run: () => repeated(silentEdge, 3) },
  { name: '100 renewals: one process and one connection are left', bound: 3 * second, run: () => cycles(100) },
  {
    name: 'stopped in any state: no process, no connection',
    bound: 3 * second,
    run: () => inTurn(stopStates, stopped),
  },
  { name: 'hub killed while it is up: no process', bound: second, run: () => repeated(() => parentKilled('up')) },
  {
    name: 'hub killed while it connects: no process',
    bound: second,
    run: () => repeated(() => parentKilled('connecting')),
  },
]
