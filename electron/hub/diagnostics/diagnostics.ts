import { lookup } from 'node:dns/promises'
import { peopleNames } from '../../../db/diagnostics.ts'
import { readSettings, writeSetting } from '../../../db/settings.ts'
import type { BackupView } from '../../ipc/contract/backup-views.ts'
import type { Change } from '../../ipc/contract/changes.ts'
import type { CheckId, DiagnosticsView, SupportFile } from '../../ipc/contract/diagnostics-views.ts'
import type { LinkState, Mode } from '../../ipc/contract/views.ts'
import type { WebhookRoom } from '../account/webhook-room.ts'
import type { Clock, Timer } from '../clock.ts'
import type { HubEnvironment } from '../environment.ts'
import { CallFailure } from '../failure.ts'
import type { Listener } from '../inbound/listener.ts'
import type { DebugSwitch, Log } from '../log.ts'
import type { Reach } from '../reach/reach.ts'
import type { Vault } from '../secrets/types.ts'
import type { Workspace } from '../workspace.ts'
import { examineCatchUp, examineCredentials, noNumbers, numbersFindings, practiceNumbers } from './account.ts'
import { createChecks } from './checks.ts'
import { examineEncryption, examineSpace } from './disk.ts'
import { inspectStore } from './inspection.ts'
import type { InspectorProcess, StoreOutline } from './inspection.ts'
import { examineKeychain, examineOutbox, examineVersions } from './laptop.ts'
import { knownSecrets } from './known-secrets.ts'
import { writeReport } from './report.ts'
import { createScrub } from './scrub.ts'
import type { Scrub } from './scrub.ts'
import { countSignatureFailures, signatureMinutes } from './signature-failures.ts'
import { examineBackups, examineStore } from './store-health.ts'
import { saveSupportFile } from './support-file.ts'
import { runProgram, runtimeWords, systemWords } from './system.ts'
import { unknown } from './types.ts'
import type { Examination, Finding, Findings } from './types.ts'
import { examineListener, examineSignatures, examineTunnel, practiceRoundTrip, roundTripFindings } from './way-in.ts'
import { examineWayOut } from './way-out.ts'

/** What is looked at. All of it may be another one at the next look. */
export interface DiagnosticsSources {
  readonly clock: Clock
  readonly log: Log & Partial<DebugSwitch>
  readonly environment: HubEnvironment
  readonly dataDir: string
  readonly backups: () => BackupView
  readonly version: string
  readonly host: 'electron' | 'browser'
  /** As `process.platform` has it. */
  readonly platform: string
  readonly startInspector: () => InspectorProcess
  readonly live: Workspace
  /** The workspace on screen. */
  readonly shown: () => Workspace
  readonly mode: () => Mode
  readonly listener: () => Listener | null
  readonly reach: () => Reach | null
  readonly vault: Vault
  readonly webhooks: () => WebhookRoom | null
  /** Whether the live credentials come from the environment. */
  readonly isFromEnvironment: () => boolean
  /** Names of the camp and of those on duty. */
  readonly staffWords: () => readonly string[]
  readonly publish: (changes: readonly Change[]) => void
}

/** Settings → Diagnostics: the checks, the report, the support file and the log's switch. */
export interface Diagnostics {
  readonly view: DiagnosticsView
  run(): Promise<DiagnosticsView>
  /** @throws {CallFailure} `conflict` where the check has nothing to mend any more. */
  fix(id: CheckId): Promise<DiagnosticsView>
  /** Runs the checks where they never ran. */
  report(): Promise<string>
  saveSupportFile(): Promise<SupportFile>
  setDebug(on: boolean): DiagnosticsView
  /** Tries the way out and the way in anew. */
  reconnect(): void
  /** A webhook was turned away for its signature. */
  signatureFailed(): void
  /** The connection's view has changed. */
  connectionChanged(): void
  /** Another store is on screen. */
  shownChanged(): void
  stop(): void
}

const debugKey = 'diagnostics.debug'
/** How soon after a change the quick checks are made again; strangers and answers set its pace. Milliseconds. */
const refreshPace = 1_000
/** Nobody looks at checks that were asked for longer ago. Milliseconds. */
const watchedFor = 30 * 60_000
/** A million texts are read through in some ten seconds; an old laptop has a slow disk. Real milliseconds. */
const storePatience = 180_000

export function createDiagnostics(sources: DiagnosticsSources): Diagnostics {
  const { clock, log, live, shown } = sources
  const signatureFailures = countSignatureFailures(clock)
  let debug = readSettings(live.store.db)[debugKey] === true
  let refreshing: Timer | null = null
  let lastLink: LinkState = 'unknown'
  const inspections = new AbortController()
  if (debug) log.setDebug?.(true)

  function reconnect(): void {
    const { line } = shown()
    line?.carrier.dropIdleConnections()
    line?.link.hint()
    line?.outbox.wake()
    sources.reach()?.reconnectNow('asked')
  }

  const isPractice = (): boolean => sources.mode() === 'practice'

  async function wayOut(): Promise<Findings> {
    const { line } = shown()
    if (!line) return Object.fromEntries(wayOutIds.map((id) => [id, nobodyToAsk]))
    return examineWayOut({
      account: line.account,
      clock,
      lookup: async (host) => (await lookup(host, { all: true })).map(({ address }) => address),
      reconnect,
      comparesClocks: clock.rate === 1 || isPractice(),
    })
  }

  async function numbers(): Promise<Findings> {
    if (isPractice()) return practiceNumbers
    const webhooks = sources.webhooks()
    if (!webhooks || !shown().line) return noNumbers
    try {
      return numbersFindings(await webhooks.refresh())
    } catch (error) {
      if (!(error instanceof CallFailure)) throw error
      const finding: Finding = { ...unknown(error.message), details: error.details ?? null }
      return { numbers: finding, fallback: finding }
    }
  }

  async function roundTrip(): Promise<Findings> {
    if (isPractice()) return practiceRoundTrip
    const hasAddress = sources.reach()?.publicUrl() != null
    return roundTripFindings(hasAddress ? ((await sources.webhooks()?.prove()) ?? null) : null)
  }

  function wayIn(): Findings {
    const { tunnel, link } = connectionOf(shown())
    const way = sources.reach()?.view().tunnel
    const trouble = way?.kind === 'waiting' || way?.kind === 'stopped' ? way : null
    return examineTunnel({ state: tunnel, link, trouble: isPractice() ? null : trouble, reconnect })
  }

  const connectionOf = (workspace: Workspace) => workspace.connection(0, false)

  const runtime = runtimeWords()
  const system = systemWords()
  const examinations: readonly Examination[] = [
    { ids: wayOutIds, run: wayOut },
    { ids: ['credentials'], run: () => examineCredentials(shown().line) },
    { ids: ['numbers', 'fallback'], run: numbers },
    { ids: ['catch-up'], isQuick: true, run: () => examineCatchUp(shown().line, clock) },
    { ids: ['listener'], isQuick: true, run: () => examineListener(sources.listener()) },
    { ids: ['tunnel'], isQuick: true, run: wayIn },
    { ids: ['round-trip'], run: roundTrip },
    {
      ids: ['signatures'],
      isQuick: true,
      run: () => examineSignatures(signatureFailures.lately(), signatureMinutes),
    },
    { ids: ['outbox'], isQuick: true, run: () => examineOutbox(shown().store.db, shown().line, clock) },
    {
      ids: ['keychain'],
      isQuick: true,
      run: () => examineKeychain(sources.vault.state, sources.isFromEnvironment()),
    },
    { ids: ['disk-space'], run: () => ({ 'disk-space': examineSpace(sources.dataDir) }) },
    {
      ids: ['disk-encryption'],
      run: async () => ({
        'disk-encryption': await examineEncryption({
          folder: sources.dataDir,
          platform: sources.platform,
          run: runProgram,
        }),
      }),
    },
    {
      ids: ['store'],
      patience: storePatience,
      run: async (signal) => ({ store: await examineStore(sources.startInspector, shown().store.db.name, signal) }),
    },
    { ids: ['backups'], isQuick: true, run: () => ({ backups: examineBackups(sources.backups(), clock) }) },
    {
      ids: ['versions'],
      isQuick: true,
      run: () => examineVersions(shown().store.db, { app: sources.version, system, runtime }),
    },
  ]

  const checks = createChecks({ examinations, clock, log, changed: tell })

  function view(): DiagnosticsView {
    return { checks: checks.list, running: checks.isRunning, ranAt: checks.ranAt, debug }
  }

  function tell(): void {
    sources.publish([{ type: 'diagnostics', diagnostics: view() }])
  }

  function refresh(): void {
    const link = shown().line?.link.state ?? 'unknown'
    const hasMoved = link !== lastLink
    lastLink = link
    if (checks.ranAt === null || clock.now() - checks.ranAt > watchedFor) return
    checks.refresh()
    if (hasMoved) void checks.again(['carrier', 'credentials'])
  }

  function scrub(): Scrub {
    const stores = new Set([live.store.db, shown().store.db])
    return createScrub({
      names: [...[...stores].flatMap(peopleNames), ...sources.staffWords()],
      secrets: knownSecrets(sources.environment, sources.vault, [live.line, shown().line]),
    })
  }

  function plainReport(): string {
    const connection = connectionOf(shown())
    return writeReport(
      {
        version: sources.version,
        mode: sources.mode(),
        host: sources.host,
        system,
        runtime,
        now: clock.now(),
        clockRate: clock.rate,
        link: connection.link,
        tunnel: connection.tunnel,
        lastContactAt: connection.lastContactAt,
        waiting: connection.waiting,
        debug,
      },
      checks.list,
    )
  }

  function outlineOf(workspace: Workspace): Promise<StoreOutline | null> {
    return inspectStore(sources.startInspector, 'outline', workspace.store.db.name, inspections.signal).catch(
      (error: unknown) => {
        log.warn('store-not-read', { error })
        return null
      },
    )
  }

  return {
    get view() {
      return view()
    },
    async run() {
      lastLink = shown().line?.link.state ?? 'unknown'
      await checks.run()
      return view()
    },
    async fix(id) {
      if (!(await checks.fix(id))) {
        throw new CallFailure('conflict', 'There is nothing to do about this check any more.')
      }
      return view()
    },
    async report() {
      if (checks.ranAt === null) await checks.run()
      return scrub().text(plainReport())
    },
    async saveSupportFile() {
      if (checks.ranAt === null) await checks.run()
      const outlines: Record<string, StoreOutline | null> = { live: await outlineOf(live) }
      if (shown() !== live) outlines['practice'] = await outlineOf(shown())
      try {
        return await saveSupportFile({
          dataDir: sources.dataDir,
          now: clock.now(),
          report: plainReport(),
          scrub: scrub(),
          outlines,
        })
      } catch (error) {
        log.error('support-file', { error })
        throw new CallFailure(
          'unavailable',
          'The support file could not be written. The disk may be full.',
          error instanceof Error ? error.message : String(error),
        )
      }
    },
    setDebug(on) {
      live.store.write(({ db, now }) => writeSetting(db, debugKey, on, now))
      debug = on
      log.setDebug?.(on)
      log.info('debug', { on })
      tell()
      return view()
    },
    reconnect,
    signatureFailed: signatureFailures.add,
    connectionChanged() {
      if (checks.ranAt === null) return
      refreshing ??= clock.after(refreshPace, () => {
        refreshing = null
        refresh()
      })
    },
    shownChanged: checks.reset,
    stop() {
      refreshing?.cancel()
      inspections.abort()
      checks.stop()
    },
  }
}

const wayOutIds = [
  'name-lookup',
  'connection',
  'sign-in-page',
  'carrier',
  'clock',
] as const satisfies readonly CheckId[]
const nobodyToAsk = unknown('Not asked: there is no account yet.', { label: 'Open Twilio settings', opens: 'twilio' })
