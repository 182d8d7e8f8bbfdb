import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { stringify } from 'csv-stringify/sync'
import { recipientsOf } from '../../../db/broadcast-report.ts'
import type { BroadcastRow } from '../../../db/broadcasts.ts'
import type { BroadcastRecipientView } from '../../ipc/contract/broadcast-views.ts'
import { callWords, isReached } from './calls.ts'
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
      stateWords(view),
      view.deliveredAt === null || !isReached(view) ? '' : instantWords(view.deliveredAt, zone),
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

/** "delivered, then called: confirmed". */
function stateWords({ call, callAfter, state }: BroadcastRecipientView): string {
  const words = callWords(call) ?? state ?? 'waiting'
  return callAfter === null ? words : `${words}, then called: ${callWords(callAfter) ?? 'it goes on'}`
}

/**
 * Writes a report into the folder where exports lie.
 * @param now epoch ms; part of the file's name
 * @returns the file's path
 */
export async function saveCsv(folder: string, text: string, now: number): Promise<string> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const path = join(folder, `broadcast-${new Date(now).toISOString().slice(0, 19).replaceAll(':', '-')}.csv`)
  await writeFile(path, text, { mode: 0o600 })
  return path
}
