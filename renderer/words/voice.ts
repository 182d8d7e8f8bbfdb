import type { CallView } from '../../electron/ipc/contract/views.ts'

/** Seconds as people say them: "0:42". */
const clock = (seconds: number): string => `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`

const ended: Readonly<Record<NonNullable<CallView['outcome']>, string>> = {
  heard: 'Heard',
  confirmed: 'Confirmed',
  answered: 'Answered',
  'cut-short': 'Hung up early',
  'message-left': 'Message left',
  busy: 'Busy',
  'no-answer': 'No answer',
  failed: 'Call failed',
  missed: 'Missed call',
  voicemail: 'Voicemail',
  taken: 'Call taken',
}

const meanings: Readonly<Partial<Record<NonNullable<CallView['outcome']>, string>>> = {
  answered: 'Whether by a person or a machine is not known.',
  'cut-short': 'They may not have heard it all.',
  'message-left': 'A machine answered. Nobody is known to have heard it.',
}

const notOnTape = 'A machine answered; the words may not be on its tape.'

export const voiceWords = {
  /** What is known of a call that goes on, or went. */
  state: ({ progress, outcome, answeredBy }: Pick<CallView, 'progress' | 'outcome' | 'answeredBy'>): string | null => {
    if (progress === 'ended') return outcome === null ? null : ended[outcome]
    switch (progress) {
      case 'calling':
        return 'Calling…'
      case 'ringing':
        return 'Ringing…'
      case 'answered':
        return answeredBy === 'machine'
          ? 'Answered by a machine'
          : answeredBy === 'person'
            ? 'Answered by a person'
            : 'Answered'
      case 'queued':
        return 'Queued'
      case 'waiting':
        return null
    }
  },
  meaning: ({ outcome, progress, answeredBy }: CallView): string | null => {
    if (progress !== 'ended' || outcome === null) return null
    return outcome === 'answered' && answeredBy === 'machine' ? notOnTape : (meanings[outcome] ?? null)
  },
  /** It was handed over, and the phone company has said nothing of it yet. */
  onItsWay: 'Calling…',
  notPutThrough: ended.failed,
  again: (time: string, outcome: CallView['outcome']) =>
    `${outcome === null ? 'Not reached' : ended[outcome]}. Calls again at ${time}`,
  length: (seconds: number) => clock(seconds),
  spoken: 'Spoken message',
  /** What is known of a call to the camp: how far it is, and how it ended. */
  stateIn: ({ progress, outcome }: Pick<CallView, 'progress' | 'outcome'>): string => {
    if (outcome !== null) return ended[outcome]
    return progress === 'calling'
      ? 'Passed on to the director…'
      : progress === 'answered'
        ? 'Talking with the director…'
        : 'Calling the camp…'
  },
  removed: (days: number) => `The recording was removed after ${days === 1 ? '1 day' : `${days} days`}.`,
  textBack: 'Text back',
  textBackBody: 'Sorry we missed your call. How can we help?',
  stopCalling: 'Stop calling',

  /** Of a spoken broadcast, how many calls came to which end. */
  broadcast: {
    of: (called: number, all: number) => `${called} of ${all} called`,
    counts: {
      reached: 'Reached',
      pickedUp: 'Picked up',
      machine: 'Left on a machine',
      calling: 'Calling',
      queued: 'Queued',
      nobody: 'Nobody reached',
      failed: 'Failed',
      expired: 'Expired',
      canceled: 'Canceled',
    },
  },

  thenCall: {
    heading: 'Then call',
    help: 'A voice says the same words on their phone.',
    never: 'Only text',
    name: (choice: string) => `Then call: ${choice}`,
    choice: ({ unless, minutes }: { readonly unless: 'answered' | 'delivered'; readonly minutes: number }) =>
      unless === 'delivered' ? `Not delivered in ${minutes} min` : `No answer in ${minutes} min`,
    planned: ({ unless, minutes }: { readonly unless: 'answered' | 'delivered'; readonly minutes: number }) =>
      unless === 'delivered'
        ? `Calls if it is not delivered in ${minutes} min`
        : `Calls if nobody answers in ${minutes} min`,
    dont: 'Don’t call',
    short: ({ minutes }: { readonly minutes: number }) => `${minutes} min`,
  },

  composer: {
    hear: 'Hear it',
    stop: 'Stop',
    noSpeech: 'This laptop has no voice to read it with',
    notHeard: 'This laptop has no voice for that. The parent hears Twilio’s.',
    editing: 'Editing a call that did not get through',
    noVoice: (language: string) => `This laptop has no voice for ${language}: another one reads it`,
    spokenIn: (language: string) => `Spoken in: ${language}`,
    spokenInHeading: 'Spoken in',
    spokenInHelp: 'The words are read as they stand. Nothing is translated.',
    theirs: 'The family’s',
    left: (left: number) => (left < 0 ? `${-left} characters too long for a call` : `${left} characters left`),
    about: (seconds: number) => `About ${seconds} s, said twice`,
    placeholder: (name: string) => `Say to ${name}`,
  },

  settings: {
    calls: 'Calls to the camp',
    callsIntro: 'What callers hear, and who picks up. Calls reach this laptop through its public address.',
    noWayIn: 'No call can come in now',
    noWayInMeaning:
      'This laptop has no public address, so nobody answers calls to the camp’s number. Under Webhooks it gets one.',
    greeting: 'Greeting',
    greetingHelp: 'Empty: “You have reached” and the camp’s name.',
    closedGreeting: 'Greeting outside the hours',
    closedGreetingHelp: 'Empty: says that nobody can take the call. Then the caller can leave a message.',
    forward: 'Pass calls on to',
    forwardHelp:
      'A phone that rings first, with its country code: +1 312 555 0190. Whoever picks up presses a key, so that no machine takes it.',
    forwardWrong: 'Give the whole number with its country code, such as +13125550190.',
    from: 'From',
    until: 'Until',
    hours: 'Calls are passed on',
    hoursHelp: 'Outside these hours callers leave a message. The same time twice: always.',
    out: 'Spoken messages',
    outIntro:
      'A clear voice reads what you write, in the family’s language, and asks for a key where this laptop can be reached.',
    tries: 'While nobody answers',
    triesHelp: 'Five minutes apart, until somebody answers or texts.',
    try: (count: number) => (count === 1 ? 'Call once' : `Call up to ${count} times`),
    voice: 'Voice',
    voiceHelp:
      'Also of the greeting. Where a language has one clear voice alone, that one reads: French, Chinese, Arabic.',
    voices: [
      { value: 'woman', label: 'Woman’s' },
      { value: 'man', label: 'Man’s' },
    ],
    days: 'Keep voicemails for',
    daysHelp: 'Then their sound is removed from this laptop, and the call stays in its conversation.',
    daysOf: (days: number) => (days === 0 ? 'Until deleted' : `${days} days`),
    keep: 'Keep voicemails at Twilio',
    keepHelp: 'Off: Twilio’s copy is deleted once the voicemail is on this laptop.',
    callMe: 'Call me now',
    callMeHelp: 'Rings your own phone with a sample of what parents hear.',
    callMeNumber: 'Your phone',
    callMeSample: 'This is how a message from the camp sounds. Press 2 to confirm it.',
    callMeDone: 'Your phone rings in a moment. How it goes is in the inbox.',
  },
} as const
