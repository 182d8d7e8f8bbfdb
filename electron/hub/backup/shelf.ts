import { closeSync, existsSync, fsyncSync, openSync, readdirSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { headerOfFile } from './format.ts'
import type { CopyHeader } from './header.ts'
import { CopyRefused } from './refused.ts'
import type { RefusalCode } from './refused.ts'

/** Copies of one installation that are kept in one place. */
export const keptCopies = 10

const named = /^hub-([0-9a-f]{16})-(\d{6,})-\d{8}T\d{6}Z\.ptpcopy$/
/** Beginnings of copies, and clear ones that are made on the way. */
const unfinished = /^(hub-([0-9a-f]{16})-[^/]*\.ptpcopy\.partial|\.making-[^/]*)$/

/** A copy's file name: whose, which, and from when. */
export function copyName({ laptop, sequence, madeAt }: Pick<CopyHeader, 'laptop' | 'sequence' | 'madeAt'>): string {
  const time = new Date(madeAt)
    .toISOString()
    .replace(/\.\d+Z$/, 'Z')
    .replaceAll(/[-:]/g, '')
  return `hub-${laptop}-${String(sequence).padStart(6, '0')}-${time}.ptpcopy`
}

export interface NamedCopy {
  readonly name: string
  readonly laptop: string
  readonly sequence: number
}

/** The copies in a folder by their names, of each installation the newest first. @throws where it cannot be read */
export function namedCopies(folder: string): readonly NamedCopy[] {
  return copyNames(readdirSync(folder))
}

/** Which of these names are copies', of each installation the newest first. */
export function copyNames(names: readonly string[]): readonly NamedCopy[] {
  return names
    .flatMap((name) => {
      const [, laptop, sequence] = named.exec(name) ?? []
      return laptop === undefined ? [] : [{ name, laptop, sequence: Number(sequence) }]
    })
    .sort((a, b) => (a.laptop < b.laptop ? -1 : a.laptop > b.laptop ? 1 : b.sequence - a.sequence))
}

/** Removes an installation's copies past the newest so many. Those of others are theirs to remove. */
export function dropOldest(folder: string, laptop: string, keep = keptCopies): void {
  const ours = namedCopies(folder).filter((copy) => copy.laptop === laptop)
  for (const { name } of ours.slice(keep)) rmSync(join(folder, name), { force: true })
}

/**
 * Removes what a crash left half made. Belongs where nothing is being made.
 * @param laptop whose; absent: everybody's
 */
export function removeUnfinished(folder: string, laptop?: string): void {
  if (!existsSync(folder)) return
  for (const name of readdirSync(folder)) {
    const found = unfinished.exec(name)
    if (found && (laptop === undefined || found[2] === laptop)) rmSync(join(folder, name), { force: true })
  }
}

/** Writes what is in a folder down for good: names are the folder's, not the file's (POSIX: fsync). */
export function syncFolder(folder: string): void {
  let handle: number | null = null
  try {
    handle = openSync(folder, 'r')
    fsyncSync(handle)
  } catch {
    // Windows opens no folder; NTFS keeps names by its own log.
  } finally {
    if (handle !== null) closeSync(handle)
  }
}

/** A copy as it lies there. */
export interface FoundCopy {
  readonly file: string
  /** Of the copy, in bytes. */
  readonly bytes: number
  readonly header: CopyHeader | null
  /** Why it is none of use; null where nothing speaks against it. */
  readonly refused: RefusalCode | null
}

/** Looks at the head of a file. @throws where it cannot be read */
function lookAtCopy(file: string): FoundCopy {
  const handle = openSync(file, 'r')
  try {
    const { size: bytes } = statSync(file)
    return { file, bytes, header: headerOfFile(handle).header, refused: null }
  } catch (error) {
    if (error instanceof CopyRefused) return { file, bytes: statSync(file).size, header: null, refused: error.code }
    throw error
  } finally {
    closeSync(handle)
  }
}

/** Every copy in a folder, newest first; none where the folder is not there. */
export function copiesIn(folder: string): readonly FoundCopy[] {
  let names: readonly NamedCopy[]
  try {
    names = namedCopies(folder)
  } catch {
    return []
  }
  return byAge(
    names.flatMap(({ name }) => {
      try {
        return [lookAtCopy(join(folder, name))]
      } catch {
        return []
      }
    }),
  )
}

/** The newest first. */
export function byAge(copies: readonly FoundCopy[]): readonly FoundCopy[] {
  return [...copies].sort((a, b) => (b.header?.madeAt ?? 0) - (a.header?.madeAt ?? 0))
}
