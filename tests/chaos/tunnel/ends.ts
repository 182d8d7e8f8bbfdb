import { fork } from 'node:child_process'
import { join } from 'node:path'
import type { TunnelStatus } from '../../../electron/hub/tunnel/types.ts'
import { isAlive } from '../../support/is-alive.ts'
import { until } from '../../support/until.ts'
import { expectKind, expectNone, withRig } from './move.ts'

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
