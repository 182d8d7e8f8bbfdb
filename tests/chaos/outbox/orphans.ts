import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { between, seededRandom } from '../../../electron/hub/random.ts'
import { startNgrokEdge } from '../../stand-ins/ngrok/edge.ts'
import { until } from '../../support/until.ts'
import { createPerson, parentNumbers, planTexts } from '../rig/person.ts'
import { judge, untilEmpty } from '../rig/judge.ts'
import { createRig } from '../rig/rig.ts'
import type { Length, Scenario } from '../scenario.ts'
import type { Tally } from '../tally.ts'

const sizes: Readonly<Record<Length, number>> = { quick: 1, usual: 4, full: 12 }

/** The hub is killed while its helpers are at work (the tunnel's process, the one that makes a copy): none outlives it. */
async function run({ seed, length }: { readonly seed: number; readonly length: Length }): Promise<Tally> {
  const random = seededRandom(seed ^ 0x0f)
  const edge = await startNgrokEdge()
  const folder = mkdtempSync(join(tmpdir(), 'ptp-chaos-edge-'))
  const certificate = join(folder, 'edge.pem')
  writeFileSync(certificate, edge.certificateAuthority)
  const rig = await createRig({
    seed,
    reserve: true,
    reachable: false,
    keychain: 'fine',
    env: { PTP_NGROK_SERVER: edge.server, PTP_NGROK_CA: certificate, PTP_NGROK_AUTHTOKEN: 'chaos0authtoken' },
  })
  try {
    const problems: string[] = []
    await rig.startHub()
    const person = createPerson(rig, planTexts(4 * sizes[length], parentNumbers(4), rig.conductor.now, 1_000))
    await rig.call('settings.update', { reachBy: 'ngrok' })
    for (let round = 0; round < sizes[length]; round++) {
      const before = rig.helpers.size
      await rig.conductor.pass(1_000)
      await person.typeDue()
      // Its answer never comes.
      const copying = rig.call('backup.copyNow', {}).catch(() => undefined)
      await until(
        async () => {
          await rig.conductor.pass(20)
          return rig.helpers.size >= before + 2
        },
        'the tunnel and the copy have begun',
        20_000,
      )
      await new Promise<void>((resolve) => {
        setTimeout(resolve, between(random, 0, 120))
      })
      await rig.kill()
      await copying
      const left = await rig.orphans()
      if (left.length > 0) problems.push(`${left.length} programs outlived the hub`)
      await rig.revive()
    }
    await rig.conductor.passUntil(async () => {
      await person.typeDue()
      return person.hasTyped
    }, 600_000)
    if (!(await untilEmpty(rig, 3_600_000, person.approve))) problems.push('the outbox did not come to rest')
    const tally = await judge(rig, person.texts)
    return { ...tally, problems: [...tally.problems, ...problems] }
  } finally {
    await rig.end()
    await edge.stop()
    rmSync(folder, { recursive: true })
  }
}

export const orphans: Scenario = {
  name: 'orphans',
  what: 'SIGKILL while the tunnel runs and a copy is made: no program outlives the hub',
  runs: { quick: 0, usual: 1, full: 3 },
  run,
}
