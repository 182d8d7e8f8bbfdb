import {
  closeSync,
  copyFileSync,
  mkdtempSync,
  openSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findLogBreak } from '../../../db/log-health.ts'
import { silentLog } from '../../../electron/hub/log.ts'
import { between, seededRandom } from '../../../electron/hub/random.ts'
import { createMending } from '../../../electron/hub/store-trouble/mend.ts'
import { memoryKeychain } from '../../support/memory-keychain.ts'
import { untilEmpty } from '../rig/judge.ts'
import { judgeReceived, textFrom } from '../rig/parents.ts'
import type { ParentText } from '../rig/parents.ts'
import { createPerson, parentNumbers, planTexts } from '../rig/person.ts'
import { createRig } from '../rig/rig.ts'
import type { Length, Scenario } from '../scenario.ts'
import { nothing } from '../tally.ts'
import type { Tally } from '../tally.ts'

const sizes: Readonly<Record<Length, number>> = { quick: 20, usual: 60, full: 150 }
const minute = 60_000
const frameBytes = 24 + 4096

function damage(file: string, at: number): void {
  const handle = openSync(file, 'r+')
  writeSync(handle, Buffer.alloc(16, 0xff), 0, 16, at)
  closeSync(handle)
}

/**
 * The power goes, and the write-ahead log comes back damaged in its middle: SQLite by itself would open the store without what
 * was stored after it, and texts that have left would leave again. The start has to refuse, as often as it is tried; what can
 * be read is then opened on purpose.
 */
async function run({ seed, length }: { readonly seed: number; readonly length: Length }): Promise<Tally> {
  const rig = await createRig({ seed })
  const shelf = mkdtempSync(join(tmpdir(), 'ptp-chaos-damage-'))
  try {
    await rig.startHub()
    const random = seededRandom(seed ^ 0xda)
    const count = sizes[length]
    const numbers = parentNumbers(10)
    const person = createPerson(rig, planTexts(count, numbers, rig.conductor.now + 1_000, count * 2_000))
    const parents: ParentText[] = []
    const problems: string[] = []
    await rig.conductor.passUntil(async () => {
      await person.typeDue()
      return person.hasTyped
    }, 60 * minute)
    parents.push(await textFrom(rig, numbers[0] ?? '', 'Before the power went'))
    // Each has reached the carrier: what is lost of the store may be found there again, and must not go there again.
    if (!(await untilEmpty(rig, 240 * minute, person.approve))) problems.push('the outbox did not come to rest')
    rig.hub?.signal('SIGSTOP')
    await rig.untilStopped()
    for (const name of ['hub.db', 'hub.db-wal']) copyFileSync(join(rig.dataDir, name), join(shelf, name))
    await rig.kill()
    for (const name of ['hub.db', 'hub.db-wal']) copyFileSync(join(shelf, name), join(rig.dataDir, name))
    const log = join(rig.dataDir, 'hub.db-wal')

    // The earlier half of what is still needed of it; where a round has just begun there is nothing to lose yet.
    const frames = Math.floor((statSync(log).size - 32) / frameBytes)
    damage(
      log,
      32 + between(random, 0, Math.min(20, Math.max(0, frames - 10))) * frameBytes + between(random, 24, 3_000),
    )
    const isTold = findLogBreak(log) !== null
    const before = [readFileSync(log), readFileSync(join(rig.dataDir, 'hub.db'))]
    const isAsBefore = (): boolean =>
      before[0]?.equals(readFileSync(log)) === true &&
      before[1]?.equals(readFileSync(join(rig.dataDir, 'hub.db'))) === true
    // The first start after the death is a revival.
    let isRevived = false
    const start = async (): Promise<void> => {
      const revives = !isRevived
      isRevived = true
      await (revives ? rig.revive() : rig.startHub())
    }
    for (let again = 0; isTold && again < 2; again += 1) {
      const started = await start().then(
        () => true,
        () => false,
      )
      if (started) problems.push('the hub started on a store with damage in its log')
      if (!isAsBefore()) problems.push('a start that was refused wrote to the damaged store')
    }
    if (isTold) {
      createMending({
        dataDir: rig.dataDir,
        migrationsDir: join(import.meta.dirname, '..', '..', '..', 'db', 'migrations'),
        openKeychain: () => ({ ...memoryKeychain(), close: () => undefined }),
        startCopier: () => {
          throw new Error('Nothing is copied here.')
        },
        clock: { rate: 1, now: () => Math.floor(rig.conductor.now), after: () => ({ cancel: () => undefined }) },
        log: silentLog,
        holder: 'the harness',
      }).openReadable()
    }
    await start()
    if (isTold && !readdirSync(rig.dataDir).some((name) => name.startsWith('hub-before-restore-')))
      problems.push('the damaged store was not kept')
    parents.push(await textFrom(rig, numbers[0] ?? '', 'After the power came back'))
    await rig.conductor.pass(15 * minute)
    if (!(await untilEmpty(rig, 240 * minute, person.approve))) problems.push('the outbox did not come to rest again')
    const accepted = (await rig.accepted()).map(({ to, body }) => `${to} ${body}`)
    const kept = await judgeReceived(rig, parents)
    const stored = await rig.rows<{ readonly key: string }>(
      `SELECT c.address || ' ' || m.body AS key FROM message m JOIN conversation c ON c.id = m.conversation_id WHERE m.direction = 'out'`,
    )
    const here = new Set(stored.map(({ key }) => key))
    const wanted = person.texts.map(({ to, body }) => `${to} ${body}`)
    return {
      ...nothing,
      texts: wanted.length,
      kills: rig.kills,
      lost: wanted.filter((key) => !here.has(key) || !accepted.includes(key)).length + kept.lost,
      doubled: accepted.length - new Set(accepted).size + kept.doubled,
      outOfOrder: kept.outOfOrder,
      problems: [...problems, ...kept.problems],
    }
  } finally {
    rmSync(shelf, { recursive: true, force: true })
    await rig.end()
  }
}

export const damagedLog: Scenario = {
  name: 'damaged-log',
  what: 'damage in the middle of the WAL: the start refuses it, what can be read is opened, nothing leaves again',
  runs: { quick: 0, usual: 2, full: 10 },
  run,
}
