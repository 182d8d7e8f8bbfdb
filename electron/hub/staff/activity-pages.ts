import { listActivity, playersCalled } from '../../../db/activity.ts'
import type { ActivityFilter, ActivityRow } from '../../../db/activity.ts'
import type { Db } from '../../../db/open.ts'
import { searchConversationsByName, toMatch } from '../../../db/search.ts'
import type { ParsedInput } from '../../ipc/contract/calls.ts'
import type { ActivityItem, ActivityPage } from '../../ipc/contract/staff-views.ts'
import { addDays, instantOf } from '../local-time.ts'

type Asked = ParsedInput<'activity.page'>

/** The record's filter as the store knows it. @param zone the camp's time zone, for the day */
export function filterOf(db: Db, { staff, kind, day, person }: Asked['filter'], zone: string): ActivityFilter {
  return {
    staff,
    kind,
    from: day === null ? null : instantOf(day, 0, zone),
    until: day === null ? null : instantOf(addDays(day, 1), 0, zone),
    people: peopleOf(db, person),
  }
}

/** So many conversations of people with a name are looked at. */
const mostConversations = 500

/** Whose name has these letters; null where none were given. */
function peopleOf(db: Db, person: string): ActivityFilter['people'] {
  const match = toMatch(person)
  if (match === null) return null
  return {
    players: playersCalled(db, match),
    conversations: searchConversationsByName(db, match, mostConversations),
  }
}

/** A page of the record. */
export function activityPage(db: Db, { filter, before, limit }: Asked, zone: string): ActivityPage {
  // One more than asked for tells whether there are more.
  const rows = listActivity(db, filterOf(db, filter, zone), before, limit + 1)
  return { items: rows.slice(0, limit).map(activityItem), hasMore: rows.length > limit }
}

function activityItem(row: ActivityRow): ActivityItem {
  const { id, at, staff, kind, words, player_id, conversation_id } = row
  return { id, at, staff, kind, words, playerId: player_id, conversationId: conversation_id }
}
