import { between, seededRandom } from '../../../electron/hub/random.ts'
import type { BackupView, CopyView } from '../../../electron/ipc/contract/backup-views.ts'
import type { HeldView } from '../../../electron/ipc/contract/held-views.ts'
import { until } from '../../support/until.ts'
import { untilEmpty } from '../rig/judge.ts'
import { judgeReceived, textFrom } from '../rig/parents.ts'
import type { ParentText } from '../rig/parents.ts'
import { createPerson, parentNumbers } from '../rig/person.ts'
import type { PlannedText, TypedText } from '../rig/person.ts'
import { createRig } from '../rig/rig.ts'
import type { Rig } from '../rig/rig.ts'
import type { Length, Scenario } from '../scenario.ts'
import { nothing } from '../tally.ts'
import type { Tally } from '../tally.ts'

const sizes: Readonly<Record<Length, number>> = { quick: 6, usual: 12, full: 20 }
const minute = 60_000

/** What becomes of a text around the copy. */
type Fate = 'before' | 'sent since' | 'still waiting' | 'uncertain' | 'written since'

const bodyOf = (fate: Fate, index: number): string => `${fate}, number ${index}: see you at the tent`

function plan(fate: Fate, numbers: readonly string[], at: number): readonly PlannedText[] {
  return numbers.map((to, index) => ({ to, body: bodyOf(fate, index), at: at + index * 100 }))
}

async function type(rig: Rig, texts: readonly PlannedText[]): Promise<readonly TypedText[]> {
  const person = createPerson(rig, texts)
  await rig.conductor.passUntil(async () => {
    await person.typeDue()
    return person.hasTyped
  }, 10 * minute)
  return person.texts
}

interface Row {
  readonly body: string
  readonly address: string
  readonly state: string
}

/**
 * A copy is made, ten minutes of work follow, the copy is put back. Texts that were open in it have meanwhile gone out, or not;
 * nothing may leave before somebody has looked, and nothing may leave twice after that.
 */
async function run({ seed, length }: { readonly seed: number; readonly length: Length }): Promise<Tally> {
  const each = sizes[length]
  const rig = await createRig({ seed, reserve: true, keychain: 'fine' })
  try {
    await rig.startHub()
    const random = seededRandom(seed ^ 0x8e)
    const numbers = parentNumbers(5 * each)
    const [a = [], b = [], c = [], d = [], e = []] = [0, 1, 2, 3, 4].map((part) =>
      numbers.slice(part * each, (part + 1) * each),
    )
    const problems: string[] = []
    const forever = { times: Number.POSITIVE_INFINITY }
    await rig.conductor.pass(5_000)
    const parents: ParentText[] = [await textFrom(rig, a[0] ?? '', 'before the copy')]
    const typed = [...(await type(rig, plan('before', a, rig.conductor.now)))]
    await rig.conductor.pass(minute)

    // Taken, and not yet known to be, when the copy is made.
    for (const to of d) {
      await rig.twilio({ kind: 'on-create', fault: { kind: 'accept-then-reset' }, options: { match: { to } } })
      await rig.twilio({
        kind: 'on-callback',
        fault: { kind: 'delay', ms: 5 * minute },
        options: { match: { to }, ...forever },
      })
    }
    typed.push(...(await type(rig, plan('uncertain', d, rig.conductor.now))))
    for (const to of [...b, ...c]) {
      await rig.twilio({
        kind: 'on-create',
        fault: { kind: 'too-many-requests', retryAfter: 120 },
        options: { match: { to }, ...forever },
      })
    }
    typed.push(...(await type(rig, plan('sent since', b, rig.conductor.now))))
    typed.push(...(await type(rig, plan('still waiting', c, rig.conductor.now))))
    await rig.conductor.pass(2_000)
    const { last } = await rig.call<BackupView>('backup.copyNow', {})
    if (!last) problems.push('no copy was made')

    // Ten minutes of work that the copy does not know.
    await rig.twilio({ kind: 'clear-faults' })
    for (const to of c) {
      await rig.twilio({
        kind: 'on-create',
        fault: { kind: 'too-many-requests' },
        options: { match: { to }, ...forever },
      })
    }
    typed.push(...(await type(rig, plan('written since', e, rig.conductor.now))))
    parents.push(await textFrom(rig, a[0] ?? '', 'after the copy'))
    parents.push(await textFrom(rig, a[1] ?? '', 'STOP'))
    await rig.conductor.pass(10 * minute)
    const sent = (await rig.accepted()).length
    if (sent !== 4 * each) problems.push(`${sent} texts had left by then, not ${4 * each}`)

    // One by itself may be under way: it takes the machine's time, not the clock's.
    await until(
      async () => (await rig.call<BackupView>('backup.state', {})).state === 'idle',
      'no copy is under way',
      60_000,
      50,
    )
    const copies = await rig.call<readonly CopyView[]>('backup.list', {})
    const oldest = copies.find((one) => one.at === last?.at)
    await rig.call('backup.restore', { file: oldest?.file ?? '', passphrase: null })
    // The app is ended, or dies, and is started again: the start finishes the restore.
    if (seed % 2 === 0) await rig.quit()
    else await rig.kill()
    await rig.twilio({ kind: 'clear-faults' })
    if (rig.hub) await rig.revive()
    else await rig.startHub()
    await rig.conductor.pass(between(random, 10, 15) * minute)

    if ((await rig.accepted()).length !== sent) problems.push('a text left by itself after the restore')
    const held = await rig.call<HeldView>('held.list', {})
    const waiting = held.conversations.flatMap(({ texts }) => texts.map(({ body }) => body)).sort()
    const wanted = c.map((_, index) => bodyOf('still waiting', index)).sort()
    if (waiting.join() !== wanted.join()) problems.push(`held for a look: ${waiting.join('; ')}`)
    const stopped = await rig.rows(
      `SELECT 1 FROM conversation WHERE address = ? AND opted_out_at IS NOT NULL`,
      a[1] ?? '',
    )
    if (stopped.length !== 1) problems.push('a STOP that came after the copy is not known')

    const person = createPerson(rig, [])
    const isEmpty = await untilEmpty(rig, 60 * minute, person.approve)
    if (!isEmpty) problems.push('the outbox did not come to rest')
    return await judgeRestored(rig, typed, parents, problems)
  } finally {
    await rig.end()
  }
}

async function judgeRestored(
  rig: Rig,
  typed: readonly TypedText[],
  parents: readonly ParentText[],
  found: readonly string[],
): Promise<Tally> {
  const problems = [...found]
  const accepted = await rig.accepted()
  const stored = await rig.rows<Row>(
    `SELECT m.body, m.state, c.address FROM message m JOIN conversation c ON c.id = m.conversation_id WHERE m.direction = 'out'`,
  )
  let [lost, doubled, stuck] = [0, 0, 0]
  for (const { to, body } of typed) {
    const copies = accepted.filter((message) => message.to === to && message.body === body)
    const rows = stored.filter((row) => row.address === to && row.body === body)
    if (copies.length === 0) lost += 1
    doubled += Math.max(0, copies.length - 1)
    if (rows.length !== 1) problems.push(`"${body}" is in the store ${rows.length} times`)
    else if (rows[0]?.state !== 'delivered') {
      stuck += 1
      problems.push(`"${body}" is ${rows[0]?.state}`)
    }
  }
  const received = await judgeReceived(rig, parents)
  for (const [event, count] of rig.errors()) problems.push(`the log has "${event}" ${count} times`)
  return {
    ...nothing,
    texts: typed.length + parents.length,
    kills: rig.kills,
    lost: lost + received.lost,
    doubled: doubled + received.doubled,
    outOfOrder: received.outOfOrder,
    stuck,
    problems: [...problems, ...received.problems],
  }
}

export const restored: Scenario = {
  name: 'restore',
  what: 'a copy ten minutes old put back: nothing leaves by itself, what went out since is known, one look',
  runs: { quick: 0, usual: 2, full: 4 },
  run,
}
