import { statement } from '../../../../db/statement.ts'
import { assertNever } from '../../assert-never.ts'
import type { ActWords, Hand } from './act.ts'

/** What is set for several players at once. */
export type BulkSet =
  /** Their group in a camp; `campId` null: in every camp they are in. */
  | { readonly kind: 'group'; readonly campId: number | null; readonly group: string | null }
  | { readonly kind: 'field'; readonly campId: number | null; readonly field: string | null }
  | { readonly kind: 'tag'; readonly tag: string }
  | { readonly kind: 'untag'; readonly tag: string }

/** Sets the same for each of these players; who is not here any more is passed over. */
export function setForAll(hand: Hand, playerIds: readonly number[], set: BulkSet): ActWords {
  let count = 0
  for (const id of new Set(playerIds)) {
    if (statement(hand.db, 'SELECT 1 FROM player WHERE id = ?').get(id) === undefined) continue
    count += 1
    setFor(hand, id, set)
  }
  return { words: `${wordsOf(set)}: ${count === 1 ? '1 player' : `${count} players`}` }
}

function setFor(hand: Hand, playerId: number, set: BulkSet): void {
  switch (set.kind) {
    case 'group':
      for (const key of enrolments(hand, playerId, set.campId)) hand.put('enrolment', key, { camp_group: set.group })
      hand.change('player', { id: playerId }, { camp_group: set.group })
      break
    case 'field':
      for (const key of enrolments(hand, playerId, set.campId)) hand.put('enrolment', key, { field: set.field })
      break
    case 'tag':
      hand.put('player_tag', { player_id: playerId, tag: set.tag }, {})
      break
    case 'untag':
      hand.remove('player_tag', { player_id: playerId, tag: set.tag })
      break
    default:
      assertNever(set)
  }
}

function enrolments(hand: Hand, playerId: number, campId: number | null) {
  if (campId !== null) return [{ player_id: playerId, camp_id: campId }]
  return statement<{ player_id: number; camp_id: number }>(
    hand.db,
    'SELECT player_id, camp_id FROM enrolment WHERE player_id = ?',
  )
    .all(playerId)
    .map((row) => ({ ...row }))
}

function wordsOf(set: BulkSet): string {
  switch (set.kind) {
    case 'group':
      return set.group === null ? 'Took the group away' : `Set the group to ${set.group}`
    case 'field':
      return set.field === null ? 'Took the field away' : `Set the field to ${set.field}`
    case 'tag':
      return `Tagged ${set.tag}`
    case 'untag':
      return `Took the tag ${set.tag} away`
    default:
      return assertNever(set)
  }
}
