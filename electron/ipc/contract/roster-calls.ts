import { z } from 'zod'
import { call } from './define.ts'
import type { RosterPreview, RosterState } from './roster-views.ts'

const nothing = z.object({}).strict()
const uploadId = z.uuid()
/** A file's part, of at most 256 KB before it is written in base64. */
const part = z.base64().max(360_000)
const holds = z.string().regex(/^(ignore|(player|camp|pickup)\.[a-z]+|guardian\.[a-z]+\.[1-8])$/)

/** The largest roster that is taken: 20,000 players are about 5 MB. */
export const largestRoster = 64 * 1024 * 1024

/** Importing a registration's export. The page hands the file over in parts, for it cannot read the disk and the hub cannot see its files. */
export const rosterCalls = {
  'roster.state': call(() => nothing).returns<RosterState>(),
  /** Announces a file; one that was handed over before is forgotten. */
  'roster.begin': call(() =>
    z.object({ fileName: z.string().min(1).max(200), bytes: z.number().int().min(0).max(largestRoster) }).strict(),
  ).returns<{ uploadId: string }>(),
  /** The file's next part. Returns how many bytes are here. */
  'roster.part': call(() =>
    z.object({ uploadId, offset: z.number().int().min(0), data: part }).strict(),
  ).returns<number>(),
  /** Reads the whole file by these columns; null: by what is remembered or guessed. */
  'roster.preview': call(() =>
    z.object({ uploadId, columns: z.array(holds).max(200).nullable() }).strict(),
  ).returns<RosterPreview>(),
  /** Starts the import of the file by these columns, and remembers them for files like it. */
  'roster.import': call(() => z.object({ uploadId, columns: z.array(holds).max(200) }).strict()).returns<RosterState>(),
  /** Stops the import, or forgets the file; what was imported of it is taken back. */
  'roster.cancel': call(() => nothing).returns<RosterState>(),
  /** Takes the last import back. */
  'roster.undo': call(() => z.object({ importId: z.number().int().positive() }).strict()).returns<RosterState>(),
  /** Writes everything remarked on in the file or the import down as CSV, and says where. */
  'roster.saveRemarks': call(() => nothing).returns<{ path: string }>(),
} as const
