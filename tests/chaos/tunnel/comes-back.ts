import { readdirSync } from 'node:fs'
import type { FromAgent, Heartbeat } from '../../../electron/hub/tunnel/messages.ts'
import { until } from '../../support/until.ts'
import { pause, withRig } from './move.ts'

/** The edge goes, and comes back after `span`: from its return until a request comes through. */
export function outage(span: number): Promise<number> {
  return withRig({}, async (rig) => {
    await rig.begin()
    await rig.edge.down()
    await pause(span)
    await rig.edge.up()
    return rig.untilServing(30_000)
  })
}

/** The connection stays open and nothing answers any more: from then until a request comes through a new one. */
export function muted(heartbeat?: Heartbeat): Promise<number> {
  return withRig(heartbeat ? { heartbeat } : {}, async (rig) => {
    await rig.begin()
    const before = rig.edge.sessions
    const start = Date.now()
    rig.edge.mute()
    await until(() => rig.edge.sessions > before, 'a new session', 60_000)
    await rig.untilServing(10_000)
    return Date.now() - start
  })
}

/** As `muted`, and the edge does not see that connection end either until `lingers` later: its domain stays taken. From the reaping on. */
export function halfOpen(heartbeat: Heartbeat, lingers: number): Promise<number> {
  return withRig({ heartbeat }, async (rig) => {
    await rig.begin()
    rig.edge.mute({ deaf: true })
    await until(
      () => rig.tunnel.status.kind === 'waiting' && rig.tunnel.status.cause === 'occupied',
      'the domain is taken',
      60_000,
    )
    await pause(lingers)
    rig.edge.reap()
    return rig.untilServing(15_000)
  })
}

export type KillMoment = FromAgent['kind'] | 'spawned' | 'serving' | 'degraded'

/** The tunnel's process is killed at a given moment: from then until a request comes through. */
export function killed(moment: KillMoment): Promise<number> {
  let killedAt: number | null = null
  const kill = (pid: number) => {
    if (killedAt !== null) return
    killedAt = Date.now()
    process.kill(pid, 'SIGKILL')
  }
  const onAgentMessage = (message: FromAgent, pid: number) => {
    if (message.kind === moment) kill(pid)
  }
  return withRig({ onAgentMessage }, async (rig) => {
    rig.tunnel.start(rig.settings)
    if (moment === 'spawned') {
      await until(() => rig.pids.length > 0, 'a process', 5000, 1)
      kill(rig.pids[0] ?? 0)
    }
    if (moment === 'serving' || moment === 'degraded') {
      await rig.untilServing(10_000)
      if (moment === 'degraded') {
        rig.edge.bind = () => ({ code: 334, message: 'The endpoint is already online.' })
        rig.edge.dropAll()
        await rig.untilKind('degraded', 5000)
        rig.edge.bind = () => 'accept'
      }
      kill(rig.alive[0] ?? 0)
    }
    await until(() => killedAt !== null, `the moment (${moment})`, 10_000)
    const start = killedAt ?? Date.now()
    await until(() => rig.pids.length > 1, 'a new process', 10_000)
    await rig.untilServing(10_000)
    return Date.now() - start
  })
}

/** Files and sockets this process holds; where the system does not tell, always the same. */
function openFiles(): number {
  return process.platform === 'linux' ? readdirSync('/proc/self/fd').length : 0
}

/** Renews the tunnel over and over: each time until a request comes through; in the end one process, one connection and no more open files than before. */
export async function cycles(count: number): Promise<readonly number[]> {
  const times: number[] = []
  await withRig({}, async (rig) => {
    await rig.begin()
    const before = openFiles()
    for (let index = 0; index < count; index += 1) {
      rig.tunnel.reconnectNow('asked')
      times.push(await rig.untilServing(10_000))
    }
    await until(() => rig.alive.length === 1 && rig.edge.connections === 1, 'one process and one connection', 3000)
    await until(() => openFiles() <= before, 'no socket is left', 3000)
    return 0
  })
  return times
}
