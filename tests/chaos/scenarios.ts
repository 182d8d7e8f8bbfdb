import { killedAnywhere, killedAtPoints } from './outbox/sigkill.ts'
import type { Scenario } from './scenario.ts'

/** All scenarios, by the word that chooses them on the command line. */
export const groups: Readonly<Record<string, readonly Scenario[]>> = {
  outbox: [killedAnywhere, killedAtPoints],
}
