const counted = (count: number, one: string, many: string) =>
  count === 1 ? `1 ${one}` : `${count.toLocaleString()} ${many}`

const kinds: Readonly<Record<string, readonly [one: string, many: string]>> = {
  players: ['player', 'players'],
  guardians: ['guardian', 'guardians'],
  texts: ['text', 'texts'],
  pictures: ['picture', 'pictures'],
  broadcasts: ['broadcast', 'broadcasts'],
  days: ['day of a player', 'days of players'],
  records: ['entry of the record', 'entries of the record'],
  camps: ['camp', 'camps'],
}

/** "12 players, 1 text": what a receipt counts. */
function countWords(counts: Readonly<Record<string, number>>): string {
  const parts = Object.entries(counts).flatMap(([kind, count]) => {
    const words = kinds[kind]
    return count === 0 || words === undefined ? [] : [counted(count, ...words)]
  })
  return parts.length === 0 ? 'nothing' : parts.join(', ')
}

/** Words of exports, deletions and the wipe. */
export const removalWords = {
  cancel: 'Cancel',
  done: 'Done',
  counts: countWords,
  export: {
    title: 'Take everything along',
    intro:
      'Players, guardians, days, texts, notes and who said STOP, as CSV files that a spreadsheet opens. Pictures are not in them.',
    folder: 'Folder',
    folderHelp: 'Empty: into the app’s own data folder.',
    browse: 'Choose a folder',
    run: 'Export everything',
    runFamily: 'Export this family',
    running: 'Writing the files…',
    saved: 'Saved in',
    copyPath: 'Copy the path',
  },
  wipe: {
    title: 'End of the season',
    intro:
      'Removes everybody and everything said to them from this laptop. Settings, staff, templates and who said STOP stay. Export first: this cannot be taken back.',
    now: (counts: string) => `Here now: ${counts}.`,
    open: 'Wipe the season',
    dialog: 'Wipe the season?',
    removes: (counts: string) =>
      `This removes ${counts}: from the data file, its log, the search, the pictures, the older logs and the copies.`,
    stays: 'Files you exported stay where they are.',
    notExported: 'Nothing was exported since this page was opened.',
    type: 'Type WIPE to go on',
    confirm: 'Wipe now',
    running: 'Wiping…',
    wiped: (counts: string) => `Wiped: ${counts}.`,
  },
  receipts: {
    title: 'Receipts',
    none: 'Nothing was deleted yet.',
    line: (scope: 'family' | 'season', counts: string) =>
      `${scope === 'season' ? 'Season wiped' : 'Family deleted'}: ${counts}`,
    by: (staff: string, when: string) => (staff === '' ? when : `${when}, by ${staff}`),
  },
  family: {
    button: 'Delete this family',
    title: (name: string) => (name === '' ? 'Delete this family?' : `Delete the family of ${name}?`),
    what: 'Its players, guardians, days, notes and numbers are deleted, and what imports and records say of them. This cannot be taken back.',
    texts: 'Delete its texts and pictures too',
    textsHelp: 'Conversations with numbers that reach nobody else.',
    stop: 'A number that said STOP is remembered, so that nobody texts it again.',
    confirm: 'Delete for good',
    running: 'Deleting…',
    deleted: (counts: string) => `Deleted: ${counts}.`,
  },
  carrier: {
    label: 'Delete Twilio’s copies of texts, calls and voicemail too',
    help: 'One after the other while this laptop is online. Otherwise Twilio keeps them.',
  },
  copies: {
    hold: (count: number, oldest: string) =>
      count === 1
        ? `The copy of ${oldest} still holds it, until ten newer ones are made.`
        : `${count} copies, the oldest of ${oldest}, still hold it: each until ten newer ones are made.`,
    none: 'No copy holds it.',
    drop: 'Make a new copy and drop the old ones',
    dropping: 'Making a new copy…',
    dropped: 'The old copies are gone.',
  },
} as const
