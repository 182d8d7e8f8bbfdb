import { describe, expect, it } from 'vitest'
import { storeText } from '../../../tests/support/stored-text.ts'
import { testStore } from '../../../tests/support/test-store.ts'
import { ensureConversation } from '../../../db/conversations.ts'
import type { Db } from '../../../db/open.ts'
import { insertFamily } from '../../../db/people.ts'
import { setMessageState } from '../../../db/messages.ts'
import { fillTemplate, noticeFor } from './fill.ts'
import { readerOf } from './readers.ts'

const now = Date.UTC(2027, 5, 14, 14)
const context = { now, zone: 'America/Chicago', campName: 'Riverside' }
const mother = '+13125550101'
const shared = '+13125550102'

function family(db: Db): void {
  const player = (firstName: string, group: string | null) => ({
    firstName,
    lastName: 'Lopez',
    group,
    birthYear: null,
    note: null,
  })
  const guardian = (firstName: string, language: string, ...addresses: readonly string[]) => ({
    firstName,
    lastName: 'Lopez',
    role: null,
    language,
    addresses,
  })
  insertFamily(
    db,
    {
      guardians: [guardian('Ana', 'es', mother, shared), guardian('Marco', 'en', shared)],
      players: [player('Maya', 'U8'), player('Inés', null)],
    },
    now,
  )
  insertFamily(db, { guardians: [guardian('Zoe', 'en', '+13125550109')], players: [player('Other', 'U8')] }, now)
}

const template = (...bodies: readonly string[]) => ({
  use_minutes: 15,
  versions: bodies.map((body, index) => ({ language: index === 0 ? 'en' : 'es', body })),
})

describe('a template for a conversation', () => {
  it('speaks of the family at the number, in the language of the guardian', () => {
    const db = testStore()
    family(db)
    const both = template('Hi {{guardian.first}}: {{player.first}}', 'Hola {{guardian.first}}: {{player.first}}')
    expect(fillTemplate(db, both, mother, {}, context)).toEqual({
      ok: true,
      text: 'Hola Ana: Maya e Inés',
      language: 'es',
      useMinutes: 15,
    })
    expect(fillTemplate(db, both, shared, {}, context)).toMatchObject({ text: 'Hola Ana y Marco: Maya e Inés' })
    expect(fillTemplate(db, template('Hi {{guardian.first}}: {{player.first}}'), mother, {}, context)).toMatchObject({
      text: 'Hi Ana: Maya and Inés',
      language: 'en',
    })
  })

  it('says nothing of a child from whom one who reads there is barred', () => {
    const db = testStore()
    family(db)
    db.exec(
      `INSERT INTO no_information (guardian_id, player_id, reason, since, staff) VALUES (2, 1, 'Court order', 1, '')`,
    )
    expect(readerOf(db, shared, context)?.players.map(({ first }) => first)).toEqual(['Inés'])
    expect(readerOf(db, mother, context)?.players.map(({ first }) => first)).toEqual(['Maya', 'Inés'])
  })

  it('asks for what a person can give, and says what nobody can', () => {
    const db = testStore()
    family(db)
    const ends = template('Ends at {{time}}, {{player.first}}')
    expect(fillTemplate(db, ends, mother, {}, context)).toMatchObject({ ok: false, ask: ['time'] })
    expect(fillTemplate(db, ends, mother, { time: '1:30' }, context)).toMatchObject({
      text: 'Ends at 1:30, Maya and Inés',
    })
    expect(fillTemplate(db, template('{{group}}'), mother, {}, context)).toMatchObject({
      ask: ['group'],
      faults: ['{{group}} has nothing to say: No group is known for Inés.'],
    })
    expect(fillTemplate(db, ends, '+13125550199', { time: '1:30' }, context)).toMatchObject({ ok: false, ask: [] })
    expect(fillTemplate(db, { use_minutes: null, versions: [] }, mother, {}, context)).toMatchObject({
      ok: false,
      ask: [],
    })
  })
})

describe('the first text of a conversation', () => {
  function text(db: Db, conversationId: number, direction: 'in' | 'out', id: string): number {
    return storeText(db, { id, conversationId, direction, createdAt: now })
  }

  it('says who we are until one of ours is on its way, or they wrote', () => {
    const db = testStore()
    family(db)
    const id = ensureConversation(db, 'phone', mother, null, now)
    const notice = { before: 'Riverside: ', after: ' Responda STOP para no recibir textos.' }
    expect(noticeFor(db, id, 'Hola.', context)).toEqual(notice)
    expect(noticeFor(db, id, 'Riverside. STOP', context)).toBeNull()
    expect(noticeFor(db, id, 'Hola', { ...context, campName: '' })).toBeNull()
    const seq = text(db, id, 'out', 'one')
    expect(noticeFor(db, id, 'Hola', context)).toBeNull()
    setMessageState(db, seq, { state: 'failed', at: now, errorCode: 30003 })
    expect(noticeFor(db, id, 'Hola.', context)).toEqual(notice)
    text(db, id, 'in', 'two')
    expect(noticeFor(db, id, 'Hola', context)).toBeNull()
    expect(noticeFor(db, 999, 'Hola', context)).toBeNull()
    expect(noticeFor(db, mother, 'Hola', context)).toBeNull()
    expect(noticeFor(db, '+13125550188', 'Hi.', context)?.after).toBe(' Reply STOP to end texts.')
  })
})
