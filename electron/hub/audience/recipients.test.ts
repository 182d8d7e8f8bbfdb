import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { setConsent } from '../../../db/consent.ts'
import { ensureConversation } from '../../../db/conversations.ts'
import { setMessageState } from '../../../db/messages.ts'
import type { MessageOrigin, MessageState } from '../../../db/words.ts'
import type { Db } from '../../../db/open.ts'
import { makeFamilies } from '../../../tests/support/camp-of.ts'
import type { MadeFamily, MadeIds } from '../../../tests/support/camp-of.ts'
import { storeText } from '../../../tests/support/stored-text.ts'
import { testStore } from '../../../tests/support/test-store.ts'
import { findRecipients } from './recipients.ts'
import type { RecipientOptions, Recipients } from './recipients.ts'

const ours = '+13125550100'
const ana = '+13125550111'
const marco = '+13125550112'
const now = 1_800_000_000_000
const minute = 60_000

const bar = (db: Db, guardian: number | undefined, player: number | undefined, reason = 'Court order'): void => {
  db.prepare(
    'INSERT OR IGNORE INTO no_information (guardian_id, player_id, reason, since, staff) VALUES (?, ?, ?, 1, ?)',
  ).run(guardian, player, reason, 'Kim')
}

/** With a conversation for some, and without one for others. */
function optOut(db: Db, address: string): void {
  if (Number(address.at(-1)) % 2 === 1) ensureConversation(db, 'phone', address, null, now)
  setConsent(db, { sender: '*', address, state: 'out', source: 'staff', at: now })
}

const find = (db: Db, players: readonly number[], options: Partial<RecipientOptions> = {}): Recipients =>
  findRecipients(db, players, { ourNumber: ours, ...options })

const playersOf = (made: readonly MadeIds[]): readonly number[] => made.flatMap(({ players }) => players)
const brief = ({ recipients }: Recipients) =>
  recipients.map(({ address, guardians, players }) => ({
    address,
    to: guardians.map(({ first }) => first),
    about: players.map(({ first }) => first),
  }))
const left = ({ leftOut }: Recipients) =>
  leftOut.map(({ name, because, players }) => [name, because, players.map(({ first }) => first).join(' ')])

function said(
  db: Db,
  address: string,
  text: { direction?: 'in' | 'out'; state?: MessageState; code?: number; origin?: MessageOrigin; at?: number },
): void {
  const { direction = 'out', state = 'delivered', code = null, origin = 'person', at = now } = text
  const seq = storeText(db, {
    conversationId: ensureConversation(db, 'phone', address, null, at),
    direction,
    createdAt: at,
    origin,
    ourNumber: ours,
  })
  if (direction === 'out') setMessageState(db, seq, { state, at, errorCode: code })
}

function lopez(db: Db): MadeIds {
  const [family] = makeFamilies(db, [
    {
      guardians: [
        { first: 'Ana', addresses: [ana], language: 'es' },
        { first: 'Marco', addresses: [marco] },
      ],
      players: [
        { first: 'Maya', group: 'U8', field: 'Field 2' },
        { first: 'Leo', group: 'U10' },
        { first: 'Zoe', group: 'U12' },
      ],
    },
  ])
  if (!family) throw new Error('No family')
  return family
}

describe('who gets a text', () => {
  test('one text for each number, siblings together', () => {
    const db = testStore()
    const { players } = lopez(db)
    const found = find(db, players)
    expect(brief(found)).toEqual([
      { address: ana, to: ['Ana'], about: ['Maya', 'Leo', 'Zoe'] },
      { address: marco, to: ['Marco'], about: ['Maya', 'Leo', 'Zoe'] },
    ])
    expect(found.recipients[0]).toMatchObject({ language: 'es', isFirst: true, conversationId: null })
    expect(found.recipients[0]?.players[0]).toMatchObject({ camp: 'Summer Week 1', group: 'U8', field: 'Field 2' })
    expect(found.leftOut).toEqual([])
  })

  test('two guardians on one number, also of two families, get one', () => {
    const db = testStore()
    const families = makeFamilies(db, [
      {
        guardians: [
          { first: 'Ana', addresses: [ana] },
          { first: 'Marco', addresses: [ana] },
        ],
        players: [{ first: 'Maya' }],
      },
      { guardians: [{ first: 'Nana', addresses: [ana] }], players: [{ first: 'Leo' }] },
    ])
    expect(brief(find(db, playersOf(families)))).toEqual([
      { address: ana, to: ['Ana', 'Marco', 'Nana'], about: ['Maya', 'Leo'] },
    ])
  })

  test('one per family: the first who can be texted', () => {
    const db = testStore()
    const { players } = lopez(db)
    expect(brief(find(db, players, { guardians: 'first' }))).toMatchObject([{ to: ['Ana'] }])
    optOut(db, ana)
    const found = find(db, players, { guardians: 'first' })
    expect(brief(found)).toMatchObject([{ to: ['Marco'] }])
    expect(left(found)).toEqual([['Ana Lopez', 'opted-out', 'Maya Leo Zoe']])
  })

  test('nobody hears about a child from whom they are barred, nor whoever shares a number with them', () => {
    const db = testStore()
    const { players, guardians } = lopez(db)
    bar(db, guardians[1], players[0])
    const found = find(db, players)
    expect(brief(found)).toEqual([
      { address: ana, to: ['Ana'], about: ['Maya', 'Leo', 'Zoe'] },
      { address: marco, to: ['Marco'], about: ['Leo', 'Zoe'] },
    ])
    expect(found.leftOut).toMatchObject([
      { name: 'Marco Lopez', because: 'no-information', reason: 'Must not be told about this player: Court order' },
    ])
    db.prepare('INSERT INTO guardian_number (guardian_id, address) VALUES (?, ?)').run(guardians[1], ana)
    const shared = find(db, players)
    expect(brief(shared).find(({ address }) => address === ana)).toMatchObject({ about: ['Leo', 'Zoe'] })
    expect(shared.leftOut.map(({ reason }) => reason)).toContain(
      'Shares this number with Marco Lopez, who must not be told about this player.',
    )
  })

  test('says why others get none', () => {
    const db = testStore()
    const numbers = ['+13125550131', '+13125550132', '+13125550133', '+13125550134', '+442071838750', '+13125550136']
    const families = makeFamilies(db, [
      ...numbers.map((address, index) => ({
        guardians: [{ first: `G${index}`, addresses: [address] }],
        players: [{ first: `P${index}` }],
      })),
      { guardians: [{ first: 'Nobody', addresses: [] }], players: [{ first: 'Q' }] },
      { guardians: [], players: [{ first: 'R' }] },
    ])
    setConsent(db, { sender: '*', address: numbers[0] ?? '', state: 'out', source: 'staff', at: now })
    said(db, numbers[1] ?? '', { state: 'failed', code: 30_006 })
    said(db, numbers[2] ?? '', { state: 'failed', code: 30_005 })
    said(db, numbers[3] ?? '', { state: 'failed', code: 30_006, at: now - minute })
    said(db, numbers[3] ?? '', { direction: 'in' })
    said(db, numbers[5] ?? '', { origin: 'broadcast', at: now - 2 * minute })
    const found = find(db, playersOf(families), { textedSince: now - 5 * minute })
    expect(brief(found).map(({ to }) => to)).toEqual([['G3']])
    expect(left(found)).toEqual([
      ['G0 Lopez', 'opted-out', 'P0'],
      ['G1 Lopez', 'not-mobile', 'P1'],
      ['G2 Lopez', 'bad-number', 'P2'],
      ['G4 Lopez', 'not-mobile', 'P4'],
      ['G5 Lopez', 'texted-lately', 'P5'],
      ['Nobody Lopez', 'no-number', 'Q'],
      ['', 'no-guardian', 'R'],
    ])
    expect(brief(find(db, playersOf(families))).map(({ to }) => to)).toEqual([['G3'], ['G5']])
  })

  test('only whom one asks for', () => {
    const db = testStore()
    const { players, guardians } = lopez(db)
    const id = ensureConversation(db, 'phone', marco, null, now)
    expect(brief(find(db, players, { only: [guardians[0] ?? 0] }))).toMatchObject([{ to: ['Ana'] }])
    expect(brief(find(db, players, { conversations: [id] }))).toMatchObject([{ to: ['Marco'] }])
    expect(find(db, [4_711])).toEqual({ recipients: [], leftOut: [] })
  })
})

/** Families whose numbers overlap within and between them. */
const someNumbers = ['+13125550121', '+13125550122', '+13125550123', '+13125550124', '+13125550125']
const aFamily: fc.Arbitrary<MadeFamily> = fc.record({
  guardians: fc.array(
    fc.record({ first: fc.constantFrom('Ana', 'Ben', 'Cleo'), addresses: fc.subarray(someNumbers, { maxLength: 2 }) }),
    { maxLength: 3 },
  ),
  players: fc.array(fc.record({ first: fc.constantFrom('Maya', 'Leo', 'Zoe') }), { minLength: 1, maxLength: 3 }),
})

describe('whatever the families', () => {
  test('each number once; nobody past a bar; every player reached or accounted for', () => {
    const db = testStore()
    fc.assert(
      fc.property(
        fc.array(aFamily, { minLength: 1, maxLength: 5 }),
        fc.array(fc.tuple(fc.nat(20), fc.nat(20)), { maxLength: 6 }),
        fc.subarray(someNumbers),
        fc.constantFrom<'all' | 'first'>('all', 'first'),
        (families, bars, closed, guardians) => {
          db.exec('SAVEPOINT one')
          const ids = makeFamilies(db, families)
          const players = playersOf(ids)
          const all = ids.flatMap((one) => one.guardians)
          for (const [guardian, player] of bars) {
            if (all.length > 0) bar(db, all[guardian % all.length], players[player % players.length])
          }
          for (const address of closed) optOut(db, address)
          const { recipients, leftOut } = find(db, players, { guardians })

          const addresses = recipients.map(({ address }) => address)
          expect(new Set(addresses).size).toBe(addresses.length)
          expect(addresses.filter((address) => closed.includes(address))).toEqual([])
          const barred = db
            .prepare<[], { address: string; player_id: number }>(
              'SELECT n.address, i.player_id FROM no_information i JOIN guardian_number n USING (guardian_id)',
            )
            .all()
          for (const { address, players: about } of recipients) {
            expect(about.length).toBeGreaterThan(0)
            for (const { id } of about) {
              expect(barred.some((row) => row.address === address && row.player_id === id)).toBe(false)
              // Somebody of the player's own family reads there.
              expect(
                db
                  .prepare(
                    `SELECT 1 FROM player p JOIN guardian g ON g.family_id = p.family_id
                     JOIN guardian_number n ON n.guardian_id = g.id WHERE p.id = ? AND n.address = ?`,
                  )
                  .get(id, address),
              ).toBeDefined()
            }
          }
          const accounted = new Set([
            ...recipients.flatMap((one) => one.players.map(({ id }) => id)),
            ...leftOut.flatMap((one) => one.players.map(({ id }) => id)),
          ])
          expect(players.filter((id) => !accounted.has(id))).toEqual([])
          db.exec('ROLLBACK TO one; RELEASE one')
        },
      ),
      { numRuns: 200 },
    )
  })
})
