import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { pick, seededRandom } from '../../../electron/hub/random.ts'
import { judge, untilEmpty } from '../rig/judge.ts'
import { judgeReceived, postText } from '../rig/parents.ts'
import type { ParentText } from '../rig/parents.ts'
import { createPerson, parentNumbers, planTexts } from '../rig/person.ts'
import { createRig } from '../rig/rig.ts'
import type { Rig } from '../rig/rig.ts'
import { copyStore, cutPower, cuts } from '../rig/store-copy.ts'
import type { Length, Scenario } from '../scenario.ts'
import type { Tally } from '../tally.ts'

const sizes: Readonly<Record<Length, { readonly texts: number; readonly cuts: number }>> = {
  quick: { texts: 24, cuts: 3 },
  usual: { texts: 120, cuts: 15 },
  full: { texts: 300, cuts: 40 },
}
const minute = 60_000

/** Opens a store after a power cut as the app does, and says what is not as it must be. */
function examine(folder: string, sent: readonly string[], received: readonly string[]): readonly string[] {
  const problems: string[] = []
  const db = new Database(join(folder, 'hub.db'))
  try {
    const health = db.pragma('integrity_check', { simple: true })
    if (health !== 'ok') problems.push(`integrity_check says ${String(health)}`)
    const has = (column: string) => db.prepare(`SELECT 1 FROM message WHERE ${column} = ?`)
    const byId = has('id')
    const bySid = has('sid')
    for (const id of sent) if (!byId.get(id)) problems.push('a text that the screen was told is kept is gone')
    for (const sid of received) if (!bySid.get(sid)) problems.push('a text that Twilio was told is received is gone')
  } catch (error) {
    problems.push(`does not open: ${error instanceof Error ? error.message : String(error)}`)
  } finally {
    db.close()
  }
  return problems
}

/** The hub stops in mid-work; the disk then holds one of the things it may hold. @returns what was not as promised */
async function loseThePower(
  rig: Rig,
  seed: number,
  acknowledged: { readonly sent: readonly string[]; readonly received: readonly string[] },
): Promise<readonly string[]> {
  const random = seededRandom(seed)
  const stopped = rig.hub
  if (!stopped) return []
  stopped.signal('SIGSTOP')
  await rig.untilStopped()
  const shelf = mkdtempSync(join(tmpdir(), 'ptp-chaos-power-'))
  try {
    const frozen = join(shelf, 'frozen')
    mkdirSync(frozen)
    copyStore(rig.dataDir, frozen)
    await rig.kill()
    const problems: string[] = []
    const chosen = pick(random, cuts)
    for (const cut of cuts) {
      const folder = join(shelf, cut.replaceAll(' ', '-'))
      mkdirSync(folder)
      copyStore(frozen, folder)
      cutPower(folder, cut, random)
      if (cut === chosen) {
        // The app goes on with this one, opened by itself first.
        copyStore(folder, rig.dataDir)
      }
      for (const problem of examine(folder, acknowledged.sent, acknowledged.received))
        problems.push(`${cut}: ${problem}`)
    }
    await rig.revive()
    return problems
  } finally {
    rmSync(shelf, { recursive: true, force: true })
  }
}

async function run({ seed, length }: { readonly seed: number; readonly length: Length }): Promise<Tally> {
  const size = sizes[length]
  const rig = await createRig({ seed, reserve: true })
  try {
    await rig.startHub()
    const random = seededRandom(seed ^ 0x90)
    const span = size.texts * 1_200
    const start = rig.conductor.now + 1_000
    const person = createPerson(rig, planTexts(size.texts, parentNumbers(10), start, span))
    const received: ParentText[] = []
    const problems: string[] = []
    const [pragma] = await rig.hubPragmas()
    if (pragma?.synchronous !== 2 || pragma.journalMode !== 'wal') problems.push('the store does not sync each commit')
    let nextAt = start + random.next() * minute
    let done = 0
    await rig.conductor.passUntil(
      async () => {
        await person.typeDue()
        if (rig.conductor.now >= nextAt && done < size.cuts) {
          done += 1
          nextAt = rig.conductor.now + (2 * span * random.next()) / size.cuts
          // Texts that arrive in the same moment: the answer to Twilio is a promise too.
          const arriving = Array.from({ length: 6 }, (_, index): ParentText => {
            const number = done * 10 + index
            return {
              sid: `SM${String(number).padStart(32, '0')}`,
              from: pick(random, parentNumbers(10)),
              body: `Parent's text ${number}`,
            }
          })
          const posted = arriving.map(async (text) => {
            if ((await postText(rig, text)) === 200) received.push(text)
          })
          await realTime(random.next() * 12)
          const acknowledged = {
            sent: person.texts.filter((text) => text.isAcknowledged).map(({ id }) => id),
            received: received.map(({ sid }) => sid),
          }
          problems.push(...(await loseThePower(rig, seed + done, acknowledged)))
          await Promise.all(posted)
        }
        return person.hasTyped && done === size.cuts
      },
      6 * span + 60 * minute,
    )
    const isEmpty = await untilEmpty(rig, 180 * minute, person.approve)
    const tally = await judge(rig, person.texts)
    // Texts posted in the last moment may be there without an answer: nobody but the harness would ask for them again.
    const kept = await judgeReceived(rig, received)
    problems.push(...tally.problems, ...kept.problems.filter((problem) => !problem.endsWith('was never written')))
    if (!isEmpty) problems.push('the outbox did not come to rest')
    return { ...tally, lost: tally.lost + kept.lost, doubled: tally.doubled + kept.doubled, problems }
  } finally {
    await rig.end()
  }
}

function realTime(span: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, span)
  })
}

export const powerCut: Scenario = {
  name: 'power',
  what: 'power cut in mid-work: store and WAL as they were, unsynced bytes dropped or torn, a checkpoint torn',
  runs: { quick: 1, usual: 1, full: 4 },
  run,
}
