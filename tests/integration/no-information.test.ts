import { describe, expect, test } from 'vitest'
import { findTemplate } from '../../db/templates.ts'
import { findRecipients } from '../../electron/hub/audience/recipients.ts'
import { planTexts } from '../../electron/hub/automation/plan.ts'
import { boardDay } from '../../electron/hub/checkin/board.ts'
import { numbersForCode } from '../../electron/hub/proposal/pick-up-change.ts'
import { sheet } from '../../electron/hub/proposal/sheet.ts'
import { proposalsView } from '../../electron/hub/proposal/view.ts'
import { seededRandom } from '../../electron/hub/random.ts'
import { fillTemplate } from '../../electron/hub/template/fill.ts'
import { displayAddress } from '../../electron/hub/people/number.ts'
import { addPlayer, campBegins, campZone } from '../support/board-camp.ts'
import { ladderCamp, ourNumber } from '../support/ladder-camp.ts'

const children = [
  'Aster',
  'Briar',
  'Cedar',
  'Dahlia',
  'Elder',
  'Fern',
  'Ginkgo',
  'Hazel',
  'Iris',
  'Juniper',
  'Kelp',
  'Laurel',
]
const numbers = Array.from({ length: 6 }, (_, index) => `+1201555${String(1100 + index)}`)

interface Guardian {
  readonly id: number
  readonly name: string
  readonly family: number
  readonly addresses: readonly string[]
}

/** Families by chance: siblings, two to three guardians, numbers of their own and shared ones, and who must not hear about whom. */
function campOf(seed: number) {
  const random = seededRandom(seed)
  const draw = (below: number): number => Math.floor(random.next() * below)
  const camp = ladderCamp()
  const { db } = camp.store
  const guardians: Guardian[] = []
  const players: { readonly id: number; readonly first: string; readonly family: number }[] = []
  const barred: { readonly guardian: number; readonly player: number }[] = []
  const insert = (sql: string, ...values: readonly unknown[]): number =>
    Number(db.prepare(sql).run(...values).lastInsertRowid)
  for (let family = 0; family < 4; family += 1) {
    const id = insert('INSERT INTO family (created_at) VALUES (0)')
    for (let child = 0; child < 1 + draw(3); child += 1) {
      const first = children[players.length] ?? 'Zinnia'
      players.push({ id: addPlayer(db, id, `${first} Vale`, camp.camp), first, family: id })
    }
    for (let adult = 0; adult < 2 + draw(2); adult += 1) {
      const name = `Adult${guardians.length}`
      const guardian = insert(
        `INSERT INTO guardian (family_id, first_name, last_name, created_at) VALUES (?, ?, 'Vale', 0)`,
        id,
        name,
      )
      const own = new Set([
        numbers[draw(numbers.length)] ?? '',
        ...(draw(3) === 0 ? [numbers[draw(numbers.length)] ?? ''] : []),
      ])
      for (const address of own)
        db.prepare('INSERT INTO guardian_number (guardian_id, address) VALUES (?, ?)').run(guardian, address)
      guardians.push({ id: guardian, name: `${name} Vale`, family: id, addresses: [...own] })
    }
  }
  for (const { id, family } of players) {
    for (const guardian of guardians) {
      if (guardian.family !== family || draw(3) > 0) continue
      db.prepare(`INSERT INTO no_information VALUES (?, ?, 'court order', 0, 'Sam')`).run(guardian.id, id)
      barred.push({ guardian: guardian.id, player: id })
    }
  }
  /** First names of which nobody at this number may read: somebody barred reads there. */
  const forbiddenAt = (address: string): readonly string[] =>
    players
      .filter(({ id }) =>
        guardians.some(
          (guardian) =>
            guardian.addresses.includes(address) &&
            barred.some((pair) => pair.guardian === guardian.id && pair.player === id),
        ),
      )
      .map(({ first }) => first)
  return { camp, db, guardians, players, barred, forbiddenAt }
}

const seeds = Array.from({ length: 12 }, (_, index) => index + 1)

describe('nobody hears about a child from whom they are barred', () => {
  test.each(seeds)('by any way a text or a sheet is made (%i)', async (seed) => {
    const { camp, db, guardians, players, barred, forbiddenAt } = campOf(seed)
    const ids = players.map(({ id }) => id)
    const leaks: string[] = []
    const look = (way: string, address: string, text: string): void => {
      for (const name of forbiddenAt(address)) if (text.includes(name)) leaks.push(`${way}: ${name}`)
    }
    const now = () => camp.clock.now()
    const context = {
      now: now(),
      zone: campZone,
      ourNumber,
      campName: 'Hawks Camp',
      quiet: { quietFrom: 0, quietUntil: 0 },
    }

    const found = findRecipients(db, ids, { ourNumber })
    for (const { address, players: told } of found.recipients)
      look('audience', address, told.map(({ first }) => first).join(' '))
    // Each of the barred is among the left out, with the reason in words.
    for (const pair of barred) {
      expect(
        found.leftOut.some(
          ({ guardianId, players: about, reason }) =>
            guardianId === pair.guardian && about.some(({ id }) => id === pair.player) && reason !== '',
        ),
        `guardian ${pair.guardian}, player ${pair.player}`,
      ).toBe(true)
    }

    for (const key of ['late', 'missing', 'thank-you', 'early-pick-up', 'field-change']) {
      const template = findTemplate(db, key)
      if (!template) throw new Error(`No template ${key}`)
      const { texts } = planTexts(db, template, { players: ids, campOf: new Map(), time: '12:00' }, context)
      for (const { recipient, body } of texts) look('automation', recipient.address, body)
      for (const address of numbers) {
        const filled = fillTemplate(db, template, address, { field: 'Field A', time: '12:00' }, context)
        look('merge', address, filled.ok ? filled.text : '')
      }
    }

    for (const { id, first } of players)
      for (const { address } of numbersForCode(db, [id])) look('pick-up code', address, first)

    const paper = sheet(db, { now: now(), zone: campZone, campName: 'Hawks Camp', country: 'US' })
    for (const line of paper.camps.flatMap(({ groups }) => groups.flatMap((group) => group.players))) {
      const mayNot = barred.filter(({ player }) => player === line.playerId).map(({ guardian }) => guardian)
      const names = guardians.filter(({ id }) => mayNot.includes(id)).map(({ name }) => name)
      for (const { name } of line.guardians) if (names.includes(name)) leaks.push(`print: ${name}`)
      // Nor any number at which one of the barred reads, whoever else has it: nobody is to ring there about the child.
      const theirs = new Set(
        guardians
          .filter(({ id }) => mayNot.includes(id))
          .flatMap(({ addresses }) => addresses.map((one) => displayAddress('phone', one, 'US'))),
      )
      for (const shown of line.guardians.flatMap((guardian) => guardian.numbers))
        if (theirs.has(shown)) leaks.push(`print's number: ${shown}`)
    }

    camp.turnOn()
    for (const minutes of [16, 26, 31, 36]) await camp.at(minutes)
    for (const { to, body } of camp.texts()) look('ladder', to, body)

    for (const address of numbers) camp.says(address, 'We are running 10 minutes late')
    const { proposals } = proposalsView(db, { now: now(), zone: campZone, country: 'US' })
    for (const { conversationId, player } of proposals) {
      const address = db
        .prepare<[number], { address: string }>('SELECT address FROM conversation WHERE id = ?')
        .get(conversationId)?.address
      look('proposal', address ?? '', player)
    }
    expect(leaks).toEqual([])
    expect(boardDay({ now: campBegins, zone: campZone })).toBe('2027-06-14')
  })
})
