import { fork } from 'node:child_process'
import { join } from 'node:path'
import type { FromAgent, Heartbeat } from '../../../electron/hub/tunnel/messages.ts'
import type { TunnelStatus } from '../../../electron/hub/tunnel/types.ts'
import { isAlive } from '../../support/is-alive.ts'
import { startTunnelRig } from '../../support/tunnel-rig.ts'
import type { RigOptions, TunnelRig } from '../../support/tunnel-rig.ts'
import { until } from '../../support/until.ts'

/** Each move is one thing that goes wrong, on a rig of its own, and returns the milliseconds until all was well. */

const pause = (span: number) =>
  new Promise<void>((resolve) => {
    setTimeout(resolve, span)
  })

async function withRig(options: RigOptions, work: (rig: TunnelRig) => Promise<number>): Promise<number> {
  const rig = await startTunnelRig(options)
  try {
    return await work(rig)
  } finally {
    await rig.close()
    expectNone(rig.alive, 'processes after the stop')
  }
}

function expectNone(list: readonly unknown[], what: string): void {
  if (list.length > 0) throw new Error(`${what}: ${JSON.stringify(list)}`)
}

function expectKind<Kind extends TunnelStatus['kind']>(
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

/** ngrok does not know the authtoken: until the tunnel has stopped and says so, without the token. */
export function badToken(): Promise<number> {
  return withRig({}, async (rig) => {
    rig.edge.auth = ({ Extra }) => ({
      code: 105,
      message: `The authtoken you specified does not look like a proper ngrok authtoken.\r\nYour authtoken: ${Extra.AuthToken}`,
    })
    rig.tunnel.start(rig.settings)
    const time = await rig.untilKind('stopped', 10_000)
    const { code, remedy } = expectKind(rig.tunnel.status, 'stopped')
    if (code !== 105 || !remedy.includes('authtoken'))
      throw new Error(`Wrong words: ${JSON.stringify(rig.tunnel.status)}`)
    if (rig.said.join().includes(rig.settings.authtoken)) throw new Error('The authtoken was said')
    await until(() => rig.alive.length === 0, 'no process is left', 2000)
    return time
  })
}

/** Another computer holds the domain, then lets go: from then until a request comes through. */
export function domainInUse(): Promise<number> {
  return withRig({}, async (rig) => {
    rig.edge.bind = () => ({ code: 334, message: 'The endpoint is already online.' })
    rig.tunnel.start(rig.settings)
    await rig.untilKind('waiting', 1000)
    await until(() => rig.tunnel.status.kind === 'waiting' && rig.tunnel.status.cause === 'occupied', 'occupied', 5000)
    rig.edge.bind = () => 'accept'
    return rig.untilServing(15_000)
  })
}

/** The connection breaks and ngrok refuses to bind the domain again: until the state says so. The SDK alone says nothing for two minutes. */
export function refusedRebind(): Promise<number> {
  return withRig({}, async (rig) => {
    await rig.begin()
    rig.edge.bind = () => ({ code: 334, message: 'The endpoint is already online.' })
    rig.edge.dropAll()
    const time = await until(
      () => rig.tunnel.status.kind === 'waiting' && rig.tunnel.status.cause === 'occupied',
      'occupied',
      15_000,
    )
    rig.edge.bind = () => 'accept'
    await rig.untilServing(15_000)
    return time
  })
}

/** ngrok takes the connection and says nothing: until it is given up. */
export function hung(where: 'auth' | 'bind'): Promise<number> {
  return withRig({}, async (rig) => {
    rig.edge[where] = () => 'hang'
    rig.tunnel.start(rig.settings)
    await rig.untilKind('connecting', 5000)
    const time = await rig.untilKind('waiting', 30_000)
    if (expectKind(rig.tunnel.status, 'waiting').cause !== 'refused') throw new Error('Not told as refused')
    rig.edge[where] = () => 'accept'
    await rig.untilServing(5000)
    return time
  })
}

/** The edge's port is open and nothing speaks there: until the state says that ngrok cannot be reached. */
export function silentEdge(): Promise<number> {
  return withRig({}, async (rig) => {
    rig.edge.silent = true
    rig.tunnel.start(rig.settings)
    const time = await until(
      () => rig.tunnel.status.kind === 'waiting' && rig.tunnel.status.cause === 'unreachable',
      'unreachable',
      15_000,
    )
    rig.edge.silent = false
    await rig.untilServing(5000)
    return time
  })
}

/** Renews the tunnel over and over: each time until a request comes through; in the end one process and one connection. */
export async function cycles(count: number): Promise<readonly number[]> {
  const times: number[] = []
  await withRig({}, async (rig) => {
    await rig.begin()
    for (let index = 0; index < count; index += 1) {
      rig.tunnel.reconnectNow('asked')
      times.push(await rig.untilServing(10_000))
    }
    await until(() => rig.alive.length === 1 && rig.edge.connections === 1, 'one process and one connection', 3000)
    return 0
  })
  return times
}

export type StopState = 'looking' | 'connecting' | 'binding' | 'up' | 'silent' | 'disconnected' | 'occupied' | 'stopped'

/** Stops the tunnel in a given state: until its process is gone. */
export function stopped(state: StopState): Promise<number> {
  return withRig({ heartbeat: { interval: 1, tolerance: 1 } }, async (rig) => {
    const refuse = () => ({ code: 334, message: 'The endpoint is already online.' })
    const { edge, tunnel } = rig
    switch (state) {
      case 'looking':
        edge.silent = true
        tunnel.start(rig.settings)
        await rig.untilKind('waiting', 1000)
        break
      case 'connecting':
      case 'binding': {
        if (state === 'connecting') edge.auth = () => 'hang'
        else edge.bind = () => 'hang'
        tunnel.start(rig.settings)
        await until(() => tunnel.status.kind === 'connecting' && tunnel.status.step === state, state, 5000)
        break
      }
      case 'up':
        await rig.begin()
        break
      case 'silent':
        await rig.begin()
        edge.mute()
        await rig.untilKind('degraded', 10_000)
        break
      case 'disconnected':
        await rig.begin()
        edge.bind = refuse
        edge.dropAll()
        await rig.untilKind('degraded', 5000)
        break
      case 'occupied':
        edge.bind = refuse
        tunnel.start(rig.settings)
        await until(() => tunnel.status.kind === 'waiting' && tunnel.status.cause === 'occupied', 'occupied', 5000)
        break
      case 'stopped':
        edge.auth = () => ({ code: 105, message: 'No.' })
        tunnel.start(rig.settings)
        await rig.untilKind('stopped', 5000)
    }
    const start = Date.now()
    await tunnel.stop(3000)
    const time = Date.now() - start
    expectKind(tunnel.status, 'off')
    expectNone(rig.alive, 'processes after the stop')
    await until(() => edge.connections === 0, 'no connection is left', 1000)
    return time
  })
}

/** The hub's process is killed: until the tunnel's process has ended too. */
export function parentKilled(kind: TunnelStatus['kind']): Promise<number> {
  return withRig({}, async (rig) => {
    if (kind === 'connecting') rig.edge.auth = () => 'hang'
    const parent = fork(join(import.meta.dirname, 'host.ts'), {
      execArgv: ['--disable-warning=MODULE_TYPELESS_PACKAGE_JSON'],
    })
    let pid = 0
    let reached = false
    parent.on('message', (message: { readonly pid?: number; readonly kind?: string }) => {
      pid = message.pid ?? pid
      reached ||= message.kind === kind
    })
    try {
      parent.send(rig.settings)
      await until(() => reached && pid !== 0, `the tunnel is ${kind}`, 10_000)
      // So that its program runs, and is not killed by having no one to speak to at its start.
      await until(() => rig.edge.connections > 0, 'a connection', 10_000)
      parent.kill('SIGKILL')
      return await until(() => !isAlive(pid), "the tunnel's process ended", 5000)
    } finally {
      parent.kill('SIGKILL')
    }
  })
}
