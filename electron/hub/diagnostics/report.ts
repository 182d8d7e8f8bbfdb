import type { CheckGroup, DiagnosticCheck } from '../../ipc/contract/diagnostics-views.ts'

/** What a report says of this installation besides its checks. None of it may be private. */
export interface ReportFacts {
  readonly version: string
  readonly mode: string
  readonly host: string
  readonly system: string
  readonly runtime: string
  /** Epoch ms, by the hub's clock. */
  readonly now: number
  readonly clockRate: number
  readonly link: string
  readonly tunnel: string
  readonly lastContactAt: number | null
  readonly waiting: number
  readonly debug: boolean
}

const groupNames: Readonly<Record<CheckGroup, string>> = {
  internet: 'Internet',
  twilio: 'Twilio',
  webhooks: 'Webhooks',
  laptop: 'This laptop',
}
const stateWords: Readonly<Record<DiagnosticCheck['state'], string>> = {
  ok: 'OK',
  problem: 'PROBLEM',
  unknown: 'unknown',
  running: 'running',
}

const time = (at: number): string => new Date(at).toISOString()

/** The checks and facts as plain text, for whoever helps. */
export function writeReport(facts: ReportFacts, checks: readonly DiagnosticCheck[]): string {
  const lines = [
    `PTP Comms Hub ${facts.version}: report of ${time(facts.now)}`,
    '',
    `Mode: ${facts.mode}, in ${facts.host}`,
    `System: ${facts.system}`,
    `Runtime: ${facts.runtime}`,
    `Link: ${facts.link}; way in: ${facts.tunnel}; last contact: ${facts.lastContactAt === null ? 'never' : time(facts.lastContactAt)}`,
    `Texts waiting: ${facts.waiting}`,
    ...(facts.clockRate === 1 ? [] : [`Clock: ${facts.clockRate} times real time`]),
    ...(facts.debug ? ['The log holds more than usual.'] : []),
  ]
  let group: CheckGroup | null = null
  for (const check of checks) {
    if (check.group !== group) {
      group = check.group
      lines.push('', groupNames[group])
    }
    lines.push(`  ${check.name}: ${stateWords[check.state]}${check.words === '' ? '' : `. ${check.words}`}`)
    for (const detail of check.details?.split('\n') ?? []) lines.push(`    ${detail}`)
  }
  return `${lines.join('\n')}\n`
}
