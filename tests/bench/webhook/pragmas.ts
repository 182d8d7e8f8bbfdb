/** What the store sets on its connection, for the servers it is compared with. */
export const pragmas = [
  'journal_mode = WAL',
  'synchronous = FULL',
  'foreign_keys = ON',
  'checkpoint_fullfsync = ON',
  'temp_store = MEMORY',
  'cache_size = -32000',
  'journal_size_limit = 67108864',
] as const
