import { findConversation } from '../../../db/conversations.ts'
import { findPeopleByDigits, findPeopleByName, guardiansAround, listPeople, playersAround } from '../../../db/people.ts'
import type { PersonRow } from '../../../db/people.ts'
import { toMatch } from '../../../db/search.ts'
import type { Handlers } from '../../ipc/contract/handlers.ts'
import type { PersonHit } from '../../ipc/contract/views.ts'
import { CallFailure } from '../failure.ts'
import { checkNumber, displayAddress } from '../people/number.ts'
import { digitsOf } from '../people/digits.ts'
import type { CallContext } from './context.ts'

type Names = 'people.find' | 'people.family' | 'people.checkNumber'

export function peopleHandlers({ shown, settings }: CallContext): Pick<Handlers, Names> {
  const country = (): string => settings().defaultCountry
  const personHit = (row: PersonRow): PersonHit => ({
    name: row.name,
    address: row.address,
    displayAddress: displayAddress('phone', row.address, country()),
    players: JSON.parse(row.players) as readonly string[],
    conversationId: row.conversation_id,
  })
  return {
    'people.find': ({ text, limit }) => {
      const { db } = shown().store
      const match = toMatch(text)
      if (!match) return listPeople(db, limit).map(personHit)
      const digits = digitsOf(text)
      const rows = digits === null ? findPeopleByName(db, match, limit) : findPeopleByDigits(db, digits, limit)
      return rows.map(personHit)
    },
    'people.family': ({ conversationId }) => {
      const { db } = shown().store
      const conversation = findConversation(db, conversationId)
      if (!conversation) throw new CallFailure('not-found', 'This conversation is not here any more.')
      if (conversation.kind !== 'phone') return { guardians: [], players: [] }
      return {
        guardians: guardiansAround(db, conversation.address).map((row) => ({
          ...row,
          displayAddress: displayAddress('phone', row.address, country()),
        })),
        players: playersAround(db, conversation.address).map((row) => ({
          id: row.id,
          name: row.name,
          group: row.camp_group,
          birthYear: row.birth_year,
          note: row.note,
        })),
      }
    },
    'people.checkNumber': ({ text }) => checkNumber(text, country()),
  }
}
