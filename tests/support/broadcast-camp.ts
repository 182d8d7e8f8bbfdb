import { expect } from 'vitest'
import { findBroadcast } from '../../db/broadcasts.ts'
import { everybody } from '../../electron/hub/audience/audience.ts'
import type { BroadcastAct } from '../../electron/hub/broadcast/acts.ts'
import type { BroadcastBegun } from '../../electron/hub/broadcast/desk.ts'
import { broadcastView } from '../../electron/hub/broadcast/views.ts'
import { newId } from '../../electron/hub/ids.ts'
import type { Write } from '../../electron/hub/store.ts'
import type { BroadcastDraft, BroadcastView } from '../../electron/ipc/contract/broadcast-views.ts'
import { campLine } from './camp-line.ts'
import type { CampLine, CampLineOptions } from './camp-line.ts'
import { makeFamilies } from './camp-of.ts'
import type { ManualClock } from './manual-clock.ts'

/** Milliseconds. */
export const minute = 60_000
/** The number of the only guardian of a family. */
export const address = (index: number): string => `+1312555${String(2_000 + index)}`

/** A broadcast to everybody, with a name of each kind in it. */
export const draft = (more: Partial<BroadcastDraft> = {}): BroadcastDraft => ({
  audience: everybody,
  templateId: null,
  bodies: { en: 'Hi {{guardian.first}}, lightning near the fields. {{player.first}} waits in the gym.' },
  facts: {},
  asksToConfirm: false,
  useMinutes: 120,
  ...more,
})

/** A line to so many families, with a way out that is known. */
export async function camp(
  clock: ManualClock,
  families: number,
  options: Partial<CampLineOptions> = {},
): Promise<CampLine> {
  const line = await campLine({ clock, ...options })
  makeFamilies(
    line.workspace.store.db,
    Array.from({ length: families }, (_, index) => ({
      guardians: [{ first: `Ana${index}`, addresses: [address(index)] }],
      players: [{ first: `Maya${index}` }, { first: `Leo${index}` }],
    })),
  )
  await clock.advanceUntil(() => line.workspace.line?.link.state === 'online', { what: 'the way out' })
  return line
}

/** Sends it now. */
export const begin = (
  line: CampLine,
  clock: ManualClock,
  more: Partial<BroadcastDraft> = {},
  id = newId(clock.now()),
) =>
  line.workspace.day.broadcasts.begin({
    id,
    name: 'Weather delay',
    draft: draft(more),
    author: 'Kim',
    sendAt: null,
    againOf: null,
    repeats: null,
  })

/** Of one that was begun, not asked about. */
export function idOf(begun: BroadcastBegun): string {
  expect(begun.kind).toBe('started')
  return begun.kind === 'started' ? begun.row.id : ''
}

/** As the list shows it. */
export function view(line: CampLine, id: string): BroadcastView {
  const row = findBroadcast(line.workspace.store.db, id)
  if (!row) throw new Error(`No broadcast ${id}`)
  return broadcastView({ db: line.workspace.store.db, country: 'US', rate: 1 }, row)
}

/** What a person does to it; its desk looks at once. */
export function act(
  line: CampLine,
  clock: ManualClock,
  id: string,
  work: (write: Write, act: BroadcastAct) => void,
): void {
  line.workspace.store.write((write) => work(write, { requestId: newId(clock.now()), id, staff: 'Kim' }))
  line.workspace.day.broadcasts.look()
}

/** Whom the carrier took a text to, in order. */
export const accepted = (line: CampLine): readonly string[] => line.twilio.accepted().map(({ to }) => to)
/** Where it stands; undefined once it is gone. */
export const state = (line: CampLine, id: string) => findBroadcast(line.workspace.store.db, id)?.state

/** Lets so much of the test’s clock pass, in milliseconds. */
export async function pass(clock: ManualClock, span: number): Promise<void> {
  const end = clock.now() + span
  const step = span > 2 * minute ? 5_000 : 250
  await clock.advanceUntil(() => clock.now() >= end, { step, limit: span + minute, what: 'some time' })
}

/** Each of so many families exactly once. */
export function expectOnce(line: CampLine, families: number): void {
  expect([...accepted(line)].sort()).toEqual(Array.from({ length: families }, (_, index) => address(index)).sort())
}

/** Closes the way out, until the line knows. */
export async function goOffline(line: CampLine, clock: ManualClock): Promise<void> {
  line.twilio.setNetwork('refused')
  line.workspace.line?.link.hint()
  await clock.advanceUntil(() => line.workspace.line?.link.state === 'offline', { step: 500, what: 'offline' })
}

/** Opens it again, until the line knows. */
export async function comeBack(line: CampLine, clock: ManualClock): Promise<void> {
  line.twilio.setNetwork('up')
  await clock.advanceUntil(() => line.workspace.line?.link.state === 'online', { step: 500, what: 'the return' })
}
