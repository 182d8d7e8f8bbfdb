import type { AutomationKind } from '../../electron/ipc/contract/automation-views.ts'

/** Every word of what sends texts by itself. */
export const automationWords = {
  intro:
    'Each is off until you turn it on, texts each family once, and rests in the quiet hours of Settings → Camp. Replies to keywords and after hours answer what was written a moment ago, so they go at once.',
  list: 'Automations',
  unreadable: {
    title: 'The automations could not be read',
    meaning: 'Those that are on go on. Try again to see them.',
  },
  what: {
    'check-in': 'A minute after a player is checked in, their parents get a text.',
    'pick-up': 'A minute after a player is picked up, their parents get a text.',
    'follow-up': 'Some hours after camp, the parents of those who came get a text.',
    reminder: 'On the day before, the parents of tomorrow’s players get a text.',
    keyword: 'Whoever texts one of these words, and nothing else, gets an answer: once an hour, three times a day.',
    'after-hours': 'The first text of a night gets an answer, and still waits for yours.',
  } satisfies Record<AutomationKind, string>,
  on: 'On',
  text: 'Text',
  noText: 'None yet',
  sent: (count: number) => (count === 1 ? '1 text so far' : `${count} texts so far`),
  last: (when: string) => `the last one ${when}`,
  none: 'No text so far',
  hours: 'Hours after camp ends',
  which: 'After',
  whichFollowUp: { 'each-day': 'Each day', 'last-day': 'The last day of camp' },
  at: 'At',
  before: 'Before',
  whichReminder: { 'each-day': 'Each day', 'first-day': 'The first day of camp' },
  words: 'Words',
  wordsHelp: 'With commas between them. Case and marks do not matter.',
  from: 'From',
  until: 'Until',
  name: 'Name',
  save: 'Save',
  saved: 'Saved',
  failed: 'That did not work:',
  addKeyword: 'New keyword reply',
  remove: 'Remove',
  removeName: (name: string) => `Remove ${name}`,
  tryIt: 'Dry run',
  tryName: (name: string) => `Dry run of ${name}`,
  log: 'Log',
  logName: (name: string) => `Log of ${name}`,
  more: 'More',
  dry: {
    label: (name: string) => `What ${name} would do`,
    would: (families: number, count: number, when: string | null) => {
      const whom = families === 1 ? '1 family' : `${families} families`
      const texts = count === 1 ? '1 text' : `${count} texts`
      return `Would text ${whom} ${when === null ? 'now' : when}: ${texts}. Nothing has been sent.`
    },
    left: (count: number) => (count === 1 ? '1 is left out:' : `${count} are left out:`),
    about: (players: string) => `about ${players}`,
    more: (count: number) => `and ${count} more`,
    reading: 'Trying it out',
  },
  runs: {
    label: (name: string) => `Log of ${name}`,
    sent: 'Sent',
    left: 'Left out',
    none: 'Nothing yet. What it sends, and whom it leaves out and why, will be here.',
    open: 'Open the texts',
  },
} as const
