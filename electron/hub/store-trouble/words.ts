import type { StoreFault } from '../../../db/store-error.ts'

/** Why a call was refused: what happened, what it means, what to do. */
export const refusals: Readonly<Record<StoreFault, string>> = {
  full: 'The disk of this laptop is full, so this was not saved. Free some space; it can be done again then.',
  io: 'The disk of this laptop does not answer as it should, so this was not saved. It can be done again in a moment.',
  'not-writable': 'The data folder cannot be written to, so this was not saved. It can be done again once it can.',
  locked: 'Another program holds the data file, so this was not saved. Close it, then do this again.',
  damaged: 'What this needs is in a damaged part of the data file. Close the app and open it again to mend it.',
}
