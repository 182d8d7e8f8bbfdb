import { describe, expect, test } from 'vitest'
import { markHere } from '../../electron/hub/checkin/marks.ts'
import { newId } from '../../electron/hub/ids.ts'
import { saveLadder } from '../../electron/hub/ladder/by-hand.ts'
import type { Rung } from '../../electron/hub/ladder/rungs.ts'
import { ladderCases } from '../../electron/hub/ladder/view.ts'
import { localTimeAt } from '../../electron/hub/local-time.ts'
import { defaultSettings } from '../../electron/hub/settings.ts'
import { addCamp, addFamily, addPlayer } from '../support/board-camp.ts'
import { campLine } from '../support/camp-line.ts'
import type { CampLine } from '../support/camp-line.ts'
import { manualClock } from '../support/manual-clock.ts'
import type { ManualClock } from '../support/manual-clock.ts'

const ana = '+12015550111'
const marco = '+12015550112'
const minute = 60_000
const zone = defaultSettings.timeZone

/** Minutes in place of the usual quarters of an hour. */
const rungs: readonly Rung[] = [
  { after: 1, act: 'text', guardian: 0 },
  { after: 3, act: 'text', guardian: 1 },
  { after: 4, act: 'call' },
  { after: 5, act: 'alarm' },
]

/** A camp that begins this minute, with the ladder on, on a line that is up. */
async function campDay() {
  const clock = manualClock()
  const line = await campLine({ clock })
  await clock.advanceUntil(() => line.workspace.line?.link.state === 'online', { what: 'the way out' })
  const { db } = line.workspace.store
  const begins = localTimeAt(clock.now(), zone).minutes
  const camp = addCamp(db, 'Week 1', { begins_at: begins, ends_at: Math.min(1_439, begins + 360), grace: 0 })
  const { family } = addFamily(db, 'Ana Lopez', ana)
  db.prepare(`INSERT INTO guardian (family_id, first_name, last_name, created_at) VALUES (?, 'Marco', 'Lopez', 0)`).run(
    family,
  )
  db.prepare('INSERT INTO guardian_number SELECT max(id), ? FROM guardian').run(marco)
  const player = addPlayer(db, family, 'Maya Lopez', camp)
  const choice = { campId: camp, kind: 'not-arrived', enabled: true, rungs, templateId: null } as const
  line.workspace.store.write((write) => saveLadder(write, newId(clock.now()), choice, 'Sam'))
  line.workspace.day.ladders.changed()
  return { clock, line, camp, player }
}

const texted = (line: CampLine) => line.twilio.accepted().map(({ to }) => to)
const caseOf = (line: CampLine, clock: ManualClock) =>
  ladderCases(line.workspace.store.db, { now: clock.now(), zone }, 'US')[0]

async function until(clock: ManualClock, condition: () => boolean, what: string): Promise<void> {
  await clock.advanceUntil(condition, { step: 2_000, limit: 20 * minute, what })
}

/** Sockets and a busy machine. */
const patience = { timeout: 60_000 }

describe('a ladder on a real line', patience, () => {
  test('texts the first guardian; an answer by webhook stops it', async () => {
    const { clock, line, player } = await campDay()
    await until(clock, () => texted(line).length === 1, 'the first text')
    expect(texted(line)).toEqual([ana])
    expect(line.twilio.accepted()[0]?.body).toContain('Maya')
    line.twilio.textFrom(marco, 'Flat tire, there in 20')
    await until(clock, () => caseOf(line, clock)?.state === 'stopped', 'the answer')
    expect(caseOf(line, clock)).toMatchObject({ why: 'answered', playerId: player })
    await clock.advance(6 * minute)
    expect(texted(line)).toEqual([ana])
  })

  test('a crash at any moment texts nobody twice, and the present rung is asked about afterwards', async () => {
    const { clock, line } = await campDay()
    const isQueued = () =>
      line.workspace.store.db.prepare(`SELECT count(*) FROM message WHERE origin = 'automation'`).pluck().get() === 1
    await until(clock, isQueued, 'the first text')
    await line.crash()
    await until(clock, () => texted(line).length === 1, 'the text after the crash')
    await clock.advance(30_000)
    expect(texted(line)).toEqual([ana])
    await line.restart(() => clock.jump(2 * minute))
    await until(clock, () => caseOf(line, clock)?.state === 'asks' || texted(line).length > 1, 'the next look')
    expect(caseOf(line, clock)).toMatchObject({ state: 'asks', why: 'slept', next: { rung: 1 } })
    expect(texted(line)).toEqual([ana])
  })

  test('a text that an outage kept does not go out once the player is here', async () => {
    const { clock, line, camp, player } = await campDay()
    // Nobody knows of the outage yet when the text is written.
    await clock.advance(minute - 1_000 - (clock.now() % minute))
    line.twilio.setNetwork('refused')
    await until(clock, () => caseOf(line, clock)?.steps[0]?.outcome === 'sent', 'the first rung')
    await until(clock, () => line.workspace.line?.link.state === 'offline', 'the outage')
    line.workspace.store.write((write) =>
      markHere(write, {
        requestId: newId(clock.now()),
        players: [{ playerId: player, campId: camp }],
        staff: 'Sam',
        zone,
      }),
    )
    await until(clock, () => caseOf(line, clock)?.state === 'stopped', 'the check-in')
    line.twilio.setNetwork('up')
    line.workspace.line?.link.hint()
    await until(clock, () => line.workspace.line?.link.state === 'online', 'the way out')
    await clock.advance(4 * minute)
    expect(texted(line)).toEqual([])
    expect(caseOf(line, clock)).toMatchObject({ state: 'stopped', why: 'here' })
  })

  test('offline it waits and says so; what fell due meanwhile is asked about, and calls and alarms come all the same', async () => {
    const { clock, line } = await campDay()
    line.twilio.setNetwork('refused')
    line.workspace.line?.link.hint()
    await until(clock, () => line.workspace.line?.link.state === 'offline', 'the outage')
    await clock.advance(2 * minute)
    expect(caseOf(line, clock)).toMatchObject({ state: 'climbing', why: 'no-internet' })
    line.twilio.setNetwork('up')
    line.workspace.line?.link.hint()
    await until(clock, () => line.workspace.line?.link.state === 'online', 'the way out')
    await until(clock, () => caseOf(line, clock)?.state === 'asks', 'the question')
    expect(texted(line)).toEqual([])
    await until(clock, () => caseOf(line, clock)?.wants === 'director', 'the alarm')
    expect(texted(line)).toEqual([])
  })
})
