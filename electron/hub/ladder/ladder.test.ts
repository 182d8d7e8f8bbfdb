import { describe, expect, test } from 'vitest'
import { ladderCamp } from '../../../tests/support/ladder-camp.ts'
import type { LadderCamp } from '../../../tests/support/ladder-camp.ts'
import { campBegins } from '../../../tests/support/board-camp.ts'
import { setConsent } from '../../../db/consent.ts'
import { newId } from '../ids.ts'
import { usualRungs } from './rungs.ts'
import { leaveAsked, sendAsked, settleCases, tickCall } from './by-hand.ts'

const minute = 60_000
const ana = '+12015550111'
const marco = '+12015550112'

const act = (camp: LadderCamp, caseIds: readonly number[]) => ({
  requestId: newId(camp.clock.now()),
  caseIds,
  staff: 'Sam',
})
const asked = (camp: LadderCamp) => camp.cases().filter(({ state }) => state === 'asks')
const send = (camp: LadderCamp): void => {
  const ids = asked(camp).map(({ id }) => id)
  camp.desk.act((write, around) => sendAsked(write, act(camp, ids), around))
}
const many = (camp: LadderCamp, count: number) =>
  Array.from({ length: count }, (_, index) => camp.family([`Kid${index} Lopez`], [`+1201555${2000 + index}`])[0] ?? 0)

describe('the ladder of a player who did not arrive', () => {
  test('is off until it is turned on', async () => {
    const camp = ladderCamp()
    camp.family(['Maya Lopez'], [ana])
    await camp.at(60)
    expect(camp.texts()).toEqual([])
    expect(camp.cases()).toEqual([])
  })

  test('texts the first guardian, then the second, then has them called, then tells the director', async () => {
    const camp = ladderCamp()
    const [maya = 0] = camp.family(['Maya Lopez'], [ana, marco])
    camp.turnOn()
    await camp.at(14.9)
    expect(camp.texts()).toEqual([])
    await camp.at(16)
    expect(camp.texts()).toMatchObject([{ to: ana, state: 'queued' }])
    const [first] = camp.texts()
    expect(first?.body).toContain('Maya')
    expect(first?.body).toContain('Hawks Camp')
    expect((first?.use ?? 0) - (first?.at ?? 0)).toBe(15 * minute)
    expect(camp.caseOf(maya)).toMatchObject({
      next: { act: 'text', guardian: 1, at: campBegins + 25 * minute },
      wants: null,
    })
    await camp.at(26)
    expect(camp.texts().map(({ to }) => to)).toEqual([ana, marco])
    await camp.at(31)
    expect(camp.caseOf(maya)).toMatchObject({ wants: 'call', contacts: [{ address: ana }, { address: marco }] })
    const one = camp.caseOf(maya)
    camp.store.write((write) => tickCall(write, { requestId: newId(1), caseId: one?.id ?? 0, rung: 2, staff: 'Sam' }))
    expect(camp.caseOf(maya)?.wants).toBeNull()
    await camp.at(36)
    expect(camp.caseOf(maya)?.wants).toBe('director')
    await camp.at(120)
    expect(camp.texts()).toHaveLength(2)
    camp.store.write((write) => settleCases(write, act(camp, [one?.id ?? 0])))
    expect(camp.caseOf(maya)).toMatchObject({ state: 'ended', why: 'handled', wants: null })
    expect(camp.board(maya)).toBe('missing')
  })

  test('calls for a person once for each that it newly wants, and not again after a restart', async () => {
    const camp = ladderCamp()
    const [maya = 0] = camp.family(['Maya Lopez'], [ana, marco])
    camp.turnOn()
    await camp.at(29)
    expect(camp.wanted).toEqual([])
    await camp.at(31)
    expect(camp.wanted).toEqual(['call 1'])
    await camp.at(40)
    expect(camp.wanted).toEqual(['call 1', 'director 1'])
    await camp.restart()
    await camp.at(50)
    expect(camp.wanted).toEqual(['call 1', 'director 1'])
    const tick = camp.here(maya)
    await camp.at(51)
    camp.undo(tick)
    await camp.at(52)
    // Taken up again where it was: the director is called for anew.
    expect(camp.wanted).toEqual(['call 1', 'director 1', 'director 1'])
  })

  test('stops at check-in, and goes on where that is undone', async () => {
    const camp = ladderCamp()
    const [maya = 0] = camp.family(['Maya Lopez'], [ana, marco])
    camp.turnOn()
    await camp.at(16)
    const tick = camp.here(maya)
    await camp.at(17)
    expect(camp.caseOf(maya)).toMatchObject({ state: 'stopped', why: 'here' })
    // What had not left is withdrawn.
    expect(camp.texts()).toMatchObject([{ state: 'canceled' }])
    camp.undo(tick)
    await camp.at(26)
    expect(camp.texts().map(({ to }) => to)).toEqual([ana, marco])
  })

  test.each([
    ['late', (camp: LadderCamp, player: number) => camp.late(player, 60)],
    ['absent', (camp: LadderCamp, player: number) => camp.absent(player)],
  ])('stops where the player is %s', async (why, mark) => {
    const camp = ladderCamp()
    const [maya = 0] = camp.family(['Maya Lopez'], [ana, marco])
    camp.turnOn()
    await camp.at(16)
    mark(camp, maya)
    await camp.at(30)
    expect(camp.caseOf(maya)).toMatchObject({ state: 'stopped', why })
    expect(camp.texts()).toHaveLength(1)
  })

  test('of one who is late and overdue goes on, counted from their own time', async () => {
    const camp = ladderCamp()
    const [maya = 0] = camp.family(['Maya Lopez'], [ana, marco])
    camp.turnOn()
    await camp.at(16)
    camp.late(maya, 60)
    await camp.at(84)
    expect(camp.texts()).toHaveLength(1)
    await camp.at(86)
    expect(camp.texts().map(({ to }) => to)).toEqual([ana, marco])
  })

  test('stops at an answer from any guardian, and at no STOP', async () => {
    const camp = ladderCamp()
    const [maya = 0, ben = 0] = [
      camp.family(['Maya Lopez'], [ana, marco])[0],
      camp.family(['Ben Ode'], ['+12015550120'])[0],
    ]
    camp.turnOn()
    await camp.at(16)
    camp.says(marco, 'She is with me, ten minutes')
    camp.says('+12015550120', 'STOP')
    expect(camp.caseOf(maya)).toMatchObject({ state: 'stopped', why: 'answered' })
    expect(camp.caseOf(ben)?.state).toBe('climbing')
    await camp.at(40)
    expect(camp.texts()).toHaveLength(2)
    expect(camp.caseOf(ben)).toMatchObject({ wants: 'director' })
  })

  test('asks first where a parent has written this morning and nobody answered', async () => {
    const camp = ladderCamp()
    const [maya = 0] = camp.family(['Maya Lopez'], [ana, marco])
    camp.turnOn()
    await camp.at(-5)
    camp.says(ana, 'Maya has a fever, staying home')
    await camp.at(20)
    expect(camp.texts()).toEqual([])
    expect(camp.caseOf(maya)).toMatchObject({ state: 'asks', why: 'wrote', wants: 'look' })
  })

  test('one text to a number for siblings; a sibling who came is not in it', async () => {
    const camp = ladderCamp()
    const [maya = 0, leo = 0] = camp.family(['Maya Lopez', 'Leo Lopez'], [ana])
    camp.turnOn()
    await camp.at(16)
    expect(camp.texts()).toHaveLength(1)
    expect(camp.texts()[0]?.body).toContain('Maya and Leo')
    camp.here(leo)
    await camp.at(17)
    expect(camp.texts()).toMatchObject([{ state: 'canceled' }, { to: ana, state: 'queued' }])
    expect(camp.texts()[1]?.body).not.toContain('Leo')
    expect(camp.caseOf(maya)?.steps).toMatchObject([{ outcome: 'sent' }])
  })

  test('tells nobody who must not hear of the player, nor takes their text for an answer', async () => {
    const camp = ladderCamp()
    const [maya = 0] = camp.family(['Maya Lopez'], [ana, marco])
    camp.store.db
      .prepare(
        `INSERT INTO no_information (guardian_id, player_id, reason, since, staff)
         SELECT g.id, ?, 'court order', 0, 'Sam' FROM guardian g JOIN guardian_number n ON n.guardian_id = g.id WHERE n.address = ?`,
      )
      .run(maya, ana)
    camp.turnOn()
    await camp.at(16)
    expect(camp.texts().map(({ to }) => to)).toEqual([marco])
    camp.says(ana, 'Where is she?')
    expect(camp.caseOf(maya)?.state).toBe('climbing')
    await camp.at(31)
    expect(camp.texts()).toHaveLength(1)
    expect(camp.caseOf(maya)?.contacts.map(({ address }) => address)).toEqual([marco])
  })

  test('rings the phone of whoever did not answer, also where they want no texts', async () => {
    const camp = ladderCamp()
    const [maya = 0] = camp.family(['Maya Lopez'], [ana])
    camp.store.write(({ db, now }) =>
      setConsent(db, { sender: '*', address: ana, state: 'out', source: 'staff', at: now }),
    )
    camp.turnOn({ rungs: usualRungs })
    await camp.at(31)
    expect(camp.caseOf(maya)?.steps.map(({ outcome }) => outcome)).toEqual(['skipped', 'skipped', 'sent'])
    const { db } = camp.store
    expect(db.prepare(`SELECT channel, body FROM message WHERE direction = 'out'`).all()).toMatchObject([
      { channel: 'voice', body: expect.stringContaining('We have not seen Maya at camp yet today') as string },
    ])
    await camp.at(36)
    expect(camp.caseOf(maya)?.wants).toBe('director')
  })

  test('passes a rung over where nobody can be texted, and says why', async () => {
    const camp = ladderCamp()
    const [maya = 0] = camp.family(['Maya Lopez'], [ana])
    camp.store.write(({ db, now }) =>
      setConsent(db, { sender: '*', address: ana, state: 'out', source: 'staff', at: now }),
    )
    camp.turnOn()
    await camp.at(31)
    expect(camp.texts()).toEqual([])
    expect(camp.caseOf(maya)?.steps).toMatchObject([
      { outcome: 'skipped' },
      { outcome: 'skipped' },
      { outcome: 'call' },
    ])
    expect(camp.caseOf(maya)?.steps[0]?.words).toContain('Ana Lopez')
  })
})

describe('it does not embarrass the camp', () => {
  test('five families are texted, six are asked about; what is sent then goes to who has not come', async () => {
    const five = ladderCamp()
    many(five, 5)
    five.turnOn()
    await five.at(16)
    expect(five.texts()).toHaveLength(5)

    const camp = ladderCamp()
    const players = many(camp, 6)
    camp.turnOn()
    await camp.at(16)
    expect(camp.texts()).toEqual([])
    expect(asked(camp).map(({ why }) => why)).toEqual(Array.from({ length: 6 }, () => 'many'))
    camp.here(players[0] ?? 0)
    send(camp)
    expect(camp.texts()).toHaveLength(5)
    await camp.at(17)
    expect(camp.texts().filter(({ state }) => state === 'queued')).toHaveLength(5)
  })

  test('"Not now" passes this rung over, and the next one asks anew', async () => {
    const camp = ladderCamp()
    const players = many(camp, 6)
    camp.turnOn()
    await camp.at(16)
    const ids = asked(camp).map(({ id }) => id)
    camp.store.write((write) => leaveAsked(write, act(camp, ids)))
    expect(asked(camp)).toEqual([])
    expect(() => camp.store.write((write) => leaveAsked(write, act(camp, ids)))).toThrow('any more')
    await camp.at(26)
    // Nobody has a second guardian here; but that is found out only when it is asked.
    expect(asked(camp)).toHaveLength(6)
    await camp.at(31)
    expect(camp.caseOf(players[0] ?? 0)?.wants).toBe('call')
    expect(camp.texts()).toEqual([])
  })

  test('after a sleep it asks, and tells of the present rung alone', async () => {
    const camp = ladderCamp()
    const [maya = 0] = camp.family(['Maya Lopez'], [ana, marco])
    camp.turnOn()
    await camp.at(10)
    camp.clock.jump(17 * minute)
    await camp.at(28)
    expect(camp.texts()).toEqual([])
    expect(camp.caseOf(maya)).toMatchObject({ state: 'asks', why: 'slept', next: { rung: 1, act: 'text' } })
    send(camp)
    expect(camp.texts().map(({ to }) => to)).toEqual([marco])
    expect(camp.caseOf(maya)?.steps).toMatchObject([{ outcome: 'skipped' }, { outcome: 'sent' }])
  })

  test('after a restart, an outage, or while another laptop has the duty, nothing is made up for', async () => {
    for (const away of ['restart', 'outage', 'duty', 'not set up'] as const) {
      const camp = ladderCamp()
      const [maya = 0] = camp.family(['Maya Lopez'], [ana, marco])
      camp.turnOn()
      await camp.at(14)
      if (away === 'outage') camp.line.online = false
      if (away === 'duty') camp.line.onDuty = false
      if (away === 'not set up') camp.line.isThere = false
      if (away === 'restart') {
        await camp.desk.stop()
        await camp.at(20)
        await camp.restart()
      }
      await camp.at(20)
      expect(camp.texts()).toEqual([])
      Object.assign(camp.line, { online: true, onDuty: true, isThere: true })
      await camp.at(21)
      expect(camp.texts()).toEqual([])
      expect(camp.caseOf(maya)).toMatchObject({ state: 'asks', why: 'slept' })
      // Calls and alarms need neither look nor internet.
      await camp.at(36)
      expect(camp.caseOf(maya)?.wants).toBe('director')
    }
  })

  test('says what it waits for while offline', async () => {
    const camp = ladderCamp()
    const [maya = 0] = camp.family(['Maya Lopez'], [ana, marco])
    camp.turnOn()
    camp.line.online = false
    await camp.at(16)
    expect(camp.caseOf(maya)).toMatchObject({ state: 'climbing', why: 'no-internet' })
  })

  test('turned on late, it asks about what was due before', async () => {
    const camp = ladderCamp()
    camp.family(['Maya Lopez'], [ana, marco])
    await camp.at(20)
    camp.turnOn()
    await camp.at(21)
    expect(camp.texts()).toEqual([])
    expect(asked(camp)).toHaveLength(1)
    camp.turnOn({ enabled: false })
    await camp.at(22)
    expect(camp.cases()).toMatchObject([{ state: 'stopped', why: 'off' }])
    camp.turnOn()
    await camp.at(23)
    expect(asked(camp)).toHaveLength(1)
  })

  test('a clock that is set back tells nothing twice', async () => {
    const camp = ladderCamp()
    camp.family(['Maya Lopez'], [ana, marco])
    camp.turnOn()
    await camp.at(26)
    camp.clock.jump(-20 * minute)
    await camp.clock.advance(60 * minute)
    expect(camp.texts()).toHaveLength(2)
  })

  test('the end of the day ends it, and another day begins anew', async () => {
    const camp = ladderCamp()
    const [maya = 0] = camp.family(['Maya Lopez'], [ana])
    camp.turnOn()
    await camp.at(40)
    await camp.at(6 * 60 + 1)
    expect(camp.caseOf(maya)).toMatchObject({ state: 'ended', why: 'over', wants: null })
    await camp.at(24 * 60 + 16)
    expect(camp.texts()).toHaveLength(2)
  })
})

describe('the ladder of a player who was not picked up', () => {
  test('begins when the day ends, and checks nobody out', async () => {
    const camp = ladderCamp()
    const [maya = 0, leo = 0] = [camp.family(['Maya Lopez'], [ana])[0], camp.family(['Leo Ode'], [marco])[0]]
    camp.turnOn({ kind: 'not-picked-up' })
    camp.here(maya)
    camp.here(leo)
    await camp.at(6 * 60 + 5)
    camp.pickedUp(leo)
    await camp.at(6 * 60 + 16)
    expect(camp.texts()).toMatchObject([{ to: ana }])
    expect(camp.texts()[0]?.body).toContain('still here with Maya')
    await camp.at(6 * 60 + 36)
    expect(camp.caseOf(maya)?.wants).toBe('director')
    expect(camp.board(maya)).toBe('here')
    camp.pickedUp(maya)
    await camp.at(6 * 60 + 37)
    expect(camp.caseOf(maya)).toMatchObject({ state: 'stopped', why: 'picked-up' })
  })
})
