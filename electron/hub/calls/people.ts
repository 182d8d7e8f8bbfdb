import { findConversation } from '../../../db/conversations.ts'
import { findPeopleByDigits, findPeopleByName, guardiansAround, listPeople, playersAround } from '../../../db/people.ts'
import type { PersonRow } from '../../../db/people.ts'
import { countPlayers, findPlayers, listPlayers } from '../../../db/roster-list.ts'
import type { ListedPlayerRow } from '../../../db/roster-list.ts'
import { toMatch } from '../../../db/search.ts'
import type { Handlers } from '../../ipc/contract/handlers.ts'
import type { ListedPlayer } from '../../ipc/contract/people-views.ts'
import type { PersonHit } from '../../ipc/contract/views.ts'
import { CallFailure } from '../failure.ts'
import { checkNumber, displayAddress } from '../people/number.ts'
import { digitsOf } from '../people/digits.ts'
import type { CallContext } from './context.ts'

type Names = 'people.find' | 'people.family' | 'people.checkNumber' | 'people.list'

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
    'people.list': ({ text, after, limit, filter }) => {
      const { db } = shown().store
      const match = toMatch(text)
      const digits = digitsOf(text)
      const by = digits === null ? match && { match } : { digits }
      // What was looked for comes as one page: whoever types on finds sooner than whoever scrolls.
      const rows = by ? findPlayers(db, by, limit, filter) : listPlayers(db, after, limit + 1, filter)
      return {
        players: rows.slice(0, limit).map((row) => listedPlayer(row, country())),
        hasMore: rows.length > limit,
        total: countPlayers(db),
      }
    },
    'people.checkNumber': ({ text }) => checkNumber(text, country()),
  }
}

interface ListedCamp {
  readonly name: string
  readonly group: string | null
  readonly field: string | null
  readonly days: string | null
}

interface ListedGuardianRow {
  readonly id: number
  readonly name: string
  readonly role: string | null
  readonly mayPickUp: 0 | 1 | null
  readonly noInformation: string | null
  readonly numbers: readonly string[]
}

function listedPlayer(row: ListedPlayerRow, country: string): ListedPlayer {
  const camps = JSON.parse(row.camps) as readonly ListedCamp[]
  const guardians = JSON.parse(row.guardians) as readonly ListedGuardianRow[]
  const words = camps.map(({ name, group, field, days }) =>
    [name, group ?? row.camp_group, field, days].filter((part) => part !== null).join(' · '),
  )
  return {
    id: row.id,
    familyId: row.family_id,
    firstName: row.first_name,
    lastName: row.last_name,
    birthYear: row.birth_year,
    note: row.note,
    camps: words.length === 0 && row.camp_group !== null ? [row.camp_group] : words,
    tags: JSON.parse(row.tags) as readonly string[],
    guardians: guardians.map((guardian) => ({
      id: guardian.id,
      name: guardian.name,
      role: guardian.role,
      noInformation: guardian.noInformation,
      mayPickUp: guardian.mayPickUp === null ? null : guardian.mayPickUp === 1,
      numbers: guardian.numbers.map((address) => ({
        address,
        displayAddress: displayAddress('phone', address, country),
      })),
    })),
  }
}
