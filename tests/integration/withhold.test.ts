import { expect, test } from 'vitest'
import { findBroadcast } from '../../db/broadcasts.ts'
import { ensureConversation } from '../../db/conversations.ts'
import { findMessage } from '../../db/messages.ts'
import { everybody } from '../../electron/hub/audience/audience.ts'
import { pauseBroadcast, resumeBroadcast } from '../../electron/hub/broadcast/acts.ts'
import { newId } from '../../electron/hub/ids.ts'
import { queueText } from '../../electron/hub/outbox/compose.ts'
import type { TextToQueue } from '../../electron/hub/outbox/compose.ts'
import { actOnPeople } from '../../electron/hub/people/edit/act.ts'
import { setNoInformation } from '../../electron/hub/people/edit/guardian.ts'
import { withholdFrom } from '../../electron/hub/people/edit/withhold.ts'
import { campLine } from '../support/camp-line.ts'
import type { CampLine } from '../support/camp-line.ts'
import { makeFamilies } from '../support/camp-of.ts'
import { manualClock } from '../support/manual-clock.ts'
import type { ManualClock } from '../support/manual-clock.ts'

const families = 24
const address = (index: number): string => `+1312555${String(2_000 + index)}`

interface Rig {
  readonly clock: ManualClock
  readonly line: CampLine
  /** A court order comes to the table: the guardian of a family must not hear about its player any more. */
  bar(family: number): void
  texted(): readonly string[]
}

async function rig(): Promise<Rig> {
  const clock = manualClock()
  const line = await campLine({ clock, rate: 1 })
  makeFamilies(
    line.workspace.store.db,
    Array.from({ length: families }, (_, index) => ({
      guardians: [{ first: `Ana${index}`, addresses: [address(index)] }],
      players: [{ first: `Maya${index}` }],
    })),
  )
  await clock.advanceUntil(() => line.workspace.line?.link.state === 'online', { what: 'the way out' })
  return {
    clock,
    line,
    bar(family) {
      line.workspace.store.write((write) => {
        const row = write.db
          .prepare(
            'SELECT g.id AS guardian, p.id AS player FROM guardian g JOIN player p USING (family_id) WHERE p.first_name = ?',
          )
          .get(`Maya${family}`) as { readonly guardian: number; readonly player: number }
        actOnPeople(write, { requestId: newId(write.now), staff: 'Kim' }, (hand) =>
          setNoInformation(hand, row.guardian, row.player, 'court order'),
        )
        withholdFrom(write, row.guardian, row.player)
      })
    },
    texted: () => line.twilio.accepted().map(({ to }) => to),
  }
}

test('who is barred while a broadcast waits hears nothing more of it, whether it had come to the outbox or not', async () => {
  const { clock, line, bar, texted } = await rig()
  const { broadcasts } = line.workspace.day
  const id = newId(clock.now())
  await broadcasts.begin({
    id,
    name: 'Weather',
    draft: {
      audience: everybody,
      templateId: null,
      bodies: { en: 'Lightning near the fields, camp is over.' },
      facts: {},
      asksToConfirm: false,
      useMinutes: 120,
    },
    author: 'Kim',
    sendAt: null,
    againOf: null,
    repeats: null,
  })
  await clock.advanceUntil(() => texted().length > 2, { what: 'the first texts' })
  const act = () => ({ requestId: newId(clock.now()), id, staff: 'Kim' })
  line.workspace.store.write((write) => pauseBroadcast(write, act()))
  const { db } = line.workspace.store
  const [queued] = db
    .prepare(
      `SELECT c.address FROM outbox o JOIN conversation c ON c.id = o.conversation_id WHERE o.phase = 'ready' ORDER BY o.message_seq DESC`,
    )
    .pluck()
    .all() as readonly string[]
  expect(queued).toBeDefined()
  const inOutbox =
    Array.from({ length: families }, (_, index) => index).find((index) => address(index) === queued) ?? -1
  bar(inOutbox)
  bar(families - 1)
  line.workspace.store.write((write) => resumeBroadcast(write, act()))
  broadcasts.look()
  await clock.advanceUntil(() => findBroadcast(db, id)?.state === 'done', { what: 'its end', limit: 600_000 })
  expect(texted()).not.toContain(address(inOutbox))
  expect(texted()).not.toContain(address(families - 1))
  expect(texted()).toHaveLength(families - 2)
  expect(
    db
      .prepare('SELECT refused FROM broadcast_recipient WHERE broadcast_id = ? AND refused IS NOT NULL')
      .pluck()
      .all(id),
  ).toEqual([`Ana${families - 1} Lopez must not be told about a player in this text.`])
})

test('nor of what runs by itself and names the player, nor by the call that would follow a text; what a person wrote stays', async () => {
  const { clock, line, bar, texted } = await rig()
  const { store } = line.workspace
  const queue = (to: string, body: string, origin: TextToQueue['origin']): string => {
    const id = newId(clock.now())
    store.write((write) =>
      queueText(write, {
        id,
        conversationId: ensureConversation(write.db, 'phone', to, null, write.now),
        body,
        author: null,
        origin,
        replaces: null,
        noUseAfter: null,
        sendAt: write.now + 600_000,
        ourNumber: line.twilio.account.number,
        segments: 1,
      }),
    )
    return id
  }
  const named = queue(address(0), 'Reminder: bring maya0’s shin guards tomorrow.', 'automation')
  const general = queue(address(0), 'Reminder: camp begins at nine.', 'automation')
  const own = queue(address(0), 'Maya0 forgot her bottle.', 'person')
  const other = queue(address(1), 'Reminder: bring Maya1’s shin guards tomorrow.', 'automation')
  line.textThenCall(address(0), 'Maya0 waits at the gym.', {
    unless: 'answered',
    minutes: 5,
    callId: newId(clock.now()),
  })
  await clock.advanceUntil(() => texted().length === 1, { what: 'the text' })
  bar(0)
  expect([named, general, own, other].map((id) => findMessage(store.db, id)?.state)).toEqual([
    'canceled',
    'scheduled',
    'scheduled',
    'scheduled',
  ])
  await clock.advance(1_200_000)
  expect(line.twilio.calls()).toEqual([])
  expect(texted()).toHaveLength(4)
})
