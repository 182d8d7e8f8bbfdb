import { appendFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { forkChild } from '../../../electron/host/fork-child.ts'
import { loadSdk } from '../../../electron/hub/carrier/sdk.ts'
import { parseEnvironment } from '../../../electron/hub/environment.ts'
import { startHub } from '../../../electron/hub/hub.ts'
import type { LinkHint } from '../../../electron/hub/hub-types.ts'
import type { HubNotification } from '../../../electron/hub/notification.ts'
import type { Log, LogFields } from '../../../electron/hub/log.ts'
import { seededRandom } from '../../../electron/hub/random.ts'
import { registerCalls } from '../../../electron/ipc/register.ts'
import { endTrouble, stageTrouble } from '../../support/stage-trouble.ts'
import type { StagedTrouble } from '../../support/stage-trouble.ts'
import { serveHarness } from './child.ts'
import { prepareDeath } from './death.ts'
import type { Death } from './death.ts'
import { fileKeychain } from './file-keychain.ts'
import { setNamesKnown } from './names.ts'

// The whole hub in a process of its own, as both hosts run it, on the harness's clock.

export interface HubProcessOptions {
  readonly dataDir: string
  /** Folder of the keychain. */
  readonly keychainDir: string
  readonly env: Readonly<Record<string, string>>
  readonly seed: number
}

export interface HubBegun {
  readonly webhookAddress: string | null
}

export type HubProcessRequest =
  | { readonly kind: 'call'; readonly name: string; readonly input: unknown }
  | { readonly kind: 'hint'; readonly hint: LinkHint }
  | { readonly kind: 'arm'; readonly death: Death | null }
  /** One statement on the live store, through a connection of its own that only reads. */
  | { readonly kind: 'rows'; readonly sql: string; readonly parameters: readonly (string | number)[] }
  | { readonly kind: 'pragmas' }
  | { readonly kind: 'usage' }
  /** The laptop's clock is set by so many ms, without any timer noticing. */
  | { readonly kind: 'jump'; readonly span: number }
  /** No name can be looked up any more, or all can again. */
  | { readonly kind: 'names'; readonly known: boolean }
  /** The live store's own connection meets it from now on, or (null) no more. */
  | { readonly kind: 'trouble'; readonly trouble: StagedTrouble | null }

export type HubEvent =
  | { readonly kind: 'uncertain'; readonly ids: readonly string[] }
  | { readonly kind: 'notified'; readonly notification: HubNotification }
  | { readonly kind: 'helper'; readonly pid: number }

export interface StorePragmas {
  /** 2 is FULL: a commit has been synced when it returns (SQLite docs: PRAGMA synchronous). */
  readonly synchronous: number
  readonly journalMode: string
}

export interface Usage {
  /** After a collection, bytes. */
  readonly heap: number
  readonly rss: number
  /** Timers, sockets, files and the like that keep the event loop alive. */
  readonly handles: number
  readonly files: number
  /** Timers of the harness's clock that wait. */
  readonly timers: number
}

const root = join(import.meta.dirname, '..', '..', '..')
const program = (room: string): string => join(root, 'electron', 'hub', room, 'child.ts')

// Ahead of `begin`: a process that waits in reserve is quick to start.
loadSdk()
const deathBed = prepareDeath()

function fileLog(file: string): Log {
  const line = (level: string) => (event: string, fields?: LogFields) => {
    const error = fields?.['error']
    const shown = error instanceof Error ? { ...fields, error: error.stack } : fields
    try {
      // A full disk, or an end in the midst of it, may leave a part of a line: the next begins one of its own.
      appendFileSync(file, `\n${level} ${event} ${shown ? JSON.stringify(shown) : ''}`)
    } catch {
      // The disk may be full, which is what it tells of.
    }
  }
  return { info: line('info'), warn: line('warn'), error: line('error') }
}

/** Of the connections that write to a file. */
function pragmasOf(file: string): readonly StorePragmas[] {
  return deathBed
    .databases()
    .filter((db) => db.open && db.name === file && !db.readonly)
    .map((db) => ({
      synchronous: Number(db.pragma('synchronous', { simple: true })),
      journalMode: String(db.pragma('journal_mode', { simple: true })),
    }))
}

function usage(timers: number): Usage {
  globalThis.gc?.()
  const { heapUsed, rss } = process.memoryUsage()
  const resources = process.getActiveResourcesInfo()
  const isFile = (name: string) => /^(FSReq|File|TCP|Pipe)/.test(name)
  return { heap: heapUsed, rss, handles: resources.length, files: resources.filter(isFile).length, timers }
}

serveHarness<HubProcessOptions, HubProcessRequest>(async ({ dataDir, keychainDir, env, seed }, clock, harness) => {
  const tell = (event: HubEvent): void => harness.tell(event)
  const log = fileLog(join(dataDir, 'chaos.log'))
  const helper = (room: string) => () => {
    const started = forkChild<object, never>(program(room))
    if (started.pid !== undefined) tell({ kind: 'helper', pid: started.pid })
    return started as never
  }
  const hub = await startHub({
    dataDir,
    host: 'browser',
    version: '0.0.0',
    platform: process.platform,
    environment: parseEnvironment(env, [], { packaged: false }),
    migrationsDir: join(root, 'db', 'migrations'),
    notify: (notification) => tell({ kind: 'notified', notification }),
    spawn: {
      tunnel: helper('tunnel'),
      keychain: () => fileKeychain(keychainDir),
      inspector: helper('diagnostics'),
      copier: helper('backup'),
    },
    log,
    clock,
    random: seededRandom(seed),
  })
  const dispatch = registerCalls(hub.handlers, log)
  hub.subscribe(({ changes }) => {
    const ids = changes
      .filter((change) => change.type === 'message')
      .filter(({ message }) => message.state === 'uncertain')
      .map(({ message }) => message.id)
    if (ids.length > 0) tell({ kind: 'uncertain', ids })
  })
  const reader = new Database(join(dataDir, 'hub.db'), { readonly: true, fileMustExist: true })
  const interrupted = reader.prepare(`SELECT id FROM message WHERE state = 'uncertain'`).pluck().all() as string[]
  if (interrupted.length > 0) tell({ kind: 'uncertain', ids: interrupted })

  let met: StagedTrouble | null = null
  function meet(trouble: StagedTrouble | null): void {
    const own = deathBed.databases().find((db) => db.open && !db.readonly && db.name === join(dataDir, 'hub.db'))
    if (!own) throw new Error('The live store is not open.')
    if (met) endTrouble(own, met)
    met = trouble
    if (trouble) stageTrouble(own, trouble)
  }

  return {
    first: { webhookAddress: hub.webhookAddress } satisfies HubBegun,
    handle(request) {
      switch (request.kind) {
        case 'call':
          return dispatch(request.name, request.input)
        case 'hint':
          hub.linkHint(request.hint)
          return null
        case 'arm':
          deathBed.arm(request.death)
          return null
        case 'rows':
          return reader.prepare(request.sql).all(...request.parameters)
        case 'pragmas':
          return pragmasOf(join(dataDir, 'hub.db'))
        case 'usage':
          return usage(clock.waiting)
        case 'jump':
          clock.jump(request.span)
          return null
        case 'names':
          setNamesKnown(request.known)
          return null
        case 'trouble':
          meet(request.trouble)
          return null
      }
    },
    async end() {
      reader.close()
      await hub.stop(500)
    },
  }
})
