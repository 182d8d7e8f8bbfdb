import { forkChild } from '../../../electron/host/fork-child.ts'
import { realClock } from '../../../electron/hub/clock.ts'
import { silentLog } from '../../../electron/hub/log.ts'
import { systemRandom } from '../../../electron/hub/random.ts'
import type { FromAgent, ToAgent } from '../../../electron/hub/tunnel/messages.ts'
import { createEdgeProbe } from '../../../electron/hub/tunnel/probe.ts'
import { createTunnel } from '../../../electron/hub/tunnel/tunnel.ts'
import type { TunnelSettings } from '../../../electron/hub/tunnel/types.ts'
import { tunnelProgram } from '../../support/tunnel-rig.ts'

// A hub of nothing but a tunnel, to be killed: says its tunnel's process id, then each state.
const clock = realClock()
const say = (message: object) => process.send?.(message)
const tunnel = createTunnel({
  clock,
  random: systemRandom,
  log: silentLog,
  probe: createEdgeProbe(clock),
  spawn() {
    const child = forkChild<ToAgent, FromAgent>(tunnelProgram)
    say({ pid: child.pid })
    return child
  },
})
tunnel.onChange(({ kind }) => say({ kind }))
process.on('message', (settings) => tunnel.start(settings as TunnelSettings))
process.on('disconnect', () => {
  tunnel.stop(1000).then(
    () => process.exit(0),
    () => process.exit(1),
  )
})
