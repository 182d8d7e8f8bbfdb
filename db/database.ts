import type Database from 'better-sqlite3'

/** One open store: a connection that nothing can interleave with. */
export type Db = Database.Database

export interface OpenStoreOptions {
  /** Path of the database file; its folder is made where it is missing. */
  readonly file: string
  /** Folder with the numbered migrations (`NNNN-name.sql`). */
  readonly migrationsDir: string
  /** Folder that copies made before a migration go to. */
  readonly backupsDir: string
  /** Epoch milliseconds, for the record of applied migrations. */
  readonly now: number
}
