import { join } from 'node:path'
import Database from 'better-sqlite3'
import { between, seededRandom } from '../../../electron/hub/random.ts'
import type { Random } from '../../../electron/hub/random.ts'
import type { AppState } from '../../../electron/ipc/contract/views.ts'
import { smallDisk } from '../../support/small-disk.ts'
import type { SmallDisk } from '../../support/small-disk.ts'
import type { StagedTrouble } from '../../support/stage-trouble.ts'
import { judge, untilEmpty } from '../rig/judge.ts'
import { judgeReceived, postText, textFrom } from '../rig/parents.ts'
import type { ParentText } from '../rig/parents.ts'
import { createPerson, parentNumbers, planTexts } from '../rig/person.ts'
import { createRig } from '../rig/rig.ts'
import type { Rig } from '../rig/rig.ts'
import type { Length, Scenario } from '../scenario.ts'
import type { Tally } from '../tally.ts'

const sizes: Readonly<Record<Length, { readonly texts: number; readonly rounds: number }>> = {
  quick: { texts: 15, rounds: 1 },
  usual: { texts: 120, rounds: 3 },
  full: { texts: 300, rounds: 6 },
}
const minute = 60_000

type Trouble = StagedTrouble | 'locked' | 'really-full'

/** What the hub's log may say of it: whoever writes says so and tries again. Anything else is a fault. */
const expectedEvents = [
  'store-trouble',
  'outbox-turn-failed',
  'outbox-work-failed',
  'outcome-not-stored',
  'question-failed',
  'webhook\\.not-committed',
  'away-failed',
  'catch-up-failed',
  'media-fetch-broke',
  'search-not-indexed',
  'activity-not-tidied',
  'automations-not-tidied',
  'recordings-not-removed',
  '(board|broadcasts|ladders)-not-looked-at',
  'broadcast-not-prepared',
  'calls-after-texts-failed',
  'held-.*',
]
const expected = new RegExp(`^the log has "(${expectedEvents.join('|')})" `)

/** @returns what ends it */
async function begin(rig: Rig, trouble: Trouble, disk: SmallDisk | null): Promise<() => Promise<void>> {
  switch (trouble) {
    case 'really-full':
      disk?.fill()
      return async () => disk?.clear()
    case 'locked': {
      const other = new Database(join(rig.dataDir, 'hub.db'))
      other.exec('BEGIN IMMEDIATE')
      return async () => {
        other.close()
      }
    }
    case 'full':
    case 'io':
    case 'not-writable':
      await rig.askHub({ kind: 'trouble', trouble })
      return async () => {
        await rig.askHub({ kind: 'trouble', trouble: null })
      }
  }
}

function shuffled<Item>(random: Random, items: readonly Item[]): readonly Item[] {
  return items
    .map((item) => ({ item, at: random.next() }))
    .sort((one, other) => one.at - other.at)
    .map(({ item }) => item)
}

async function run({ seed, length }: { readonly seed: number; readonly length: Length }): Promise<Tally> {
  const { texts, rounds } = sizes[length]
  const rig = await createRig({ seed })
  // Where this user may not mount a disk, the full one is staged within the hub's connection alone.
  const disk = smallDisk(64, rig.dataDir)
  try {
    await rig.startHub()
    const random = seededRandom(seed ^ 0xd15c)
    const each: readonly Trouble[] = [
      'full',
      'io',
      'not-writable',
      'locked',
      ...(disk ? (['really-full'] as const) : []),
    ]
    const troubles = Array.from({ length: rounds }, () => shuffled(random, each)).flat()
    const span = troubles.length * 6 * minute
    const numbers = parentNumbers(10)
    const person = createPerson(rig, planTexts(texts, numbers, rig.conductor.now + 1_000, span))
    const parents: ParentText[] = []
    const problems: string[] = []
    const told = async () => (await rig.call<AppState>('system.state', {})).storeTrouble?.kind ?? null
    const work = async (limit: number) => {
      const until = rig.conductor.now + limit
      await rig.conductor.passUntil(async () => {
        await person.typeDue()
        return rig.conductor.now >= until
      }, 2 * limit)
    }

    for (const trouble of troubles) {
      await work(between(random, 1_000, 3 * minute))
      const end = await begin(rig, trouble, disk)
      const from = numbers[between(random, 0, numbers.length - 1)] ?? ''
      parents.push(await textFrom(rig, from, `Parent ${parents.length}: are you there?`))
      // More than the pages that are there have room for.
      for (let part = 0; part < (trouble.endsWith('full') ? 40 : 1); part += 1) {
        const number = String(parents.length * 100 + part).padStart(6, '0')
        const text = {
          sid: `SM${'e'.repeat(26)}${number}`,
          from: '+13125550199',
          body: `${number} ${'x'.repeat(1_500)}`,
        }
        if ((await postText(rig, text)) === null) problems.push(`the hub did not answer while it met "${trouble}"`)
      }
      await work(between(random, 20_000, 2 * minute))
      const seen = await told()
      const wanted = trouble === 'really-full' ? ['full', 'low'] : [trouble]
      if (!wanted.includes(seen ?? '')) problems.push(`"${trouble}" was told as ${seen}`)
      await end()
      // The reserve is made anew by the disk's own time, not by the rig's.
      const isOver = async () => ['low', null].includes(await told())
      for (let tries = 0; tries < 100 && !(await isOver()); tries += 1) {
        await work(6_000)
        await realTime(50)
      }
      if (!(await isOver())) problems.push(`"${trouble}" was over, and still told`)
    }
    await rig.conductor.passUntil(
      async () => {
        await person.typeDue()
        return person.hasTyped
      },
      span + 60 * minute,
    )
    const isEmpty = await untilEmpty(rig, 240 * minute, person.approve)
    if (!isEmpty) problems.push('the outbox did not come to rest')
    await rig.conductor.pass(10 * minute)
    const tally = await judge(rig, person.texts)
    const kept = await judgeReceived(rig, parents)
    // Texts that were posted while they could not be stored are nobody's here: Twilio does not have them.
    const strange = kept.problems.filter((problem) => !problem.endsWith('was never written'))
    problems.push(...tally.problems.filter((problem) => !expected.test(problem)), ...strange)
    return {
      ...tally,
      lost: tally.lost + kept.lost,
      doubled: tally.doubled + kept.doubled,
      outOfOrder: tally.outOfOrder + kept.outOfOrder,
      problems,
    }
  } finally {
    disk?.remove()
    await rig.end()
  }
}

function realTime(span: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, span)
  })
}

export const diskTrouble: Scenario = {
  name: 'disk',
  what: 'the disk is full, fails or is read-only, another program holds the store: in turn, amid the traffic',
  runs: { quick: 0, usual: 2, full: 5 },
  run,
}
