import { countCamps, countPlayers, countTags } from '../../../db/recipients.ts'
import type { Db } from '../../../db/open.ts'
import type { Audience, AudienceOption, BoardState } from '../../ipc/contract/broadcast-views.ts'
import { readBoard } from '../checkin/board.ts'
import type { BoardRow, BoardTime } from '../checkin/board.ts'
import { everybody } from './audience.ts'

const today: Audience = { ...everybody, from: 'today' }

const states: readonly (readonly [key: string, label: string, states: readonly BoardState[]])[] = [
  ['here', 'Everyone here', ['here']],
  ['missing', 'Missing', ['missing']],
  ['not-here', 'Not here yet (expected, late or missing)', ['expected', 'late', 'missing']],
  ['picked-up', 'Picked up', ['picked-up']],
  ['absent', 'Absent', ['absent']],
]

/** The audiences that are offered now, with how many players each holds. Everyone here comes first, also while nobody is. */
export function audienceOptions(db: Db, time: BoardTime): readonly AudienceOption[] {
  const board = readBoard(db, time)
  const players = (rows: readonly BoardRow[]): number => new Set(rows.map((row) => row.playerId)).size
  const options: AudienceOption[] = []
  const offer = (
    key: string,
    group: AudienceOption['group'],
    label: string,
    count: number,
    audience: Audience,
  ): void => {
    options.push({ key, group, label, players: count, audience })
  }
  for (const [key, label, of] of states) {
    const count = players(board.filter((row) => of.includes(row.state)))
    if (count > 0 || key === 'here') offer(`today-${key}`, 'today', label, count, { ...today, states: of })
  }
  offer('today', 'today', 'Everyone on today’s list', players(board), today)
  for (const group of distinct(board.map((row) => row.group))) {
    const rows = board.filter((row) => row.group === group)
    offer(`group-${group}`, 'group', `Group ${group}, today`, players(rows), { ...today, groups: [group] })
  }
  for (const field of distinct(board.map((row) => row.field))) {
    const rows = board.filter((row) => row.field === field)
    offer(`field-${field}`, 'field', `${field}, today`, players(rows), { ...today, fields: [field] })
  }
  for (const { id, name, players: count } of countCamps(db)) {
    if (count > 0) offer(`camp-${id}`, 'camp', `All of ${name}`, count, { ...everybody, camps: [id] })
  }
  for (const { tag, players: count } of countTags(db)) {
    offer(`tag-${tag}`, 'tag', `Tag: ${tag}`, count, { ...everybody, tags: [tag] })
  }
  offer('roster', 'roster', 'Everyone on the roster', countPlayers(db), everybody)
  return options
}

const inOrder = new Intl.Collator('en', { numeric: true, sensitivity: 'base' })

function distinct(values: readonly (string | null)[]): readonly string[] {
  const found = new Set(values.filter((value): value is string => value !== null && value !== ''))
  return [...found].sort((a, b) => inOrder.compare(a, b))
}
