import { basename, dirname } from 'node:path'
import type { BackupView } from '../../ipc/contract/backup-views.ts'
import type { Clock } from '../clock.ts'
import { noteSuspicion } from '../store-trouble/suspicion.ts'
import { inspectStore } from './inspection.ts'
import type { InspectorProcess } from './inspection.ts'
import { ok, problem, unknown } from './types.ts'
import type { Finding, Fix } from './types.ts'
import { spanWords } from './words.ts'

/**
 * Whether the stored data is whole. Where it is not, the next start reads through it too, before it opens it.
 * @param file path of the store
 */
export async function examineStore(start: () => InspectorProcess, file: string, signal: AbortSignal): Promise<Finding> {
  const { faults } = await inspectStore(start, 'check', file, signal)
  if (faults.length === 0) return ok('Everything stored is whole.')
  noteSuspicion(dirname(file), basename(file))
  return problem(
    'Part of what is stored is damaged. Quit the app and open it again: it then offers the last good copy.',
    null,
    faults.join('\n'),
  )
}

const toData: Fix = { label: 'Open Data', opens: 'data' }
/** What has changed is in a copy after ten minutes; twice that means that it is not. Milliseconds. */
const overdue = 20 * 60_000

/** The newest copy of the store, and what keeps the next one from being made. */
export function examineBackups({ state, last, next, trouble, folder }: BackupView, clock: Clock): Finding {
  const newest =
    last === null ? 'There is no copy yet.' : `The newest copy is from ${spanWords(clock.now() - last.at)} ago.`
  if (state === 'no-key')
    return problem(`No copies are made: nothing on this computer keeps their key. ${newest}`, toData)
  if (trouble !== null) return problem(`${trouble} ${newest}`, toData)
  if (next !== null && clock.now() - next > overdue) return problem(`The next copy is overdue. ${newest}`, toData)
  if (folder?.state === 'trouble') return problem(`${newest} The second folder: ${folder.trouble ?? ''}`, toData)
  if (last === null) return unknown(newest)
  if (folder?.state !== 'absent') return ok(newest)
  return ok(`${newest} The second folder is not there now; it catches up when it is back.`)
}
