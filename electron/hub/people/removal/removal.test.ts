import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { describe, expect, test } from 'vitest'
import { setConsent } from '../../../../db/consent.ts'
import { ensureConversation, findConversation } from '../../../../db/conversations.ts'
import { eraseFreePages } from '../../../../db/erase.ts'
import { hasMessageWithSid, insertMessage } from '../../../../db/messages.ts'
import { listReceipts } from '../../../../db/season.ts'
import { manualClock } from '../../../../tests/support/manual-clock.ts'
import { temporaryFolder } from '../../../../tests/support/temporary-folder.ts'
import { testStore } from '../../../../tests/support/test-store.ts'
import { closedReason } from '../../conversation-closed.ts'
import { createStore } from '../../store.ts'
import type { Write } from '../../store.ts'
import { actOnPeople } from '../edit/act.ts'
import { editGuardian } from '../edit/guardian.ts'
import { editPlayer } from '../edit/player.ts'
import { takeWalkUp } from '../edit/walk-up.ts'
import { exportPeople } from './export.ts'
import { removeFamily } from './remove-family.ts'
import { wipeSeason } from './wipe.ts'

const asked = (requestId: string) => ({ requestId, staff: 'Sam' })
let made = 0

/** Everything of the family of one child carries a word that is nowhere else. */
function setUp() {
  const store = createStore(testStore(), manualClock(), () => undefined)
  const { db } = store
  const familyOf = (word: string, number: string) =>
    store.write((write) => {
      const taken = takeWalkUp(write, asked(`walk-up-${word.length}`), {
        player: `${word} Kid`,
        camp: 'Sommerzug',
        group: 'U10',
        note: `${word} allergy`,
        guardian: `${word} Parent`,
        number,
      })
      const conversationId = taken.conversationId ?? 0
      say(write, conversationId, 'in', `${word} hello`, `SM${word.length}in`)
      say(write, conversationId, 'out', `${word} answer`, `SM${word.length}out`)
      db.prepare(`INSERT INTO draft (conversation_id, body, updated_at) VALUES (?, ?, 1)`).run(
        conversationId,
        `${word} draft`,
      )
      db.prepare(`INSERT INTO family_note (family_id, words, staff, at) VALUES (?, ?, 'Sam', 1)`).run(
        taken.familyId,
        `${word} note`,
      )
      db.prepare(`INSERT INTO activity (at, staff, kind, words) VALUES (1, 'Sam', 'x', ?)`).run(`Called ${word} Kid`)
      db.prepare(
        `INSERT INTO attendance (player_id, camp_id, day, state, note) VALUES (?, 1, '2026-06-01', 'absent', ?)`,
      ).run(taken.playerId, `${word} ill`)
      return { ...taken, conversationId }
    })
  const files = (): string => ['', '-wal'].map((suffix) => readFileSync(db.name + suffix, 'latin1')).join('')
  return { store, db, familyOf, files }
}

function say({ db, now }: Write, conversationId: number, direction: 'in' | 'out', body: string, sid: string): number {
  const seq = insertMessage(db, {
    id: `message-${(made += 1)}`,
    conversationId,
    direction,
    body,
    state: direction === 'in' ? 'received' : 'sent',
    origin: 'person',
    author: null,
    ourNumber: null,
    segments: 1,
    createdAt: now,
    sortAt: null,
    sendAt: null,
    noUseAfter: null,
    sid,
    replacesId: null,
    arrivedWhileAway: false,
    extra: null,
  })
  const conversation = statementOf(db, conversationId)
  db.prepare(
    `INSERT INTO attempt (id, message_seq, started_at, phase, outcome) VALUES (?, ?, 1, 'answered', 'accepted')`,
  ).run(`attempt-${seq}`, seq)
  db.prepare(
    `INSERT INTO carrier_status (attempt_id, sid, status, received_at, parameters) VALUES (?, ?, 'sent', 1, ?)`,
  ).run(`attempt-${seq}`, sid, JSON.stringify({ To: conversation }))
  return seq
}

const statementOf = (db: Write['db'], id: number) =>
  db.prepare<[number], { address: string }>('SELECT address FROM conversation WHERE id = ?').get(id)?.address

describe('a family deleted', () => {
  test('is in no byte of the store and its log any more; the others are as they were', () => {
    const { store, db, familyOf, files } = setUp()
    const gone = familyOf('Qwyzilda', '+13125557731')
    const stays = familyOf('Obrecht', '+13125558842')
    // Names and numbers of before, acts by hand, planner's samples, pages that were freed.
    store.write((write) =>
      actOnPeople(write, asked('edit'), (hand) =>
        editPlayer(hand, gone.playerId, {
          firstName: 'Qwyzilda',
          lastName: 'Vorher',
          birthYear: 2016,
          note: 'Qwyzilda asthma',
          tags: ['Qwyzildatag'],
          enrolments: [{ camp: 'Sommerzug', group: 'U12', field: null, days: null }],
          pickUpNames: [{ name: 'Qwyzilda Uncle', allowed: true }],
        }),
      ),
    )
    store.write((write) =>
      actOnPeople(write, asked('number'), (hand) =>
        editGuardian(hand, 1, {
          firstName: 'Qwyzilda',
          lastName: 'Parent',
          role: null,
          email: 'qwyzilda@example.com',
          language: 'en',
          numbers: ['+13125557732'],
          pickUp: [],
        }),
      ),
    )
    db.exec('ANALYZE')
    expect(files()).toMatch(/Qwyzilda/)
    expect(files()).toMatch(/3125557731/)

    const { counts } = store.write((write) =>
      removeFamily(write, asked('delete'), gone.familyId, { withTexts: true, atCarrier: false }),
    )
    eraseFreePages(db)
    expect(counts).toEqual({ players: 1, guardians: 1, texts: 2, pictures: 0 })
    expect(/qwyzilda|Vorher/i.exec(files())).toBeNull()
    expect(/312555773[12]/.exec(files())).toBeNull()
    expect(db.pragma('integrity_check', { simple: true })).toBe('ok')
    expect(db.pragma('foreign_key_check')).toEqual([])
    db.exec(`INSERT INTO message_search (message_search, rank) VALUES ('integrity-check', 1)`)

    expect(findConversation(db, stays.conversationId)).toMatchObject({ guardians: '["Obrecht Parent"]' })
    expect(db.prepare(`SELECT count(*) AS n FROM message_search WHERE message_search MATCH 'Obrecht'`).get()).toEqual({
      n: 2,
    })
    expect(listReceipts(db, 9)).toMatchObject([{ scope: 'family', staff: 'Sam' }])
    // The carrier's list still has the texts: they do not come back.
    expect(hasMessageWithSid(db, 'SM8in')).toBe(true)
    expect(
      store.write((write) => removeFamily(write, asked('delete'), gone.familyId, { withTexts: true, atCarrier: false }))
        .counts,
    ).toEqual(counts)
  })

  test('leaves the texts where that is wished, and a number that reaches another family in any case', () => {
    const { store, db, familyOf } = setUp()
    const one = familyOf('Ada', '+13125557731')
    const two = familyOf('Beate', '+13125558842')
    db.prepare('INSERT INTO guardian_number (guardian_id, address) VALUES (2, ?)').run('+13125557731')
    store.write((write) => removeFamily(write, asked('one'), one.familyId, { withTexts: true, atCarrier: false }))
    expect(findConversation(db, one.conversationId)).toMatchObject({ guardians: '["Beate Parent"]' })
    store.write((write) => removeFamily(write, asked('two'), two.familyId, { withTexts: false, atCarrier: false }))
    expect(db.prepare('SELECT count(*) AS n FROM message').get()).toEqual({ n: 4 })
    expect(findConversation(db, two.conversationId)).toMatchObject({ guardians: '[]', draft: null })
  })

  test('waits for a text that is on its way', () => {
    const { store, db, familyOf } = setUp()
    const { familyId, conversationId } = familyOf('Ada', '+13125557731')
    db.prepare(
      `INSERT INTO outbox (message_seq, conversation_id, phase, priority, due_at, deadline) VALUES (2, ?, 'sending', 0, 1, 2)`,
    ).run(conversationId)
    const remove = () =>
      store.write((write) => removeFamily(write, asked('one'), familyId, { withTexts: true, atCarrier: false }))
    expect(remove).toThrow(/on its way/)
    expect(db.prepare('SELECT count(*) AS n FROM family').get()).toEqual({ n: 1 })
    db.exec(`UPDATE outbox SET phase = 'open'`)
    expect(remove().counts.texts).toBe(2)
  })
})

describe('a season wiped', () => {
  test('is in no byte of the store any more; who said STOP stays closed', () => {
    const { store, db, familyOf, files } = setUp()
    familyOf('Qwyzilda', '+13125557731')
    familyOf('Obrecht', '+13125558842')
    store.write(({ now }) => {
      setConsent(db, { sender: '*', address: '+13125558842', state: 'out', source: 'staff', at: now })
    })
    db.exec('ANALYZE')
    const { counts } = store.write((write) => wipeSeason(write, asked('wipe'), false))
    eraseFreePages(db)
    expect(counts).toMatchObject({ players: 2, guardians: 2, texts: 4, days: 2, camps: 1 })
    expect(/qwyzilda|obrecht|Sommerzug/i.exec(files())).toBeNull()
    expect(/3125557731/.exec(files())).toBeNull()
    expect(db.pragma('foreign_key_check')).toEqual([])
    db.exec(`INSERT INTO message_search (message_search, rank) VALUES ('integrity-check', 1)`)
    const again = store.write(({ now }) => ensureConversation(db, 'phone', '+13125558842', null, now))
    const row = findConversation(db, again)
    expect(row && closedReason(row)).not.toBeNull()
    expect(listReceipts(db, 9)).toMatchObject([{ scope: 'season', staff: 'Sam' }])
    expect(store.write((write) => wipeSeason(write, asked('wipe'), false)).counts).toEqual(counts)
  })
})

describe('an export', () => {
  const read = (folder: string, file: string): string[][] =>
    parse(readFileSync(join(folder, file)), { bom: true, skip_empty_lines: true })

  test('holds everything, and nothing that a spreadsheet would run', async () => {
    const { store, db, familyOf } = setUp()
    const one = familyOf('Ada', '+13125557731')
    familyOf('Beate', '+13125558842')
    store.write((write) => say(write, one.conversationId, 'in', '=HYPERLINK("http://x")', 'SMx'))
    store.write(({ now }) => {
      setConsent(db, { sender: '*', address: '+13125558842', state: 'out', source: 'staff', at: now })
    })
    // Practice counts its people from a thousand million on.
    db.exec(
      `INSERT INTO guardian (id, family_id, first_name, last_name, created_at) VALUES (1000000024, 1, 'Bert', 'Parent', 1)`,
    )
    db.exec(
      `INSERT INTO player (id, family_id, first_name, last_name, created_at) VALUES (1000000030, 1, 'Cleo', 'Kid', 1)`,
    )
    db.exec(
      `INSERT INTO no_information VALUES (1000000024, 1000000030, 'court order', 1, 'Sam'), (1000000024, 1, 'court order', 1, 'Sam')`,
    )
    const whole = await exportPeople(db, temporaryFolder(), null, 1_750_000_000_000)
    expect(readdirSync(whole).sort()).toEqual([
      'activity.csv',
      'attendance.csv',
      'consent.csv',
      'guardians.csv',
      'messages.csv',
      'no-information.csv',
      'notes.csv',
      'pick-ups.csv',
      'players.csv',
    ])
    expect(read(whole, 'players.csv').slice(1)).toEqual([
      ['Ada', 'Kid', '', 'Sommerzug · U10', 'Ada allergy', '', '', '1'],
      ['Beate', 'Kid', '', 'Sommerzug · U10', 'Beate allergy', '', '', '2'],
      ['Cleo', 'Kid', '', '', '', '', '', '1'],
    ])
    expect(read(whole, 'guardians.csv')[1]?.[3]).toBe("'+13125557731")
    expect(read(whole, 'messages.csv').map((row) => row[9])).toEqual([
      'Text',
      'Ada hello',
      'Ada answer',
      'Beate hello',
      'Beate answer',
      `'=HYPERLINK("http://x")`,
    ])
    expect(read(whole, 'attendance.csv')).toHaveLength(3)
    expect(read(whole, 'consent.csv')[1]?.slice(0, 4)).toEqual(["'+13125558842", '*', 'no texts', 'staff'])

    const own = await exportPeople(db, temporaryFolder(), one.familyId, 1_750_000_000_000)
    expect(readFileSync(join(own, 'messages.csv'), 'utf8')).not.toContain('Beate')
    expect(read(own, 'messages.csv')).toHaveLength(4)
    expect(read(own, 'players.csv')).toHaveLength(3)
    expect(read(own, 'no-information.csv')).toHaveLength(3)
    expect(read(own, 'consent.csv')).toHaveLength(1)
  })

  test('goes through more rows than one page', async () => {
    const { store, db, familyOf } = setUp()
    const { conversationId } = familyOf('Ada', '+13125557731')
    store.write((write) => {
      for (let index = 0; index < 1_100; index += 1) say(write, conversationId, 'in', `text ${index}`, `SM${index}`)
    })
    const whole = await exportPeople(db, temporaryFolder(), null, 1)
    expect(read(whole, 'messages.csv')).toHaveLength(1_103)
  })
})
