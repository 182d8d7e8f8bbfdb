const players = (count: number) => (count === 1 ? '1 player' : `${count.toLocaleString()} players`)
const rows = (count: number) => (count === 1 ? '1 row' : `${count.toLocaleString()} rows`)

const guardianParts = {
  name: 'name',
  first: 'first name',
  last: 'last name',
  role: 'role',
  phone: 'phone',
  email: 'e-mail',
  language: 'language',
  pickup: 'may pick up',
  consent: 'wants texts',
} as const

/** Words of People and of its import. */
export const peopleWords = {
  title: 'People',
  total: (count: number) => players(count),
  search: 'Search people',
  searchHint: 'Names of players and guardians, or digits of a number',
  import: 'Import',
  table: 'People',
  columns: { player: 'Player', camp: 'Camp', guardians: 'Guardians' },
  born: (year: number) => `born ${year}`,
  mayPickUp: 'may pick up',
  mustNotPickUp: 'NOT authorised to pick up',
  text: (name: string, number: string) => `Text ${name === '' ? '' : `${name} `}at ${number}`,
  noNumber: 'no number',
  more: 'Show more',
  showing: (shown: number, total: number) => `${shown.toLocaleString()} of ${players(total)}`,
  reading: 'Reading who is at camp',
  unreadable: {
    title: 'The list could not be read',
    meaning: 'Nothing is lost. Texts go on as they do.',
  },
  none: {
    title: 'Nobody is here yet',
    body: 'Import the export of your registration: players, their groups, their guardians and the numbers that reach them.',
  },
  notFound: {
    title: (text: string) => `Nobody found for “${text}”`,
    body: 'Try fewer letters, or the last four digits of a number.',
  },
  last: (fileName: string, when: string, added: number, updated: number) =>
    `${fileName} was imported ${when}: ${players(added)} added, ${updated.toLocaleString()} brought up to date.`,
  takeBack: 'Take the import back',
  takingBack: (fileName: string) => `Taking ${fileName} back…`,
  undone: (fileName: string, kept: number) =>
    kept === 0
      ? `${fileName} was taken back.`
      : `${fileName} was taken back. ${kept === 1 ? 'One entry stays' : `${kept} entries stay`}: they were changed since.`,
  importing: {
    title: 'Import a roster',
    back: 'Back to People',
    choose: 'Choose a file',
    file: 'Roster file',
    what: 'A CSV file as your registration exports it: any separator, any order of columns. Nothing is stored before you have seen it.',
    sample: 'Use the sample roster',
    sampleWhat: 'Three hundred made-up players of practice’s camp, as a registration exports them.',
    drop: 'Drop the file here, or choose it.',
    tooLarge: 'This file is larger than 64 MB, which no roster is. Choose the export of the registration.',
    handing: 'Reading the file',
    unreadable: 'This file cannot be imported',
    format: (fileName: string, format: string) => `${fileName} · ${format}`,
    remembered: 'The columns are as you set them for such a file before.',
    columnsTitle: 'What the columns hold',
    columnsTable: 'Columns',
    column: 'In the file',
    holds: 'Holds',
    examples: 'For example',
    holdsFor: (header: string) => `What “${header}” holds`,
    firstRows: 'How the first players come in',
    nobody: 'Nobody can be texted',
    remarksTitle: (count: number) =>
      count === 1 ? 'One thing to look at' : `${count.toLocaleString()} things to look at`,
    remarksTable: 'Things to look at',
    line: 'Line',
    found: 'In the file',
    reason: 'What it means',
    leftOut: 'Row left out',
    shownOf: (shown: number, total: number) => `The first ${shown} of ${total.toLocaleString()} are shown.`,
    saveRemarks: 'Save the list',
    savedRemarks: 'Saved as',
    copyPath: 'Copy the path',
    noName: 'No column holds the players’ names, so no row can be taken. Say below which one does.',
    goodRows: (count: number, leftOut: number) =>
      leftOut === 0
        ? `${players(count)} can be imported.`
        : `${players(count)} can be imported; ${rows(leftOut)} cannot and ${leftOut === 1 ? 'is' : 'are'} left out.`,
    again: 'People who are here already are brought up to date, never doubled.',
    go: (count: number) => `Import ${players(count)}`,
    other: 'Choose another file',
    progress: 'Import progress',
    running: (done: number, total: number) =>
      total === 0 ? `${rows(done)} done` : `${done.toLocaleString()} of ${rows(total)}`,
    stop: 'Stop and take back',
    done: 'The roster is in',
    result: (added: number, updated: number, unchanged: number, leftOut: number) =>
      [
        `${players(added)} added`,
        updated > 0 ? `${updated.toLocaleString()} brought up to date` : '',
        unchanged > 0 ? `${unchanged.toLocaleString()} as they were` : '',
        leftOut > 0 ? `${rows(leftOut)} left out` : '',
      ]
        .filter((part) => part !== '')
        .join(', ')
        .concat('.'),
    toPeople: 'See people',
    failed: 'The import did not go through',
    failedMeaning: 'Nothing of it was kept: people are as they were before.',
  },
  holds: {
    ignore: 'Nothing — leave it out',
    player: {
      'player.name': 'Player: whole name',
      'player.first': 'Player: first name',
      'player.last': 'Player: last name',
      'player.birth': 'Player: birth date or year',
      'player.note': 'Player: allergies, medical note',
      'player.tags': 'Player: tags',
      'player.registration': 'Player: registration number',
      'camp.name': 'Camp',
      'camp.group': 'Group or team',
      'camp.field': 'Field',
      'camp.days': 'Days',
      'pickup.allowed': 'Who may pick up',
      'pickup.barred': 'Who is NOT authorised to pick up',
    },
    guardian: (count: number, part: keyof typeof guardianParts) => `Guardian ${count}: ${guardianParts[part]}`,
    guardianParts: Object.keys(guardianParts) as readonly (keyof typeof guardianParts)[],
    groups: { player: 'Player and camp', guardian: (count: number) => `Guardian ${count}` },
  },
} as const
