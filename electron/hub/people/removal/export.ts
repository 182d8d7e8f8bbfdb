import { createWriteStream } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { once } from 'node:events'
import { join } from 'node:path'
import { finished } from 'node:stream/promises'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { stringify } from 'csv-stringify/sync'
import { conversationsOfFamily } from '../../../../db/family.ts'
import type { Db } from '../../../../db/open.ts'
import { familyOrRefuse } from '../edit/player.ts'
import { activityTable, consentTable, peopleTables } from './export-tables.ts'
import type { ExportScope, ExportTable } from './export-tables.ts'

/** Rows read and written between two looks at what else is to be done. */
const page = 500

/**
 * Writes everything about people, or about one family, as CSV files that a spreadsheet opens as they are.
 * @param folder is there; a folder of its own is made in it
 * @param now epoch ms; part of that folder's name
 * @returns that folder's path
 * @throws {CallFailure} no such family; what the disk refuses
 */
export async function exportPeople(db: Db, folder: string, familyId: number | null, now: number): Promise<string> {
  const scope = familyId === null ? null : scopeOf(db, familyId)
  const time = new Date(now).toISOString().slice(0, 19).replaceAll(':', '-')
  const path = join(folder, familyId === null ? `season-${time}` : `family-${familyId}-${time}`)
  await mkdir(path, { mode: 0o700 })
  for (const table of [...peopleTables, consentTable, activityTable]) await writeTable(db, path, table, scope)
  return path
}

function scopeOf(db: Db, familyId: number): ExportScope {
  const family = familyOrRefuse(db, familyId)
  return {
    families: [familyId],
    players: family.players.map(({ id }) => id),
    guardians: family.guardians.map(({ id }) => id),
    conversations: conversationsOfFamily(db, familyId),
  }
}

async function writeTable(db: Db, folder: string, table: ExportTable, scope: ExportScope | null): Promise<void> {
  const out = createWriteStream(join(folder, table.file), { mode: 0o600 })
  const ended = finished(out)
  // Waited for at the end; a disk that refuses meanwhile is heard of there.
  ended.catch(() => undefined)
  out.write(csv([table.columns], true))
  for (let after = table.start; ;) {
    const rows = table.page(db, scope, after, page)
    const last = rows.at(-1)
    if (last === undefined || out.errored !== null) break
    after = last.at(-1) as typeof after
    if (
      !out.write(
        csv(
          rows.map((row) => row.slice(0, -1)),
          false,
        ),
      )
    )
      await Promise.race([once(out, 'drain'), ended])
    await nextTurn()
  }
  out.end()
  await ended
}

/** What a spreadsheet would run as a formula is written as text. */
function csv(rows: readonly (readonly unknown[])[], isFirst: boolean): string {
  return stringify(rows as unknown[][], { bom: isFirst, escape_formulas: true })
}
