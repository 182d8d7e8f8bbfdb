import { stringify } from 'csv-stringify/sync'
import { recipientsOf } from '../../../db/broadcasts.ts'
import type { BroadcastRow } from '../../../db/broadcasts.ts'
import { instantWords } from './instant-words.ts'
import { leftOutViews, recipientView } from './views.ts'
import type { ViewContext } from './views.ts'

const columns = ['Name', 'Number', 'Players', 'State', 'Delivered at', 'Reason', 'Answer', 'What they wrote', 'Text']

/**
 * The whole report as CSV that a spreadsheet opens as it is: whoever got it, then who was left out.
 * @param zone the camp's IANA time zone
 */
export function reportCsv({ db, country }: ViewContext, row: BroadcastRow, zone: string): string {
  const rows: (readonly string[])[] = []
  for (const recipient of recipientsOf(db, row.id, -1, -1)) {
    const view = recipientView(recipient, row.state === 'canceled', country)
    rows.push([
      view.name,
      view.displayAddress,
      view.players.join(', '),
      view.state ?? 'waiting',
      view.deliveredAt === null ? '' : instantWords(view.deliveredAt, zone),
      view.refused ?? view.failure?.reason ?? '',
      view.answer ?? '',
      view.answerBody ?? '',
      view.body,
    ])
  }
  for (const { name, players, reason } of leftOutViews(db, row.id)) {
    rows.push([name, '', players.join(', '), 'left out', '', reason, '', '', ''])
  }
  // What a spreadsheet would run as a formula is written as text.
  return stringify(rows, { header: true, bom: true, escape_formulas: true, columns })
}
