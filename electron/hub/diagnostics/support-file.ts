import { mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { SupportFile } from '../../ipc/contract/diagnostics-views.ts'
import type { StoreOutline } from './inspection.ts'
import type { Scrub } from './scrub.ts'
import { zip } from './zip.ts'
import type { ZipEntry } from './zip.ts'

export interface SupportFileOptions {
  readonly dataDir: string
  readonly now: number
  readonly report: string
  readonly scrub: Scrub
  /** The stores' outlines by the store's name; null where one could not be read. */
  readonly outlines: Readonly<Record<string, StoreOutline | null>>
}

/** Older ones are removed. */
const kept = 10
/** Lines looked through before others get their turn. */
const linesAtOnce = 100

/**
 * Writes what helps to find a fault into `support/` of the data folder: the report, the log, the reports of crashes, and how the
 * stores are built and how much they hold. No text, name, number or credential is in it.
 */
export async function saveSupportFile(options: SupportFileOptions): Promise<SupportFile> {
  const { dataDir, now, scrub } = options
  const entries: ZipEntry[] = [
    { name: 'report.txt', content: Buffer.from(scrub.text(options.report)) },
    ...Object.entries(options.outlines).map(([name, outline]) => ({
      name: `stores/${name}.json`,
      content: Buffer.from(`${JSON.stringify(outline ?? 'It could not be read.', null, 2)}\n`),
    })),
  ]
  const logs = join(dataDir, 'logs')
  const names: string[] = await readdir(logs).catch(() => [])
  for (const name of names.sort()) {
    if (!/^(hub(\.\d+)?\.log|report-[\w.-]+\.json)$/.test(name)) continue
    const text = await readFile(join(logs, name), 'utf8').catch(() => '')
    const content = name.endsWith('.log') ? await scrubLog(text, scrub) : scrubReport(text, scrub)
    entries.push({ name: `logs/${name}`, content: Buffer.from(content) })
  }
  const folder = join(dataDir, 'support')
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const archive = await zip(entries, now)
  const path = join(folder, `ptp-support-${new Date(now).toISOString().slice(0, 19).replaceAll(':', '-')}.zip`)
  await writeFile(path, archive, { mode: 0o600 })
  await forgetOldest(folder)
  return { path, bytes: archive.length }
}

async function scrubLog(text: string, scrub: Scrub): Promise<string> {
  const lines = text.split('\n')
  const clean: string[] = []
  for (let from = 0; from < lines.length; from += linesAtOnce) {
    for (const line of lines.slice(from, from + linesAtOnce)) {
      const kept = scrub.line(line)
      if (kept !== '') clean.push(kept)
    }
    await new Promise((resolve) => setImmediate(resolve))
  }
  return clean.length === 0 ? '' : `${clean.join('\n')}\n`
}

/** A crash's report is one object over many lines. */
function scrubReport(text: string, scrub: Scrub): string {
  try {
    return `${scrub.line(JSON.stringify(JSON.parse(text)))}\n`
  } catch {
    return ''
  }
}

async function forgetOldest(folder: string): Promise<void> {
  // Their names hold the time, so that they sort by age.
  const files = (await readdir(folder)).filter((name) => /^ptp-support-.*\.zip$/.test(name)).sort()
  for (const name of files.slice(0, -kept)) await rm(join(folder, name), { force: true })
}
