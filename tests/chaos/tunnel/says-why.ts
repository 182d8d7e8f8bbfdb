import { until } from '../../support/until.ts'
import { expectKind, withRig } from './move.ts'

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
