import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { MessageRow } from '../../db/messages.ts'
import { findOutboxRow } from '../../db/outbox.ts'
import { newId } from '../../electron/hub/ids.ts'
import { cancelMessage, decideUncertain, passEarlierTexts, retryMessage } from '../../electron/hub/outbox/compose.ts'
import { dropHeld, releaseHeld, takeBackDrop } from '../../electron/hub/outbox/held.ts'
import { longestWait } from '../../electron/hub/outbox/wait.ts'
import type { CallbackFault, RequestFault } from '../../electron/hub/practice/faults.ts'
import type { NetworkState } from '../../electron/hub/practice/network.ts'
import type { PracticeMessage } from '../../electron/hub/practice/types.ts'
import type { Write } from '../../electron/hub/store.ts'
import { campLine } from '../support/camp-line.ts'
import type { CampLine } from '../support/camp-line.ts'
import { manualClock } from '../support/manual-clock.ts'
import type { ManualClock } from '../support/manual-clock.ts'

const addresses = ['+12015550111', '+12015550112', '+12015550113']
const runs = 30
const minute = 60_000

/** What a person did to a text; the judge of "once" is the simulated Twilio's own record. */
interface Text {
  readonly id: string
  readonly to: string
  readonly body: string
  /** How often the carrier may have it at most: once, and once more for each time a person sent it again. */
  permits: number
  /** A person gave it another place or another fate, so that it proves nothing of order or agreement. */
  touched: boolean
  /** From when its wait counts: written, or tried again. */
  since: number
  /** A person has let it go, however long it waits then. */
  seen: boolean
}

interface Model {
  readonly texts: Text[]
}

interface Real {
  readonly line: CampLine
  readonly clock: ManualClock
}

type Command = fc.AsyncCommand<Model, Real, false>

function command(name: string, run: (model: Model, real: Real) => Promise<void> | void): Command {
  return { check: () => true, run: async (model, real) => run(model, real), toString: () => name }
}

const requestFaults: readonly RequestFault[] = [
  { kind: 'too-many-requests' },
  { kind: 'too-many-requests', retryAfter: 20 },
  { kind: 'server-error' },
  { kind: 'bad-gateway' },
  { kind: 'unavailable' },
  { kind: 'refuse', code: 21_211 },
  { kind: 'refuse', code: 20_003 },
  { kind: 'reset' },
  { kind: 'reset-if-reused' },
  { kind: 'hang' },
  { kind: 'garbage' },
  { kind: 'accept-then-reset' },
  { kind: 'accept-then-hang' },
  { kind: 'accept-then-server-error' },
  { kind: 'accept-then-bad-gateway' },
  { kind: 'accept-then-garbage' },
  { kind: 'accept-then-cut' },
  { kind: 'answer-after', ms: 20_000 },
  { kind: 'answer-after', ms: 3_000 },
  { kind: 'callback-before-answer' },
]
const callbackFaults: readonly CallbackFault[] = [
  { kind: 'drop' },
  { kind: 'double' },
  { kind: 'delay', ms: 50_000 },
  { kind: 'shuffle' },
  { kind: 'unknown-sid' },
  { kind: 'wrong-signature' },
]
const networks: readonly NetworkState[] = ['up', 'up', 'refused', 'hanging', 'captive']

/** Does `work` to one of the texts it fits. */
function toOne(
  name: string,
  pick: number,
  fits: (message: MessageRow, real: Real) => boolean,
  work: (write: Write, text: Text, now: number) => void,
): Command {
  return command(`${name} #${pick}`, (model, real) => {
    const fitting = model.texts.filter((text) => fits(real.line.message(text.id), real))
    const text = fitting[pick % Math.max(1, fitting.length)]
    if (text) real.line.workspace.store.write((write) => work(write, text, real.clock.now()))
  })
}

const isWaiting = (message: MessageRow, { line }: Real): boolean =>
  findOutboxRow(line.workspace.store.db, message.seq)?.phase === 'ready'
const isHeld = (message: MessageRow): boolean => message.held_because !== null
const isUncertain = (message: MessageRow): boolean => message.state === 'uncertain'
/** A failure that the carrier reported while its answer is still awaited cannot be tried again yet. */
const isEnded = (message: MessageRow, { line }: Real): boolean =>
  ['failed', 'expired', 'canceled'].includes(message.state) &&
  (findOutboxRow(line.workspace.store.db, message.seq)?.phase ?? 'open') === 'open'

function write(model: Model, line: CampLine, to: string, body: string): void {
  const id = line.text(to, body)
  const since = line.message(id).created_at
  model.texts.push({ id, to, body, permits: 1, touched: false, since, seen: false })
}

function letAllGo(model: Model, { line, clock }: Real): void {
  for (const text of model.texts) if (isHeld(line.message(text.id))) text.seen = true
  const which = { kind: 'all', throughSeq: Number.MAX_SAFE_INTEGER } as const
  line.workspace.store.write((toStore) => void releaseHeld(toStore, newId(clock.now()), which))
}

const pick = fc.nat({ max: 20 })
const commands = fc.commands<Model, Real, false>(
  [
    fc.tuple(fc.constantFrom(...addresses), fc.boolean()).map(([to, same]) =>
      command(`write ${to.slice(-1)}${same ? ' ok' : ''}`, (model, { line }) => {
        write(model, line, to, same ? 'ok' : `text ${model.texts.length}`)
      }),
    ),
    fc.constantFrom(...addresses).map((to) =>
      command(`write ${to.slice(-1)}`, (model, { line }) => {
        write(model, line, to, `text ${model.texts.length}`)
      }),
    ),
    // More than may go unseen.
    fc.constantFrom(...addresses).map((to) =>
      command(`write eleven ${to.slice(-1)}`, (model, { line }) => {
        for (let count = 0; count < 11; count++) write(model, line, to, `text ${model.texts.length}`)
      }),
    ),
    fc
      .constantFrom(...requestFaults)
      .map((fault) => command(`create: ${fault.kind}`, (_model, { line }) => void line.twilio.faults.onCreate(fault))),
    fc
      .constantFrom(...callbackFaults)
      .map((fault) =>
        command(`callback: ${fault.kind}`, (_model, { line }) => void line.twilio.faults.onCallback(fault)),
      ),
    fc.constant(command('fails later', (_model, { line }) => line.twilio.failNext(30_003))),
    fc
      .constantFrom(...networks)
      .map((state) => command(`network ${state}`, (_model, { line }) => line.twilio.setNetwork(state))),
    fc.constantFrom(5, 30).map((minutes) =>
      command(`outage of ${minutes} minutes`, async (_model, { line, clock }) => {
        line.twilio.setNetwork('refused')
        line.workspace.line?.link.hint()
        await settle(clock, minutes * minute)
        line.twilio.setNetwork('up')
        line.workspace.line?.link.hint()
      }),
    ),
    fc.constant(command('restart', (_model, { line }) => line.restart())),
    fc.constant(command('crash', (_model, { line }) => line.crash())),
    fc
      .constantFrom(50, 500, 3_000, 12_000, minute, 16 * minute)
      .map((span) => command(`advance ${span}`, (_model, { clock }) => settle(clock, span))),
    pick.map((which) =>
      toOne('retry', which, isEnded, (write, text, now) => {
        text.permits += 1
        text.touched = true
        text.since = now
        text.seen = false
        retryMessage(write, newId(now), text.id)
      }),
    ),
    pick.map((which) =>
      toOne('send again', which, isUncertain, (write, text, now) => {
        text.permits += 1
        text.touched = true
        text.seen = true
        decideUncertain(write, newId(now), text.id, 'send-again')
      }),
    ),
    pick.map((which) =>
      toOne('leave', which, isUncertain, (write, text, now) => {
        text.touched = true
        decideUncertain(write, newId(now), text.id, 'leave')
      }),
    ),
    pick.map((which) =>
      toOne('send now', which, isWaiting, (write, text, now) => {
        text.touched = true
        text.seen = true
        passEarlierTexts(write, newId(now), text.id)
      }),
    ),
    pick.map((which) =>
      toOne('let go', which, isHeld, (write, text, now) => {
        text.seen = true
        releaseHeld(write, newId(now), { kind: 'text', messageId: text.id })
      }),
    ),
    fc.constant(command('let all go', (model, real) => letAllGo(model, real))),
    pick.map((which) =>
      toOne('drop', which, isHeld, (write, text, now) => {
        dropHeld(write, newId(now), { kind: 'text', messageId: text.id })
      }),
    ),
    pick.map((which) =>
      toOne('drop and undo', which, isHeld, (write, text, now) => {
        dropHeld(write, newId(now), { kind: 'text', messageId: text.id })
        takeBackDrop(write, newId(now), text.id, 'waited')
      }),
    ),
    pick.map((which) =>
      toOne('send held now', which, isHeld, (write, text, now) => {
        text.touched = true
        text.seen = true
        passEarlierTexts(write, newId(now), text.id)
      }),
    ),
    pick.map((which) => toOne('cancel', which, isWaiting, (write, text) => cancelMessage(write, text.id))),
  ],
  { maxCommands: 40, size: 'max' },
)

/** Moves the clock on in steps, with real time between them for what travels over loopback. */
async function settle(clock: ManualClock, span: number): Promise<void> {
  const end = clock.now() + span
  await clock.advanceUntil(() => clock.now() >= end, {
    step: Math.min(span, Math.max(2_000, span / 60)),
    limit: span + 2_000,
  })
}

/**
 * The way out is good, nothing goes wrong any more, and time passes; at last a person lets go what waits for a look, and leaves
 * what nobody can know.
 */
async function quietTime(model: Model, { line, clock }: Real): Promise<void> {
  line.twilio.faults.clear()
  line.twilio.failNext(null)
  line.twilio.setNetwork('up')
  line.workspace.line?.link.hint()
  const { db } = line.workspace.store
  const isEmpty = () => db.prepare('SELECT 1 FROM outbox').get() === undefined
  /** Only what waits for a person, and what waits behind that, is left. */
  const isQuiet = () =>
    line.workspace.line?.link.state === 'online' &&
    db
      .prepare(
        `SELECT 1 FROM outbox o WHERE needs_decision = 0 AND phase <> 'held' AND NOT EXISTS (SELECT 1 FROM outbox p
         WHERE p.conversation_id = o.conversation_id AND p.message_seq < o.message_seq
           AND (p.needs_decision = 1 OR p.phase = 'held'))`,
      )
      .get() === undefined
  for (;;) {
    await clock.advanceUntil(isQuiet, { step: 2_000, limit: 20 * minute, what: 'an outbox at rest' })
    if (isEmpty()) return
    letAllGo(model, { line, clock })
    for (const text of model.texts) {
      if (line.message(text.id).needs_decision !== 1) continue
      text.touched = true
      line.workspace.store.write((write) => decideUncertain(write, newId(clock.now()), text.id, 'leave'))
    }
  }
}

function judge(model: Model, { line, clock }: Real): void {
  const now = clock.now()
  const accepted = line.twilio.accepted()
  const copies = (text: Text): readonly PracticeMessage[] =>
    accepted.filter((message) => message.to === text.to && message.body === text.body)
  const alike = (text: Text): readonly Text[] =>
    model.texts.filter((other) => other.to === text.to && other.body === text.body)

  for (const text of model.texts) {
    const message = line.message(text.id)
    const said = `${text.body} to ${text.to.slice(-1)} is ${message.state}`
    expect(['delivered', 'failed', 'canceled', 'expired'], said).toContain(message.state)
    if (message.state === 'expired') expect(now, said).toBeGreaterThanOrEqual(message.no_use_after ?? 0)
    if (!alike(text).some((other) => other.seen)) {
      // Faults after the way out's return may make a fresh text wait a while longer.
      const latest = Math.max(...alike(text).map((other) => other.since)) + longestWait + 10 * minute
      for (const copy of copies(text)) expect(copy.createdAt, `${said}: went unseen`).toBeLessThan(latest)
    }
    const permits = alike(text).reduce((sum, other) => sum + other.permits, 0)
    expect(copies(text).length, `${said}: copies at the carrier`).toBeLessThanOrEqual(permits)
    if (alike(text).some((other) => other.touched) || alike(text).length > 1) continue
    const statuses = copies(text).map((copy) => copy.status)
    const arrived = statuses.filter((status) => status !== 'undelivered' && status !== 'failed')
    expect(arrived, said).toEqual(message.state === 'delivered' ? ['delivered'] : [])
    if (message.state === 'canceled') expect(statuses, said).toEqual([])
  }
  for (const to of addresses) {
    const places = model.texts
      .filter((text) => text.to === to && !text.touched && alike(text).length === 1)
      .flatMap((text) => copies(text).map((copy) => copy.position))
    expect(places, `order to ${to.slice(-1)}`).toEqual([...places].sort((a, b) => a - b))
  }
  const drifted = line.workspace.store.db.prepare(
    `SELECT c.id FROM conversation c WHERE
       failed_count <> (SELECT count(*) FROM message m
         WHERE m.conversation_id = c.id AND m.state IN ('failed', 'expired') AND m.settled = 0)
       OR last_message_seq <> (SELECT seq FROM message m WHERE m.conversation_id = c.id ORDER BY sort_at DESC, seq DESC LIMIT 1)`,
  )
  expect(drifted.all(), 'counters').toEqual([])
  expect(line.workspace.connection(0, false)).toMatchObject({ link: 'online', waiting: 0 })
  expect(line.workspace.store.db.pragma('integrity_check', { simple: true })).toBe('ok')
}

test('whatever happens, each text ends as the carrier has it, and none was taken more often than a person wanted', async () => {
  // fast-check tells the seed and the path of a failure; give both to `fc.assert` to see it again.
  await fc.assert(
    fc.asyncProperty(fc.boolean(), fc.boolean(), commands, async (reachable, isFullAccount, steps) => {
      const clock = manualClock()
      const line = await campLine({
        clock,
        reachable,
        isFullAccount,
        timing: { answer: [0, 400], queuedToSent: [100, 2_000], sentToDelivered: [300, 3_000], callback: [0, 200] },
      })
      const model: Model = { texts: [] }
      const real: Real = { line, clock }
      try {
        await fc.asyncModelRun(() => ({ model, real }), steps)
        await quietTime(model, real)
        judge(model, real)
      } finally {
        await line.stop()
      }
    }),
    { numRuns: runs, interruptAfterTimeLimit: 100_000 },
  )
}, 120_000)
