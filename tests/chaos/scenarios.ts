import { clockJumps } from './clock/jumps.ts'
import { plannedTexts } from './clock/planned.ts'
import { hostileCalls } from './hostile/calls.ts'
import { hostileWebhooks } from './hostile/webhooks.ts'
import { callbacks } from './outbox/callbacks.ts'
import { carrierTroubles, storm } from './outbox/carrier.ts'
import { keychainAway, revoked } from './outbox/credentials.ts'
import { inbound } from './outbox/inbound.ts'
import { orphans } from './outbox/orphans.ts'
import { powerCut } from './outbox/power.ts'
import { restored } from './outbox/restore.ts'
import { killedAnywhere, killedAtPoints, killedCalling } from './outbox/sigkill.ts'
import { soak } from './outbox/soak.ts'
import { offlineDay } from './way-out/offline-day.ts'
import { shutWays } from './way-out/shut.ts'
import type { Scenario } from './scenario.ts'
import { damagedLog } from './store/damage.ts'
import { diskTrouble } from './store/trouble.ts'

/** All scenarios, by the word that chooses them on the command line. */
export const groups: Readonly<Record<string, readonly Scenario[]>> = {
  outbox: [
    killedAnywhere,
    killedAtPoints,
    killedCalling,
    carrierTroubles,
    storm,
    callbacks,
    inbound,
    powerCut,
    revoked,
    keychainAway,
    restored,
    orphans,
    soak,
  ],
  'way-out': [shutWays, offlineDay],
  clock: [clockJumps, plannedTexts],
  hostile: [hostileWebhooks, hostileCalls],
  store: [diskTrouble, damagedLog],
}
