import type { BroadcastAnswer, BroadcastState, BroadcastWhy } from '../../electron/ipc/contract/broadcast-views.ts'
import type { MessageState } from '../../electron/ipc/contract/views.ts'

const numbers = new Intl.NumberFormat()
const many = (count: number, one: string, more: string): string =>
  `${numbers.format(count)} ${count === 1 ? one : more}`
const families = (count: number): string => many(count, 'family', 'families')
const texts = (count: number): string => many(count, 'text', 'texts')
const calls = (count: number): string => many(count, 'call', 'calls')

/** "about 2 min", "about 1 h 20 min"; under a minute "less than a minute". */
function span(milliseconds: number): string {
  const minutes = Math.ceil(milliseconds / 60_000)
  if (minutes <= 1) return 'less than a minute'
  if (minutes < 60) return `about ${minutes} min`
  const rest = minutes % 60
  return `about ${Math.floor(minutes / 60)} h${rest === 0 ? '' : ` ${rest} min`}`
}

const use = (minutes: number): string => {
  if (minutes < 60) return `${minutes} minutes`
  if (minutes % 1_440 === 0) return many(minutes / 1_440, 'day', 'days')
  return minutes % 60 === 0 ? many(minutes / 60, 'hour', 'hours') : `${minutes} minutes`
}

const states: Readonly<Record<BroadcastState, string>> = {
  scheduled: 'Planned',
  preparing: 'Getting ready…',
  running: 'Going out',
  paused: 'Paused',
  canceled: 'Rest canceled',
  done: 'Done',
}

const why: Readonly<Record<BroadcastWhy, string>> = {
  person: '',
  waited: 'It waited too long to go on by itself.',
  restored: 'A copy was put back: what has gone out since is looked up first.',
  'cut-off': 'The app closed before the first text. Nobody got it.',
}

const textStates: Readonly<Record<Exclude<MessageState, 'received'>, string>> = {
  scheduled: 'Scheduled',
  queued: 'Queued',
  sending: 'Sending…',
  uncertain: 'Checking…',
  sent: 'Sent',
  delivered: 'Delivered',
  failed: 'Failed to send',
  expired: 'Expired',
  canceled: 'Canceled',
}

const answers: Readonly<Record<BroadcastAnswer, string>> = {
  yes: 'Yes',
  no: 'No',
  question: 'Question or other',
}

/** Words of broadcasts: one text to many families. */
export const broadcastWords = {
  title: 'Broadcasts',
  tabs: { broadcasts: 'Broadcasts', templates: 'Templates' },
  newBroadcast: 'New broadcast',
  back: 'Back to the list',
  many: { families, texts, calls, segments: (count: number) => many(count, 'segment', 'segments') },
  span,
  list: {
    name: 'Broadcasts',
    none: {
      title: 'No broadcasts yet',
      body: 'One text to everyone here, to a group or to a whole camp. Each number gets it once, siblings together.',
    },
    more: 'Show earlier ones',
  },
  unreadable: {
    title: 'The broadcasts could not be read',
    meaning: 'What is going out goes on. Try again.',
  },
  states,
  why,
  progress: {
    name: 'Broadcast progress',
    of: (gone: number, all: number) => `${numbers.format(gone)} of ${numbers.format(all)} went out`,
    left: (time: string) => `${time} left`,
    counts: {
      queued: 'Queued',
      sending: 'Sending',
      uncertain: 'Checking',
      sent: 'Sent',
      delivered: 'Delivered',
      failed: 'Failed',
      expired: 'Expired',
      canceled: 'Canceled',
      leftOut: 'Left out',
    },
    offline: 'Waiting for internet',
  },
  acts: {
    pause: 'Pause',
    resume: 'Resume',
    cancel: 'Cancel the rest',
    cancelAsk: (left: number) => `Cancel the ${numbers.format(left)} that have not left?`,
    cancelMeaning: 'What has left cannot be called back.',
    keep: 'Keep them',
    sendNow: 'Send now',
    edit: 'Edit',
    report: 'Report',
    reportOf: (name: string) => `Report on ${name}`,
    again: 'Send again…',
    silent: 'Text those who did not answer…',
    callSilent: 'Call those who did not answer…',
    csv: 'Save as CSV',
    saved: (path: string) => `Saved: ${path}`,
  },
  by: (name: string) => `by ${name}`,
  plannedFor: (time: string) => `for ${time}`,
  /** Where nothing was asked. */
  answeredLine: (answered: number, silent: number) =>
    `${numbers.format(answered)} answered · ${numbers.format(silent)} silent`,
  /** Of the calls that followed the texts. */
  calledLine: (reached: number, pickedUp: number, machine: number, nobody: number) =>
    `Then called: ${numbers.format(reached)} reached · ${numbers.format(pickedUp)} picked up · ${numbers.format(machine)} left on a machine · ${numbers.format(nobody)} nobody reached`,
  called: (how: string) => `Then called: ${how}`,
  answersLine: (yes: number, no: number, question: number, silent: number) =>
    `${numbers.format(yes)} yes · ${numbers.format(no)} no · ${numbers.format(question)} question or other · ${numbers.format(silent)} silent`,
  waiting: {
    banner: (name: string, gone: number, all: number) =>
      `${name}: ${numbers.format(gone)} of ${numbers.format(all)} went out`,
    ask: 'It waited over 15 minutes. Does the rest still matter?',
    askRestored: 'A copy was put back while it ran. Does the rest still matter?',
    goOn: 'Resume',
    look: 'Look at it',
  },
  compose: {
    title: 'New broadcast',
    weatherTitle: 'Weather',
    editTitle: 'Planned broadcast',
    audience: 'Audience',
    given: (name: string) => `Who did not answer “${name}”`,
    before: 'The same as before',
    hand: 'Chosen by hand',
    optionWith: (label: string, players: number) => `${label} · ${many(players, 'player', 'players')}`,
    day: 'Day',
    today: 'Today',
    tomorrow: 'Tomorrow',
    camp: 'Camp',
    anyCamp: 'Any camp',
    group: 'Group',
    anyGroup: 'Any group',
    tag: 'Tag',
    anyTag: 'Any tag',
    guardians: 'Who in the family',
    all: 'All guardians',
    first: 'One per family',
    firstHint: 'The first guardian who can be texted',
    lately: 'Leave out who got a broadcast in the last 5 minutes',
    message: 'Message',
    messageHelp:
      'Words in {{ }} are filled in for each family: {{guardian.first}}, {{player.first}}, {{camp}}, {{group}}, {{field}}, {{time}}.',
    language: 'Language',
    leftBehind: (languages: string) => `Families who read ${languages} still get the text from before.`,
    oneForAll: (language: string) => `${language} for everyone`,
    time: 'Time',
    timeHelp: 'What {{time}} says, such as 10:30 or “in half an hour”.',
    field: 'Field',
    fieldHelp: 'What {{field}} says to everyone. Empty: each player’s own.',
    by: 'Send as',
    byText: 'Text',
    byCall: 'Call',
    byCallHint: 'Each phone rings, and a voice says it twice',
    callAfter: 'Then call',
    callAfterHelp: 'A voice says the same words to whoever has not answered by then.',
    callNobody: 'Nobody',
    callIn: (minutes: number) => `Whoever has not answered in ${minutes} min`,
    confirm: 'Ask for a yes or no',
    confirmHelp: 'Answers are counted. Ask for “Reply Y or N” rather than YES: a bare YES opts a number in.',
    use: 'Of use for',
    useFor: use,
    when: 'When',
    now: 'Now',
    later: 'At a time',
    date: 'Date',
    clock: 'Time of day',
    name: 'Name in the list',
    yourPhone: 'Your phone',
    test: 'Send me one',
    testSent: 'On its way to your phone.',
    find: 'Find a player',
    remove: (name: string) => `Take out ${name}`,
    chosen: 'Chosen players',
    noneChosen: 'Nobody is chosen yet.',
  },
  preview: {
    name: 'Preview',
    title: 'Who gets what',
    none: 'Nobody gets this text yet.',
    unwritten: 'Every text will be here as it will read, once something is written.',
    noneCalled: 'Nobody is called yet.',
    unwrittenCalls: 'Every call will be here with the words that are spoken, once something is written.',
    to: 'to',
    cost: 'By the price of a segment in Settings, Twilio.',
    tooLong: 'It takes longer than it is of use. The last ones would not get it.',
    leftOut: (count: number) => `Left out: ${numbers.format(count)}`,
    leftOutName: 'Left out',
    nobody: 'Nobody on file',
    about: (players: string) => `about ${players}`,
    more: (count: number) => `${texts(count)} more`,
    moreCalls: (count: number) => `${calls(count)} more`,
  },
  send: {
    button: (count: number) => `Send to ${families(count)}`,
    plan: (count: number) => `Send to ${families(count)} at that time`,
    sure: (count: number) => `Send to ${families(count)}?`,
    meaning: (count: number, time: string) =>
      `${texts(count)}, ${time}. You can pause or cancel the rest while it runs.`,
    meaningCalls: (count: number, time: string) =>
      `${calls(count)}, ${time}. You can pause or cancel the rest while it runs.`,
    sample: 'The first one reads:',
    sampleCall: 'The first one hears:',
    back: 'Back',
    repeatTitle: 'This went out a short while ago',
    repeat: (name: string, time: string) => `“${name}” with the same words began at ${time}. Send it again?`,
    repeatGo: 'Send it again',
    nobody: 'Nobody gets this text yet. Choose another audience.',
    nobodyCalled: 'Nobody is called yet. Choose another audience.',
    failed: 'Nothing was sent.',
  },
  report: {
    name: 'Report',
    people: 'Everyone who gets it',
    columns: { name: 'Name', state: 'State', answer: 'Answer', text: 'Text' },
    open: (name: string) => `Open the conversation with ${name}`,
    more: 'Show more',
  },
  textStates,
  waitingHere: 'Not yet queued',
  answers,
} as const
