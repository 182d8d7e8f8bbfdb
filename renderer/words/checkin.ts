import type { BoardState } from '../../electron/ipc/contract/board-views.ts'

const players = (count: number) => (count === 1 ? '1 player' : `${count.toLocaleString()} players`)

/** "Maya", "Maya and Leo", "Maya, Leo and Zoe". */
const listed = (names: readonly string[]) =>
  names.length < 2 ? (names[0] ?? '') : `${names.slice(0, -1).join(', ')} and ${names.at(-1) ?? ''}`

const states = {
  expected: 'Expected',
  here: 'Here',
  late: 'Late',
  absent: 'Absent',
  missing: 'Missing',
  'picked-up': 'Picked up',
} as const satisfies Record<BoardState, string>

/** Words of the check-in board. */
export const checkinWords = {
  title: 'Check-in',
  states,
  show: 'Show',
  all: 'All',
  count: (label: string, count: number) => `${label}, ${count.toLocaleString()}`,
  find: 'Find player',
  keys: {
    find: 'Letters of a name, or the last digits of a phone',
    act: 'Enter checks in',
    all: 'Shift+Enter: with brothers and sisters',
    move: '↑ ↓ choose',
    clear: 'Esc clears',
  },
  grid: 'Board',
  columns: { player: 'Player', place: 'Group and field', state: 'Today', acts: 'Acts' },
  groupLine: (here: number, all: number) => `${here} of ${all} here`,
  noGroup: 'No group',
  checkIn: 'Check in',
  checkInAll: (count: number) => `Check in all ${count}`,
  conversation: 'Conversation beside the board',
  undo: 'Undo',
  textFamily: 'Text family',
  pickedUp: 'Picked up',
  late: 'Late',
  absent: 'Absent',
  details: {
    by: (time: string) => `by ${time}`,
    since: (time: string) => `since ${time}`,
    at: (time: string) => `expected ${time}`,
    here: (time: string, initials: string) => (initials === '' ? time : `${time} · ${initials}`),
    pickedUp: (time: string, by: string | null) => (by === null ? time : `${time} · ${by}`),
  },
  barred: (names: readonly string[]) => `NOT to be picked up by ${listed(names)}`,
  callOnly: 'Call only',
  offDay: 'Not their day',
  found: (count: number) => (count === 1 ? '1 player found' : `${players(count)} found`),
  offList: {
    title: 'Not on today’s list',
    none: 'Nobody is found by that, on today’s list or off it.',
    add: (name: string) => `Check in ${name} all the same`,
    noCamp: 'No camp runs today',
  },
  done: {
    checkedIn: (names: readonly string[], time: string) =>
      `${listed(names)} ${names.length === 1 ? 'is' : 'are'} here · ${time}`,
    late: (names: readonly string[], time: string) =>
      `${listed(names)} ${names.length === 1 ? 'comes' : 'come'} at ${time}`,
    absent: (names: readonly string[]) => `${listed(names)} ${names.length === 1 ? 'is' : 'are'} absent today`,
    pickedUp: (names: readonly string[], time: string) =>
      `${listed(names)} ${names.length === 1 ? 'was' : 'were'} picked up · ${time}`,
    undone: (names: readonly string[]) => (names.length === 0 ? 'Taken back' : `Taken back: ${listed(names)}`),
    alreadyHere: (name: string, time: string) => `${name} is here since ${time}`,
    also: (names: readonly string[]) => `${listed(names)} ${names.length === 1 ? 'is' : 'are'} expected too`,
    alsoCheckIn: (names: readonly string[]) => `Check in ${listed(names)} too`,
    failed: (why: string) => `Not done: ${why}`,
  },
  lateDialog: {
    title: (names: readonly string[]) => `${listed(names)}: late`,
    when: 'Expected at',
    whenHelp: 'A time such as 9:20, or minutes from now such as 15.',
    note: 'Why',
    quick: (minutes: number) => `${minutes} min`,
    save: 'Put down as late',
    noTime: 'Write a time such as 9:20, or minutes such as 15.',
    past: 'That time has passed already.',
    with: (names: readonly string[]) => `For ${listed(names)} too`,
  },
  absentDialog: {
    title: (names: readonly string[]) => `${listed(names)}: absent today`,
    note: 'Why',
    noteHelp: 'In a few words, for the others at the table.',
    save: 'Put down as absent',
    with: (names: readonly string[]) => `For ${listed(names)} too`,
  },
  pickUpDialog: {
    title: (names: readonly string[]) => `Who picks up ${listed(names)}?`,
    adults: 'Picked up by',
    may: 'may pick up',
    unknown: 'the roster does not say whether they may',
    mustNot: 'NOT authorised to pick up',
    other: 'Somebody else',
    otherName: 'Their name',
    otherHelp: 'Ask for their papers, and call a guardian first.',
    save: 'Picked up',
    with: (names: readonly string[]) => `${listed(names)} too`,
    nobody: 'Choose who takes them home.',
  },
  save: 'Save',
  cancel: 'Cancel',
  camps: {
    title: 'Camps and their days',
    intro:
      'The board shows who comes on a camp’s days. Who is not here so many minutes after it begins, and of whom nobody knows why, is missing.',
    none: 'No camp is here yet: camps come in with the roster, under People.',
    unreadable: 'The camps could not be read',
    about: (count: number, runsToday: boolean) => `${players(count)}${runsToday ? ' · runs today' : ''}`,
    firstDay: 'First day',
    lastDay: 'Last day',
    beginsAt: 'Begins',
    endsAt: 'Ends',
    grace: 'Missing after (min)',
    noTime: 'Write when the day begins and when it ends.',
    endsFirst: 'The day ends before it begins.',
    noGrace: 'Write the minutes from 0 to 480.',
    lastFirst: 'The last day is before the first.',
  },
  empty: {
    title: 'Nobody is expected today',
    body: 'No camp runs today, or nobody is enrolled in one. Camps and their days are under Settings → Camp; players come in with the roster under People.',
    toPeople: 'Go to People',
    toCamps: 'Set the camp’s days',
  },
  emptyFilter: (state: string) => `Nobody is “${state}” now.`,
  unreadable: { title: 'The board could not be read', meaning: 'Nothing is lost: what was ticked is kept.' },
  reading: 'Reading who comes today',
} as const
