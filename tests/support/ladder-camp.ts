import { onTestFinished } from 'vitest'
import { readBoard } from '../../electron/hub/checkin/board.ts'
import { markAbsent, markHere, markLate, markPickedUp, undo } from '../../electron/hub/checkin/marks.ts'
import { newId } from '../../electron/hub/ids.ts'
import { receiveText } from '../../electron/hub/inbound/receive.ts'
import { saveLadder } from '../../electron/hub/ladder/by-hand.ts'
import type { LadderChoice } from '../../electron/hub/ladder/by-hand.ts'
import { openLadderDesk } from '../../electron/hub/ladder/desk.ts'
import type { LadderDesk, LadderLine } from '../../electron/hub/ladder/desk.ts'
import type { Rung } from '../../electron/hub/ladder/rungs.ts'
import { ladderCases } from '../../electron/hub/ladder/view.ts'
import { silentLog } from '../../electron/hub/log.ts'
import { createStore } from '../../electron/hub/store.ts'
import type { Store, Touched } from '../../electron/hub/store.ts'
import { seedTemplates } from '../../electron/hub/template/ready-made.ts'
import type { LadderCase } from '../../electron/ipc/contract/ladder-views.ts'
import { addCamp, addFamily, addPlayer, campBegins, campZone } from './board-camp.ts'
import { manualClock } from './manual-clock.ts'
import type { ManualClock } from './manual-clock.ts'
import { testStore } from './test-store.ts'

const minute = 60_000
export const ourNumber = '+13125550100'

/** The usual minutes, with a call that a person makes. */
const withPeople: readonly Rung[] = [
  { after: 15, act: 'text', guardian: 0 },
  { after: 25, act: 'text', guardian: 1 },
  { after: 30, act: 'call' },
  { after: 35, act: 'alarm' },
]

/** A text that a ladder wrote. */
export interface LadderText {
  readonly seq: number
  readonly to: string
  readonly body: string
  readonly state: string
  readonly at: number
  readonly use: number
}

/** A camp with a ladder on a clock that stands still, from half an hour before it begins; nothing leaves the outbox. */
export interface LadderCamp {
  readonly store: Store
  readonly clock: ManualClock
  readonly camp: number
  readonly desk: LadderDesk
  readonly line: { online: boolean; onDuty: boolean; isThere: boolean }
  /** What a person was called for, as `director 1`, in the order it was told. */
  readonly wanted: readonly string[]
  /** Moves time to so many minutes after the camp begins. */
  at(minutes: number): Promise<void>
  family(players: readonly string[], guardians: readonly (string | null)[]): readonly number[]
  turnOn(change?: Partial<LadderChoice>): void
  here(player: number): string
  late(player: number, minutes: number): void
  absent(player: number): void
  pickedUp(player: number): void
  undo(act: string): void
  says(address: string, body: string): void
  restart(): Promise<void>
  cases(): readonly LadderCase[]
  caseOf(player: number): LadderCase | undefined
  texts(): readonly LadderText[]
  board(player: number): string | undefined
}

export function ladderCamp(committed: (touched: Touched) => void = () => undefined): LadderCamp {
  const clock = manualClock(campBegins - 30 * minute)
  const line = { online: true, onDuty: true, isThere: true }
  let desk: LadderDesk | null = null
  const wanted: string[] = []
  const store = createStore(
    testStore(),
    clock,
    (touched) => {
      committed(touched)
      desk?.committed(touched)
    },
    undefined,
    () => campZone,
  )
  seedTemplates(store)
  const camp = addCamp(store.db, 'Week 1')
  const wayOut: LadderLine = {
    account: { number: ourNumber },
    isOnDuty: () => line.onDuty,
    link: {
      get state() {
        return line.online ? 'online' : 'offline'
      },
    },
  }
  const open = (): LadderDesk =>
    openLadderDesk({
      store,
      clock,
      log: silentLog,
      publish: () => undefined,
      laddersWant: (wants, players) => wanted.push(`${wants} ${players}`),
      settings: () => ({ campName: 'Hawks Camp' }),
      line: () => (line.isThere ? wayOut : null),
    })
  desk = open()
  onTestFinished(() => desk?.stop())
  let count = 0
  const act = (player: number) => ({
    requestId: newId(clock.now()),
    players: [{ playerId: player, campId: camp }],
    staff: 'Sam',
    zone: campZone,
  })
  const cases = () => ladderCases(store.db, { now: clock.now(), zone: campZone }, 'US')
  return {
    store,
    clock,
    camp,
    line,
    wanted,
    get desk() {
      return desk ?? open()
    },
    at: (minutes) => clock.advance(campBegins + minutes * minute - clock.now()),
    family(players, guardians) {
      const [first = null, ...others] = guardians
      const { family } = addFamily(store.db, 'Ana Lopez', first)
      for (const [index, address] of others.entries()) {
        const id = store.db
          .prepare(`INSERT INTO guardian (family_id, first_name, last_name, created_at) VALUES (?, ?, 'Lopez', 0)`)
          .run(family, `Marco${index}`).lastInsertRowid
        if (address !== null)
          store.db.prepare('INSERT INTO guardian_number (guardian_id, address) VALUES (?, ?)').run(id, address)
      }
      return players.map((name) => addPlayer(store.db, family, name, camp))
    },
    turnOn(change = {}) {
      store.write((write) =>
        saveLadder(
          write,
          newId(clock.now()),
          { campId: camp, kind: 'not-arrived', enabled: true, rungs: withPeople, templateId: null, ...change },
          'Sam',
        ),
      )
      desk?.changed()
    },
    here(player) {
      const one = act(player)
      store.write((write) => markHere(write, one))
      return one.requestId
    },
    late: (player, minutes) =>
      store.write((write) => markLate(write, { ...act(player), expectedAt: campBegins + minutes * minute })),
    absent: (player) => store.write((write) => markAbsent(write, act(player))),
    pickedUp: (player) => store.write((write) => markPickedUp(write, { ...act(player), by: null })),
    undo: (of) => store.write((write) => undo(write, { requestId: newId(clock.now()), of, staff: 'Sam' })),
    says(address, body) {
      count += 1
      store.write((write) =>
        receiveText(write, { sid: `SM${count}`, from: address, to: ourNumber, body, media: [], extra: {} }),
      )
    },
    async restart() {
      await desk?.stop()
      desk = open()
    },
    cases,
    caseOf: (player) => cases().find(({ playerId }) => playerId === player),
    texts: () =>
      store.db
        .prepare(
          `SELECT m.seq, c.address AS "to", m.body, m.state, m.created_at AS at, m.no_use_after AS use
           FROM message m JOIN conversation c ON c.id = m.conversation_id WHERE m.origin = 'automation' ORDER BY m.seq`,
        )
        .all() as LadderText[],
    board: (player) =>
      readBoard(store.db, { now: clock.now(), zone: campZone }).find(({ playerId }) => playerId === player)?.state,
  }
}
