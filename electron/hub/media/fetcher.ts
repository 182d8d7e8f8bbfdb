import { mkdirSync } from 'node:fs'
import { open, rename, rm } from 'node:fs/promises'
import {
  forgetMediaPlace,
  hastenMedia,
  insertMedia,
  mediaPlaces,
  nextMedia,
  postponeMedia,
  setMediaEnded,
  setMediaFetched,
  setMediaPlace,
  sidOfMedia,
} from '../../../db/media.ts'
import type { FetchedMedia, MediaRow } from '../../../db/media.ts'
import type { MediaReason } from '../../../db/words.ts'
import { assertNever } from '../assert-never.ts'
import type { Carrier, CarrierMedia } from '../carrier/types.ts'
import type { Clock, Timer } from '../clock.ts'
import type { Link } from '../link/types.ts'
import type { Log } from '../log.ts'
import type { Random } from '../random.ts'
import type { Store } from '../store.ts'
import { mediaAddress } from './address.ts'
import { download } from './download.ts'
import type { Download } from './download.ts'
import { claimedKind, detectType, headBytes } from './file-type.ts'
import { mediaFile, partFile } from './files.ts'
import { imageSize } from './image-size.ts'
import { newMediaId } from './note.ts'

export interface MediaFetcherOptions {
  readonly store: Store
  readonly carrier: Pick<Carrier, 'account' | 'listMedia'>
  readonly link: Pick<Link, 'state' | 'onChange' | 'hint'>
  readonly clock: Clock
  readonly random: Random
  readonly log: Log
  /** Folder the files go to; made where it is missing. */
  readonly folder: string
  /** The largest file that is kept, in bytes. */
  readonly limit?: number
}

/** Fetches what came with texts, one at a time. What is due when lies in the store: a restart goes on where it was. */
export interface MediaFetcher {
  start(): void
  /** Something is waiting, or may be had now. */
  wake(): void
  /** Ends the download under way; nothing is written afterwards. */
  stop(): Promise<void>
}

/** Larger than anything a phone network carries (Twilio docs: "Accepted Content Types for Media", 5 MB), with room to spare. */
const largest = 20 * 1024 * 1024
/** More pixels than this are not unpacked on a camp laptop: 64 million take a quarter of a gigabyte. */
const mostPixels = 64_000_000

const seconds = 1_000
const minutes = 60 * seconds
const hours = 60 * minutes
/** From one try to the next; after the last one a person may ask again. Eight hours in all. */
const pauses = [2 * seconds, 10 * seconds, 30 * seconds, 2 * minutes, 5 * minutes, 15 * minutes, 30 * minutes, hours]
const mostTries = pauses.length + 6
const longestPause = hours
/** The carrier's own word that it has no such thing is believed after so many askings: its stores lag behind its webhooks. */
const mostDenials = 4
/** Without a way out nothing was asked, and no try is burnt; the link says when there is one again. */
const noWayOut = 5 * seconds
const shortestWait = seconds
const afterFault = minutes

export function createMediaFetcher(options: MediaFetcherOptions): MediaFetcher {
  const { store, carrier, link, clock, random, log, folder } = options
  const limit = options.limit ?? largest
  const ending = new AbortController()
  let running: Promise<void> | null = null
  let wanted = false
  /** There is a way out again: what was asked for in vain is asked for at once, whatever its pause had grown to. */
  let isBack = false
  let started = false
  let timer: Timer | null = null
  let unsubscribe: (() => void) | null = null

  const isStopped = (): boolean => ending.signal.aborted
  const hasNoWayOut = (): boolean => link.state === 'offline' || link.state === 'captive'

  function wake(): void {
    wanted = true
    if (!started || isStopped() || running !== null) return
    timer?.cancel()
    timer = null
    running = work()
      .catch((error: unknown) => {
        log.error('media-fetch-broke', { error })
        wanted = false
        plan(afterFault)
      })
      .finally(() => {
        running = null
        // Woken between the last look and this line.
        if (wanted) wake()
      })
  }

  function plan(delay: number): void {
    timer?.cancel()
    if (!isStopped()) timer = clock.after(delay, wake)
  }

  async function work(): Promise<void> {
    // Leaves the commit that woke it.
    await Promise.resolve()
    wanted = false
    // Kept until the store took it: its disk may be in trouble just then.
    if (isBack) hastenMedia(store.db, clock.now())
    isBack = false
    for (let next = due(); next !== undefined; next = due()) await step(next)
  }

  /** What is to be fetched now; otherwise plans for when something is. */
  function due(): MediaRow | undefined {
    if (isStopped() || hasNoWayOut()) return undefined
    const row = nextMedia(store.db)
    if (!row) return undefined
    const wait = row.due_at - clock.now()
    // A clock that was set back must not make it wait for hours.
    if (wait <= 0 || wait > 2 * longestPause) return row
    plan(wait)
    return undefined
  }

  async function step(row: MediaRow): Promise<void> {
    if (row.url === null) return find(row)
    try {
      mediaAddress(row.url, carrier.account.apiOrigin)
    } catch {
      store.write(({ db }) => forgetMediaPlace(db, row.seq))
      return
    }
    return fetchFile(row, row.url)
  }

  /** Asks the carrier what came with the text. */
  async function find(row: MediaRow): Promise<void> {
    const sid = sidOfMedia(store.db, row.seq)
    if (sid === undefined) return end(row, 'failed', 'gone')
    const answer = await carrier.listMedia(sid)
    if (isStopped()) return
    switch (answer.kind) {
      case 'ok':
        return place(row, answer.value) ? undefined : deny(row)
      case 'not-found':
        return deny(row)
      case 'wait':
        return waitAsTold(row, answer.retryAfter)
      case 'account-trouble':
        return tryAgain(row, 'credentials')
      case 'no-answer':
        return tryAgain(row, answer.details)
      default:
        return assertNever(answer)
    }
  }

  /** Gives what has no address yet those of the carrier's list that are not taken; false where there are none. */
  function place(row: MediaRow, found: readonly CarrierMedia[]): boolean {
    const known = mediaPlaces(store.db, row.message_seq)
    const taken = new Set(known.map(({ url }) => url && nameIn(url)))
    const open = known.filter(({ url }) => url === null).map(({ position }) => position)
    const free = found.filter(({ url }) => !taken.has(nameIn(url)))
    if (free.length === 0) return false
    const messageSeq = row.message_seq
    store.write((write) => {
      free.forEach(({ url, contentType }, index) => {
        const kind = claimedKind(contentType)
        const position = open[index] ?? known.length + index - open.length
        insertMedia(write.db, { id: newMediaId(), messageSeq, position, url, kind, dueAt: write.now })
        setMediaPlace(write.db, messageSeq, position, url, kind)
      })
      write.message(messageSeq)
    })
    return true
  }

  async function fetchFile(row: MediaRow, url: string): Promise<void> {
    // Made anew where somebody tidied it away.
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    const part = partFile(folder, row.id)
    const { account } = carrier
    let answer: Download
    let kept: FetchedMedia | null
    try {
      answer = await download(url, part, { clock, account, limit, signal: ending.signal })
      kept = answer.kind === 'ok' && !isStopped() ? await keep(row, answer.bytes) : null
    } finally {
      // Whatever became of it, nothing half lies about; least of all on a full disk.
      await rm(part, { force: true })
    }
    if (isStopped()) return
    switch (answer.kind) {
      case 'ok':
        if (kept !== null) return done(row, kept)
        // A proxy's or a hotspot's page in the place of the file says nothing about the file.
        if (answer.bytes === 0 || isStrangersPage(row, answer.contentType)) return tryAgain(row, 'not the file')
        return end(row, 'refused', 'not-shown')
      case 'too-large':
        return end(row, 'refused', 'too-large')
      case 'gone':
        return deny(row)
      case 'wait':
        return waitAsTold(row, answer.retryAfter)
      case 'no-answer':
        if (answer.asked) return tryAgain(row, answer.details)
        link.hint()
        return retry(row, row.tries, noWayOut)
      default:
        return assertNever(answer)
    }
  }

  /** Looks at the file by its own bytes and puts it in its place; null where it is nothing that is opened here. */
  async function keep(row: MediaRow, bytes: number): Promise<FetchedMedia | null> {
    const part = partFile(folder, row.id)
    const head = await readHead(part, Math.min(bytes, headBytes))
    const type = detectType(head, row.kind)
    if (type === null) return null
    const size = type.kind === 'image' ? imageSize(head, type.contentType) : null
    if (size !== null && size.width * size.height > mostPixels) return null
    await rename(part, mediaFile(folder, row.id))
    return { ...type, bytes, width: size?.width ?? null, height: size?.height ?? null }
  }

  function done(row: MediaRow, fetched: FetchedMedia): void {
    store.write((write) => {
      setMediaFetched(write.db, row.seq, fetched)
      write.message(row.message_seq)
    })
    log.info('media-fetched', { type: fetched.contentType, bytes: fetched.bytes, tries: row.tries + 1 })
  }

  function end(row: MediaRow, state: 'failed' | 'refused', reason: MediaReason): void {
    store.write((write) => {
      setMediaEnded(write.db, row.seq, state, reason)
      write.message(row.message_seq)
    })
    log.warn('media-not-fetched', { state, reason, tries: row.tries + 1 })
  }

  /** The carrier says that it has no such thing. */
  function deny(row: MediaRow): void {
    if (row.tries + 1 >= mostDenials) end(row, 'failed', 'gone')
    else retry(row, row.tries + 1, pauseAfter(row.tries))
  }

  function tryAgain(row: MediaRow, details: string): void {
    if (row.tries + 1 >= mostTries) return end(row, 'failed', 'no-answer')
    log.info('media-fetch-failed', { details, tries: row.tries + 1 })
    retry(row, row.tries + 1, pauseAfter(row.tries))
  }

  function waitAsTold(row: MediaRow, retryAfter: number | null): void {
    if (retryAfter === null) tryAgain(row, 'asked to wait')
    else retry(row, row.tries, Math.max(shortestWait, retryAfter))
  }

  function retry(row: MediaRow, tries: number, pause: number): void {
    store.write((write) => {
      postponeMedia(write.db, row.seq, tries, write.now + Math.min(pause, longestPause))
      if (tries !== row.tries) write.message(row.message_seq)
    })
  }

  /** With a little chance in it, so that laptops of one camp do not ask in step. */
  function pauseAfter(tries: number): number {
    return Math.round((pauses[tries] ?? longestPause) * (0.8 + random.next() * 0.4))
  }

  return {
    start() {
      started = true
      let before = link.state
      unsubscribe = link.onChange((state) => {
        if (state === 'online' && (before === 'offline' || before === 'captive')) isBack = true
        before = state
        if (state === 'online') wake()
      })
      wake()
    },
    wake,
    async stop() {
      ending.abort()
      timer?.cancel()
      unsubscribe?.()
      await running
    },
  }
}

/** The carrier's name for it, the last part of its address. */
function nameIn(url: string): string {
  return url.slice(url.lastIndexOf('/') + 1)
}

/** A text file was not promised, and a page came. */
function isStrangersPage(row: MediaRow, contentType: string): boolean {
  return row.kind !== 'file' && /^text\/html\b/i.test(contentType.trim())
}

async function readHead(file: string, length: number): Promise<Uint8Array> {
  const handle = await open(file, 'r+')
  try {
    // On disk before the store says that it is there.
    await handle.sync()
    const { buffer, bytesRead } = await handle.read(new Uint8Array(length), 0, length, 0)
    return buffer.subarray(0, bytesRead)
  } finally {
    await handle.close()
  }
}
