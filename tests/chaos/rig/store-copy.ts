import { closeSync, copyFileSync, existsSync, ftruncateSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import type { Random } from '../../../electron/hub/random.ts'
import { between } from '../../../electron/hub/random.ts'

/** What a disk may hold of a store after the power went. */
export const cuts = ['as it was', 'unsynced bytes dropped', 'unsynced bytes torn', 'checkpoint torn'] as const
export type Cut = (typeof cuts)[number]

const suffixes = ['', '-wal', '-shm'] as const
/** SQLite docs: "WAL-mode File Format": the WAL's header, a frame's header, and where the index keeps its count of frames. */
const walHeader = 32
const frameHeader = 24
const frameCount = 16
const indexHeader = 48

/** Copies store, WAL and WAL index together; only while nobody writes to them. */
export function copyStore(from: string, to: string): void {
  for (const suffix of suffixes) {
    const source = join(from, `hub.db${suffix}`)
    const target = join(to, `hub.db${suffix}`)
    if (existsSync(source)) copyFileSync(source, target)
    else rmSync(target, { force: true })
  }
}

/**
 * How many bytes of the WAL are surely on the disk. SQLite writes the frames of a commit, syncs them (`synchronous=FULL`) and only
 * then counts them in the index, so what the index counts was synced, and a commit that has returned is counted.
 */
function syncedBytes(folder: string): number {
  const file = join(folder, 'hub.db-shm')
  if (!existsSync(file)) return walHeader
  const index = readFileSync(file)
  if (index.length < 2 * indexHeader) return walHeader
  // Two copies of the header, written one after the other: they differ in the middle of a write.
  const counts = [index.readUInt32LE(frameCount), index.readUInt32LE(indexHeader + frameCount)]
  return walHeader + Math.min(...counts) * (frameHeader + pageSize(folder))
}

function pageSize(folder: string): number {
  const size = readFileSync(join(folder, 'hub.db')).readUInt16BE(16)
  return size === 1 ? 65_536 : size
}

/** Makes of a copy what a disk may hold after a power cut. The WAL's index is memory: a power cut takes it. */
export function cutPower(folder: string, cut: Cut, random: Random): void {
  const wal = join(folder, 'hub.db-wal')
  const synced = syncedBytes(folder)
  const store = join(folder, 'hub.db')
  const size = pageSize(folder)
  rmSync(join(folder, 'hub.db-shm'), { force: true })
  if (!existsSync(wal)) return
  const bytes = readFileSync(wal)
  const file = openSync(wal, 'r+')
  try {
    switch (cut) {
      case 'as it was':
        return
      case 'unsynced bytes dropped':
        ftruncateSync(file, Math.min(bytes.length, synced))
        return
      case 'unsynced bytes torn': {
        // Some of the sectors after the last sync arrived, some hold what nobody wrote.
        const tail = Math.max(bytes.length - synced, between(random, 1, 3 * (size + frameHeader)))
        for (let at = 0; at < tail; at += 512) {
          if (random.next() < 0.5) continue
          writeSync(file, junk(random, Math.min(512, tail - at)), 0, undefined, synced + at)
        }
        return
      }
      case 'checkpoint torn': {
        // A checkpoint was writing pages back into the store: what it wrote last is not synced, and all of it is in the WAL still.
        const pages = new Set<number>()
        const salt = bytes.subarray(16, 24)
        for (let at = walHeader; at + frameHeader + size <= Math.min(bytes.length, synced); at += frameHeader + size) {
          if (bytes.subarray(at + 8, at + 16).equals(salt)) pages.add(bytes.readUInt32BE(at))
        }
        tearPages(
          store,
          [...pages].filter((page) => page > 1 && random.next() < 0.5),
          size,
          random,
        )
      }
    }
  } finally {
    closeSync(file)
  }
}

function tearPages(store: string, pages: readonly number[], size: number, random: Random): void {
  const file = openSync(store, 'r+')
  const { length } = readFileSync(store)
  try {
    for (const page of pages) {
      const start = (page - 1) * size
      if (start + size <= length)
        writeSync(file, junk(random, 512), 0, undefined, start + 512 * between(random, 0, size / 512 - 1))
    }
  } finally {
    closeSync(file)
  }
}

function junk(random: Random, length: number): Buffer {
  return Buffer.from(Array.from({ length }, () => between(random, 0, 255)))
}
