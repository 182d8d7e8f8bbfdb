import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Clock } from '../clock.ts'
import { inspectStore } from './inspection.ts'
import type { InspectorProcess } from './inspection.ts'
import { ok, problem, unknown } from './types.ts'
import type { Finding } from './types.ts'
import { spanWords } from './words.ts'

/** Whether the stored data is whole. @param file path of the store */
export async function examineStore(start: () => InspectorProcess, file: string, signal: AbortSignal): Promise<Finding> {
  const { faults } = await inspectStore(start, 'check', file, signal)
  if (faults.length === 0) return ok('Everything stored is whole.')
  return problem(
    'Part of what is stored is damaged. Close the app, copy the data folder as it is, and get help before you go on.',
    null,
    faults.join('\n'),
  )
}

/** The newest copy of the store. */
export async function examineBackups(folder: string, clock: Clock): Promise<Finding> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.db'))
  if (names.length === 0) return unknown('There is no copy yet.')
  const times = await Promise.all(names.map(async (name) => (await stat(join(folder, name))).mtimeMs))
  const age = clock.now() - Math.max(...times)
  return ok(`${names.length === 1 ? 'One copy' : `${names.length} copies`}, the newest from ${spanWords(age)} ago.`)
}
