import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { redact } from '../hub/redact.ts'

/** Reports kept; a fault that comes again and again must not fill the disk. */
const kept = 20

/**
 * Writes what broke into a file of our own, below the data folder's `logs/`. It holds no memory dump, since a dump
 * holds families' texts and secrets; what it holds is redacted as the log is.
 * @returns the file's path, or null where the disk refuses.
 */
export function writeReport(
  dataDir: string,
  kind: string,
  facts: Readonly<Record<string, unknown>>,
  now = new Date(),
): string | null {
  const folder = join(dataDir, 'logs')
  const file = join(folder, `report-${now.toISOString().replaceAll(':', '-')}-${kind}.json`)
  const report = {
    kind,
    at: now.toISOString(),
    platform: `${process.platform} ${process.arch}`,
    versions: {
      node: process.versions.node,
      electron: process.versions['electron'],
      chrome: process.versions['chrome'],
    },
    uptimeSeconds: Math.round(process.uptime()),
    memoryMegabytes: Math.round(process.memoryUsage().rss / 1024 / 1024),
    ...redact(facts),
  }
  try {
    mkdirSync(folder, { recursive: true })
    writeFileSync(file, `${JSON.stringify(report, null, 2)}\n`, { mode: 0o600 })
    forgetOldest(folder)
    return file
  } catch {
    return null
  }
}

function forgetOldest(folder: string): void {
  // Their names begin with the time, so that they sort by age.
  const reports = readdirSync(folder).filter((name) => name.startsWith('report-'))
  for (const name of reports.sort().slice(0, -kept)) rmSync(join(folder, name), { force: true })
}
