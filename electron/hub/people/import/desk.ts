import { join } from 'node:path'
import { lastRosterImport, rememberMapping, rememberedMapping, unfinishedRosterImports } from '../../../../db/roster.ts'
import type { RosterImportView, RosterPreview, RosterState } from '../../../ipc/contract/roster-views.ts'
import type { Clock } from '../../clock.ts'
import { CallFailure } from '../../failure.ts'
import type { Log } from '../../log.ts'
import type { Store } from '../../store.ts'
import { importRoster, undoImport } from './apply.ts'
import { targetOf } from './columns.ts'
import type { ColumnTarget } from './columns.ts'
import { guessFor, headersKey, previewRoster, readHeaders, rosterRows } from './preview.ts'
import type { RosterReading } from './preview.ts'
import { detectFormat } from './read-roster.ts'
import type { RowRemark } from './row.ts'
import { saveRemarks } from './save-remarks.ts'
import { beginUpload, clearUploads } from './upload.ts'
import type { Upload } from './upload.ts'

export interface RosterDeskOptions {
  /** The store on screen. */
  readonly store: () => Store
  /** Folder that a file is kept in until it is imported. */
  readonly folder: string
  readonly clock: Clock
  readonly log: Log
  /** ISO 3166 alpha-2, for numbers without a country code. */
  readonly country: () => string
  /** The import stands otherwise. */
  readonly changed: (state: RosterState) => void
  /** People are others now: whatever shows names is to be read again. */
  readonly peopleChanged: () => void
}

/** Where rosters are handed in: one file at a time, one import at a time. */
export interface RosterDesk {
  state(): RosterState
  begin(fileName: string, bytes: number): string
  part(uploadId: string, offset: number, data: Uint8Array): number
  preview(uploadId: string, columns: readonly string[] | null): Promise<RosterPreview>
  import(uploadId: string, columns: readonly string[]): Promise<RosterState>
  cancel(): Promise<RosterState>
  undo(importId: number): RosterState
  /** Writes all remarks on the last file that was looked at or imported into a file. @returns its path */
  saveRemarks(): Promise<string>
  /** Takes back what a crash cut off in a store. */
  recover(store: Store): Promise<void>
  /** Ends what runs; an import that is under way is taken back. */
  stop(): Promise<void>
}

const shownRemarks = 200

export function createRosterDesk(options: RosterDeskOptions): RosterDesk {
  const { clock, log } = options
  clearUploads(options.folder)
  let upload: Upload | null = null
  let remarks: readonly RowRemark[] = []
  let rows = 0
  /** Where the import of a store stands: practice has imports of its own, whose ids may be the same. */
  let state: { readonly of: Store; readonly is: RosterState } | null = null
  let looking: AbortController | null = null
  let running: { readonly abort: AbortController; readonly ended: Promise<void> } | null = null

  function last(of: Store): RosterImportView | null {
    const row = lastRosterImport(of.db)
    if (!row || row.ended_at === null) return null
    const { id, file_name, ended_at, added, updated } = row
    return { importId: id, fileName: file_name, at: ended_at, added, updated }
  }

  function current(): RosterState {
    const shown = options.store()
    return state?.of === shown ? state.is : { kind: 'idle', last: last(shown) }
  }

  function tell(of: Store, next: RosterState): void {
    state = { of, is: next }
    if (of === options.store()) options.changed(next)
  }

  function uploadOrRefuse(id: string): Upload {
    if (upload?.id !== id) throw new CallFailure('not-found', 'This file is not here any more. Choose it again.')
    return upload
  }

  function assertFree(): void {
    if (running) throw new CallFailure('conflict', 'An import is under way. Wait for its end, or stop it first.')
  }

  /** How the file is read: as a person said, as was remembered of such files, or as guessed. */
  async function readingOf(
    { file }: Upload,
    chosen: readonly string[] | null,
    signal: AbortSignal,
  ): Promise<RosterReading & { readonly remembered: boolean }> {
    const country = options.country()
    const format = await detectFormat(file, signal)
    const header = await readHeaders(file, format, country, signal)
    if (header.headers.length === 0) throw new CallFailure('invalid', 'This file is empty. Export the roster again.')
    const known = chosen === null ? rememberedMapping(options.store().db, headersKey(header.headers)) : undefined
    const names = chosen ?? (known === undefined ? null : (JSON.parse(known) as readonly string[]))
    const columns: readonly ColumnTarget[] =
      names?.map(targetOf) ?? (await guessFor(file, format, header, country, signal))
    const year = new Date(clock.now()).getFullYear()
    return { file, format, ...header, columns, country, year, remembered: known !== undefined }
  }

  function begin(fileName: string, bytes: number): string {
    assertFree()
    looking?.abort()
    upload?.forget()
    upload = beginUpload(options.folder, fileName, bytes)
    remarks = []
    return upload.id
  }

  async function preview(uploadId: string, columns: readonly string[] | null): Promise<RosterPreview> {
    const looked = uploadOrRefuse(uploadId)
    if (!looked.isWhole) throw new CallFailure('conflict', 'The file did not come over whole. Choose it again.')
    // Only the newest question matters.
    looking?.abort()
    const mine = (looking = new AbortController())
    try {
      const reading = await readingOf(looked, columns, mine.signal)
      const { remembered } = reading
      const about = { uploadId, fileName: looked.fileName, remembered }
      const found = await previewRoster(reading, about, mine.signal)
      remarks = found.remarks
      rows = found.view.players + found.view.leftOut
      return found.view
    } catch (error) {
      throw readable(error)
    } finally {
      if (looking === mine) looking = null
    }
  }

  async function run(taken: Upload, columns: readonly string[], store: Store, signal: AbortSignal): Promise<void> {
    const { fileName } = taken
    const total = rows
    try {
      const reading = await readingOf(taken, columns, signal)
      store.write(({ db, now }) => rememberMapping(db, headersKey(reading.headers), JSON.stringify(columns), now))
      const outcome = await importRoster(rosterRows(reading, signal), {
        store,
        fileName,
        signal,
        progress: (counts) => tell(store, { kind: 'importing', fileName, done: counts.rows, total }),
      })
      remarks = outcome.remarks
      const { added, updated, unchanged, leftOut, importId } = outcome
      tell(store, {
        kind: 'done',
        last: { importId, fileName, at: clock.now(), added, updated },
        unchanged,
        leftOut,
        remarks: remarks.slice(0, shownRemarks),
        remarkCount: remarks.length,
      })
      log.info('roster-imported', { added, updated, unchanged, leftOut })
      taken.forget()
      if (upload === taken) upload = null
      options.peopleChanged()
    } catch (error) {
      if (signal.aborted) tell(store, { kind: 'idle', last: last(store) })
      else {
        log.error('roster-import-failed', { error })
        tell(store, { kind: 'failed', fileName, reason: readable(error).message, last: last(store) })
      }
    }
  }

  function start(
    kind: 'importing' | 'taking-back',
    fileName: string,
    store: Store,
    work: (signal: AbortSignal) => Promise<void>,
  ): void {
    const abort = new AbortController()
    tell(store, kind === 'importing' ? { kind, fileName, done: 0, total: rows } : { kind, fileName })
    const ended = work(abort.signal)
      // What goes wrong was told; the desk is free again whatever happens.
      .catch((error: unknown) => log.error('roster-desk', { error }))
      .finally(() => (running = null))
    running = { abort, ended: ended.then(() => undefined) }
  }

  return {
    state: current,
    begin,
    part: (uploadId, offset, data) => uploadOrRefuse(uploadId).add(offset, data),
    preview,
    // Its answer is where the import stands; how it goes on is told by changes.
    async import(uploadId, columns) {
      assertFree()
      const taken = uploadOrRefuse(uploadId)
      if (!taken.isWhole) throw new CallFailure('conflict', 'The file did not come over whole. Choose it again.')
      const store = options.store()
      start('importing', taken.fileName, store, (signal) => run(taken, columns, store, signal))
      await Promise.resolve()
      return current()
    },
    async cancel() {
      looking?.abort()
      running?.abort.abort()
      await running?.ended
      upload?.forget()
      upload = null
      remarks = []
      if (state !== null && state.is.kind !== 'idle' && state.of.db.open)
        tell(state.of, { kind: 'idle', last: last(state.of) })
      return current()
    },
    undo(importId) {
      assertFree()
      const store = options.store()
      const undone = last(store)
      if (undone?.importId !== importId)
        throw new CallFailure('conflict', 'Only the last import can be taken back, and it was another one.')
      start('taking-back', undone.fileName, store, async () => {
        const { kept } = await undoImport(store, importId)
        tell(store, { kind: 'undone', fileName: undone.fileName, kept, last: last(store) })
        options.peopleChanged()
      })
      return current()
    },
    saveRemarks: () => saveRemarks(join(options.folder, 'exports'), remarks, clock.now()),
    async recover(store) {
      for (const id of unfinishedRosterImports(store.db)) {
        log.warn('roster-import-was-cut-off', { id })
        await undoImport(store, id)
      }
    },
    async stop() {
      looking?.abort()
      running?.abort.abort()
      await running?.ended
      upload?.forget()
      upload = null
    },
  }
}

/** A fault of the file in plain words, its place among them. */
function readable(error: unknown): CallFailure {
  if (error instanceof CallFailure) return error
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  const line = error instanceof Error && 'lines' in error ? ` near line ${String(error.lines)}` : ''
  if (code === 'CSV_MAX_RECORD_SIZE' || code === 'CSV_QUOTE_NOT_CLOSED') {
    return new CallFailure(
      'invalid',
      `A quotation mark${line} is never closed, so the rest cannot be told apart. Close it in the file, or export it again.`,
      error instanceof Error ? error.message : undefined,
    )
  }
  if (error instanceof Error && error.name === 'AbortError')
    return new CallFailure('conflict', 'Another file was chosen meanwhile.')
  return new CallFailure(
    'invalid',
    'This file cannot be read as a roster. Export it as CSV and choose it again.',
    error instanceof Error ? error.message : String(error),
  )
}
