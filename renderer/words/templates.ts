import type {
  Culprit,
  Diagnosis,
  Finding,
  MergeField,
  SettableField,
} from '../../electron/ipc/contract/templates-views.ts'

const numbers = new Intl.NumberFormat()
const dollars = new Intl.NumberFormat(undefined, { style: 'currency', currency: 'USD' })
const cents = new Intl.NumberFormat(undefined, { style: 'currency', currency: 'USD', maximumFractionDigits: 4 })
const languageNames = new Intl.DisplayNames(['en'], { type: 'language', fallback: 'code' })

const many = (count: number, one: string, more: string): string =>
  `${numbers.format(count)} ${count === 1 ? one : more}`
const segments = (count: number): string => many(count, 'segment', 'segments')

/** "English" of 'en'. */
export function languageName(language: string): string {
  try {
    return languageNames.of(language) ?? language
  } catch {
    return language
  }
}

/** "about $0.34"; under a cent it is said by its tenths. */
export function aboutDollars(amount: number): string {
  return `about ${amount > 0 && amount < 0.01 ? cents.format(amount) : dollars.format(amount)}`
}

const fields: Readonly<Record<MergeField, { readonly label: string; readonly hint: string }>> = {
  'guardian.first': { label: 'Guardian', hint: 'First name of whoever reads, such as Ana' },
  'player.first': { label: 'Players', hint: 'First names, such as Maya and Leo' },
  camp: { label: 'Camp', hint: 'What they are enrolled in, such as Summer Week 1' },
  group: { label: 'Group', hint: 'Their group, such as U10' },
  field: { label: 'Field', hint: 'Their field, or the one given as it is sent' },
  time: { label: 'Time', hint: 'The time given as it is sent' },
  us: { label: 'Our name', hint: 'What the camp is called in Settings' },
}

type Does = Extract<Finding, { kind: 'keyword' }>['does']

const keywordWords: Readonly<Record<Does, (word: string) => string>> = {
  'opts-out': (word) =>
    `Whoever answers only “${word}” gets no more texts from you. Ask for another word, such as OK or 1.`,
  'opts-in': (word) =>
    `“${word}” is the carriers’ word for wanting texts again, and may be answered by them. Ask for OK or 1.`,
  'gets-help': (word) => `Whoever answers only “${word}” gets the carrier’s own help text. Ask for another word.`,
}

export const templatesWords = {
  title: 'Templates',
  select: 'Template',
  none: 'Your own words',
  list: 'Templates',
  search: 'Find a template',
  newTemplate: 'New template',
  newName: 'New template',
  ownHeading: 'Your own',
  putAwayHeading: 'Put away',
  showPutAway: (count: number) => `Show ${many(count, 'template', 'templates')} put away`,
  hidePutAway: 'Hide those put away',
  unsaved: 'Not saved',
  unsavedMark: 'not saved',
  cameWithApp: 'Came with the app',
  chooseOne: { title: 'No template is chosen', body: 'Choose one from the list, or write a new one.' },
  unreadable: { title: 'The templates could not be read', meaning: 'Texts can be written by hand meanwhile.' },
  nothingFound: (text: string) => `No template has “${text}”`,

  editor: {
    label: 'Template',
    name: 'Name',
    use: 'Of use for',
    useHelp: 'Counted from when it is sent. After that it does not go out any more.',
    usual: 'The usual 4 hours',
    minutes: (minutes: number) =>
      minutes < 60 || minutes % 60 !== 0 ? `${minutes} minutes` : many(minutes / 60, 'hour', 'hours'),
    language: 'Language',
    addLanguage: 'Add a language',
    removeLanguage: (language: string) => `Remove ${language}`,
    text: 'Text',
    insert: 'Insert what differs',
    save: 'Save',
    saved: 'Saved',
    discard: 'Discard changes',
    duplicate: 'Duplicate',
    copyName: (name: string) => `${name} (copy)`,
    putAway: 'Put away',
    bringBack: 'Bring back',
    putBack: 'Put back the original words',
    putAwayNote: 'Put away: it is not offered any more.',
    unsaved: 'Not saved yet',
    notSaved: 'It was not saved:',
  },

  fields,

  check: {
    label: 'Check',
    reading: 'Trying it on the families',
    empty: 'Write the text, and it is tried on the families here.',
    unreadable: 'The text could not be checked',
    faults: 'To be put right',
    fix: 'Fix',
    fixWith: (fix: string) => `Write ${fix} instead`,
    show: 'Show',
    summary: 'Length and cost',
    triedOn: {
      today: (texts: number) => `${many(texts, 'number', 'numbers')} of today’s families`,
      everyone: (texts: number) => `${many(texts, 'number', 'numbers')} of the roster`,
      samples: () => 'made-up families, for there is no roster yet',
    },
    nobody: (language: string) => `Nobody here reads ${language}. Tried on everybody instead.`,
    each: (diagnosis: Pick<Diagnosis, 'segments' | 'characters'>) =>
      `At most ${segments(diagnosis.segments)} each: the longest has ${many(diagnosis.characters, 'character', 'characters')}`,
    left: (left: number) => `Room for ${left} more`,
    over: (over: number, count: number) =>
      `${many(over, 'character', 'characters')} over: shorten it to be ${segments(count - 1)}`,
    total: (count: number, cost: number) => `All together ${segments(count)}, ${aboutDollars(cost)}`,
    price: (price: number) => `At ${cents.format(price)} a segment. Settings → Twilio has the price.`,
    encoding: {
      'GSM-7': 'Plain characters: 160 fit into one segment',
      'UCS-2': 'Not all characters are plain: 70 fit into one segment',
    },
    culprits: 'What makes it costlier',
    culpritsOfNames: (characters: string) =>
      `A name brings ${characters}, which is not plain. Names are sent as they are.`,
    culprit: ({ character, count, kind }: Culprit) => {
      const times = count === 1 ? '' : ` (${count} times)`
      switch (kind) {
        case 'emoji':
          return `The emoji ${character}${times}`
        case 'unseen':
          return `A character nobody sees${times}`
        case 'accent':
          return `The letter ${character}${times}`
        case 'look-alike':
          return `The sign ${character}${times}`
        case 'other':
          return `${character}${times}, which has no plain one in its place`
      }
    },
    replace: ({ kind, replacement }: Culprit) =>
      replacement === '' || kind === 'unseen' ? 'Take it out' : `Write ${replacement} instead`,
    replaceAll: (without: number) => `Fix all: ${segments(without)} each`,
    refused: (count: number) => `${many(count, 'number misses', 'numbers miss')} something, and would be left out`,
    findings: 'To think about',
    finding: (finding: Finding): string => {
      switch (finding.kind) {
        case 'keyword':
          return keywordWords[finding.does](finding.word)
        case 'short-link':
          return `Carriers often stop texts with ${finding.link.split('/')[0] ?? finding.link} links. Write the whole address.`
        case 'click-here':
          return `“${finding.words}” reads like a trick. Say where the link leads.`
        case 'all-caps':
          return 'Words in capitals read like shouting, and carriers take them for junk.'
        case 'no-camp-name':
          return 'Nothing says who is texting. {{us}} is the camp’s name.'
      }
    },
    missingLanguage: (language: string, texts: number) =>
      `${many(texts, 'number reads', 'numbers read')} ${language}, and no version is in it.`,
    writeLanguage: (language: string) => `Write it in ${language}`,
    previews: 'Preview',
    previewsHelp: 'As these families would get it',
    nobodyNamed: 'Nobody by name',
    set: 'Try it with',
    nothingWrong: 'Nothing stands in its way',
  },

  set: {
    camp: 'Camp',
    group: 'Group',
    field: 'Field',
    time: 'Time',
  } satisfies Readonly<Record<SettableField, string>>,

  picker: {
    label: 'Templates',
    help: 'Type to find one',
    inserts: 'Inserts',
    missing: 'This cannot be said to them:',
    give: 'Write what is missing, then press Enter',
    nothing: 'No template fits these letters.',
    empty: 'There is no template. Broadcasts → Templates has room for them.',
    count: (count: number) => many(count, 'template', 'templates'),
    insert: 'Insert',
    close: 'Close the templates',
  },
} as const
