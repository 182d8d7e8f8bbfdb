import { readFacets } from '../../../db/family.ts'
import { statement } from '../../../db/statement.ts'
import type { Handlers } from '../../ipc/contract/handlers.ts'
import type { PeopleActDone } from '../../ipc/contract/people-views.ts'
import { CallFailure } from '../failure.ts'
import { actOnPeople, undoAct } from '../people/edit/act.ts'
import type { ActWords, Hand, PeopleAct } from '../people/edit/act.ts'
import { setForAll } from '../people/edit/bulk.ts'
import { dismissDuplicate, findDuplicates } from '../people/edit/duplicates.ts'
import { addGuardian, editGuardian, guardianName, removeGuardian, setNoInformation } from '../people/edit/guardian.ts'
import { mergeFamilies, mergeGuardians, mergePlayers } from '../people/edit/merge.ts'
import { addPlayer, editPlayer, familyOrRefuse, removePlayer } from '../people/edit/player.ts'
import { duplicateView, familyFile } from '../people/edit/views.ts'
import { takeWalkUp } from '../people/edit/walk-up.ts'
import { withholdFrom } from '../people/edit/withhold.ts'
import { checkNumber } from '../people/number.ts'
import type { CallContext } from './context.ts'

type Names =
  | 'people.readFamily'
  | 'people.facets'
  | 'people.savePlayer'
  | 'people.saveGuardian'
  | 'people.removePlayer'
  | 'people.removeGuardian'
  | 'people.setNoInformation'
  | 'people.addNote'
  | 'people.removeNote'
  | 'people.walkUp'
  | 'people.setForAll'
  | 'people.duplicates'
  | 'people.merge'
  | 'people.notTheSame'
  | 'people.undoAct'

/** Suspicions shown at a time, of each kind. */
const mostDuplicates = 50

export function peopleEditHandlers({ shown, settings }: CallContext): Pick<Handlers, Names> {
  const country = (): string => settings().defaultCountry

  function act(requestId: string, work: (hand: Hand) => ActWords, familyId: number | null): PeopleActDone {
    return shown().store.write((write) => done(actOnPeople(write, asked(requestId), work), familyId))
  }

  const asked = (requestId: string) => ({ requestId, staff: settings().staffName })

  /** @throws {CallFailure} it is no number, or ours */
  function addressOf(typed: string): string {
    const number = checkNumber(typed, country())
    if (!number.ok) throw new CallFailure('invalid', `${typed}: ${number.reason}`)
    if (number.address === shown().line?.account.number)
      throw new CallFailure('invalid', `${typed}: This is our own number.`)
    return number.address
  }

  return {
    'people.readFamily': ({ familyId }) => {
      const { db } = shown().store
      return familyFile(db, familyOrRefuse(db, familyId), country())
    },
    'people.facets': () => readFacets(shown().store.db),
    'people.savePlayer': ({ requestId, playerId, familyId, player }) => {
      if (playerId !== null) return act(requestId, (hand) => editPlayer(hand, playerId, player), familyId)
      return act(
        requestId,
        (hand) => {
          if (familyId !== null) familyOrRefuse(hand.db, familyId)
          const id = addPlayer(hand, familyId ?? hand.add('family', { created_at: hand.now }), player)
          return { words: `Added ${player.firstName} ${player.lastName}`.trim(), playerId: id }
        },
        familyId,
      )
    },
    'people.saveGuardian': ({ requestId, guardianId, familyId, guardian: typed }) => {
      const guardian = { ...typed, numbers: [...new Set(typed.numbers.map(addressOf))] }
      return act(
        requestId,
        (hand) => {
          if (guardianId !== null) return editGuardian(hand, guardianId, guardian)
          familyOrRefuse(hand.db, familyId)
          addGuardian(hand, familyId, guardian)
          return { words: `Added ${guardianName(guardian)}` }
        },
        familyId,
      )
    },
    'people.removePlayer': ({ requestId, playerId }) => act(requestId, (hand) => removePlayer(hand, playerId), null),
    'people.removeGuardian': ({ requestId, guardianId }) =>
      act(requestId, (hand) => removeGuardian(hand, guardianId), null),
    'people.setNoInformation': ({ requestId, guardianId, playerId, reason }) =>
      shown().store.write((write) => {
        const bar = actOnPeople(write, asked(requestId), (hand) => setNoInformation(hand, guardianId, playerId, reason))
        if (reason !== null) withholdFrom(write, guardianId, playerId)
        return done(bar, null)
      }),
    'people.addNote': ({ requestId, familyId, words }) =>
      act(
        requestId,
        (hand) => {
          familyOrRefuse(hand.db, familyId)
          hand.add('family_note', { family_id: familyId, words, staff: hand.staff, at: hand.now })
          return { words: 'Wrote a note about a family' }
        },
        familyId,
      ),
    'people.removeNote': ({ requestId, noteId }) =>
      act(
        requestId,
        (hand) => {
          hand.remove('family_note', { id: noteId })
          return { words: 'Took a note away' }
        },
        null,
      ),
    'people.walkUp': ({ requestId, number, ...input }) => {
      const address = number === null ? null : addressOf(number)
      const walkUp = shown().store.write((write) => takeWalkUp(write, asked(requestId), { ...input, number: address }))
      const { playerId, campId, conversationId } = walkUp
      return { ...done(walkUp, walkUp.familyId), playerId, campId, conversationId }
    },
    'people.setForAll': ({ requestId, playerIds, set }) =>
      act(
        requestId,
        (hand) => {
          const campId = 'campId' in set ? set.campId : null
          if (campId !== null && statement(hand.db, 'SELECT 1 FROM camp WHERE id = ?').get(campId) === undefined)
            throw new CallFailure('not-found', 'This camp is not here any more.')
          return setForAll(hand, playerIds, set)
        },
        null,
      ),
    'people.duplicates': () => {
      const { db } = shown().store
      return findDuplicates(db, mostDuplicates).flatMap((found) => duplicateView(db, found, country()) ?? [])
    },
    'people.merge': ({ requestId, entity, keep, drop, fromDropped }) => {
      const taken = new Set(fromDropped)
      const pair = { keep, drop }
      return act(
        requestId,
        (hand) => {
          if (entity === 'player') return mergePlayers(hand, pair, taken)
          return entity === 'guardian' ? mergeGuardians(hand, pair, taken) : mergeFamilies(hand, pair)
        },
        null,
      )
    },
    'people.notTheSame': ({ entity, firstId, secondId }) => {
      if (firstId === secondId) throw new CallFailure('invalid', 'These are one already.')
      shown().store.write((write) => {
        dismissDuplicate(write.db, entity, firstId, secondId)
        write.stale('people')
      })
      return null
    },
    'people.undoAct': ({ actId }) => {
      const { words, kept } = shown().store.write((write) => undoAct(write, actId, settings().staffName))
      return { words, kept }
    },
  }
}

function done({ actId, words, changes }: PeopleAct, familyId: number | null): PeopleActDone {
  const made = changes.find(({ entity, after }) => entity === 'family' && after !== null)?.after
  return { actId, words, familyId: familyId ?? (made ? Number(made['id']) : null) }
}
