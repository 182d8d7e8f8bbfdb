import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { AppState } from '../../../electron/ipc/contract/views.ts'
import { judge, untilEmpty } from '../rig/judge.ts'
import { createPerson, parentNumbers, planTexts } from '../rig/person.ts'
import { createRig } from '../rig/rig.ts'
import type { Rig } from '../rig/rig.ts'
import type { Length, Scenario } from '../scenario.ts'
import type { Tally } from '../tally.ts'
import { openDoorway } from './doorway.ts'
import type { DoorState, Doorway } from './doorway.ts'

type Way = Exclude<DoorState, 'open'> | 'no-names'

const ways: readonly Way[] = ['refused', 'no-names', 'dropped', 'stranger', 'captive', 'broken']
const sizes: Readonly<Record<Length, number>> = { quick: 8, usual: 24, full: 60 }
const minute = 60_000

async function shut(rig: Rig, door: Doorway, way: Way, isShut: boolean): Promise<void> {
  if (way === 'no-names') {
    await rig.askHub({ kind: 'names', known: !isShut })
    // What is connected needs no name any more: a network that lost its names has lost those, too.
    await door.set('open')
  } else await door.set(isShut ? way : 'open')
}

/** What is shown of a text, and how often it was tried. */
interface Waiting {
  readonly state: string
  readonly phase: string | null
  readonly attempts: number
}

async function runWay(way: Way, { seed, length }: { readonly seed: number; readonly length: Length }): Promise<Tally> {
  const folder = mkdtempSync(join(tmpdir(), 'ptp-chaos-door-'))
  const authority = join(folder, 'authority.pem')
  let door: Doorway | null = null
  const rig = await createRig({
    seed,
    env: { PTP_TWILIO_CA: authority },
    async api(origin) {
      door = await openDoorway(origin, authority)
      return door.origin
    },
  })
  try {
    const doorway = door as Doorway | null
    if (!doorway) throw new Error('There is no door.')
    await rig.startHub()
    const { now } = rig.conductor
    const count = sizes[length]
    const person = createPerson(rig, planTexts(count, parentNumbers(Math.ceil(count / 4)), now, 8 * minute))
    const problems: string[] = []
    // The first texts leave as ever.
    await rig.conductor.passUntil(async () => {
      await person.typeDue()
      return rig.conductor.now >= now + 2 * minute
    }, 5 * minute)
    await untilEmpty(rig, 5 * minute, person.approve)
    const before = person.texts.length

    await shut(rig, doorway, way, true)
    await rig.conductor.passUntil(async () => {
      await person.typeDue()
      return person.hasTyped
    }, 20 * minute)
    await rig.conductor.pass(minute)
    const waiting = await rig.rows<Waiting>(
      `SELECT m.state, o.phase, (SELECT count(*) FROM attempt a WHERE a.message_seq = m.seq) AS attempts
       FROM message m LEFT JOIN outbox o ON o.message_seq = m.seq WHERE m.direction = 'out' ORDER BY m.seq`,
    )
    for (const { state, phase, attempts } of waiting.slice(before)) {
      if (state !== 'queued' || phase !== 'ready') problems.push(`a text is ${state} (${phase}) and does not wait`)
      if (attempts > 0) problems.push(`a text has ${attempts} attempts that never could begin`)
    }
    const { connection } = await rig.call<AppState>('system.state', {})
    if (connection.link !== 'offline' && connection.link !== 'captive')
      problems.push(`the link is called ${connection.link}`)

    await shut(rig, doorway, way, false)
    if (!(await untilEmpty(rig, 120 * minute, person.approve))) problems.push('the outbox did not come to rest')
    const tally = await judge(rig, person.texts)
    return { ...tally, problems: [...problems, ...tally.problems].map((problem) => `${way}: ${problem}`) }
  } finally {
    await rig.end()
    await (door as Doorway | null)?.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

/** The way out is shut in every way a network is, while a person texts; then it is open again. */
export const shutWays: Scenario = {
  name: 'shut',
  what: 'way out refused, without names, silent, under a stranger’s certificate, captive, not TLS',
  runs: { quick: 1, usual: 6, full: 24 },
  run({ seed, length }) {
    // Runs that follow each other take the ways in turn.
    const way = ways[Math.floor(seed / 7919) % ways.length] ?? 'refused'
    return runWay(way, { seed, length })
  },
}
