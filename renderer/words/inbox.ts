import type { DoubtReason, MediaKind, MessageOrigin, MessageState } from '../../electron/ipc/contract/views.ts'
import { heldWords } from './held.ts'

const mediaKinds: Readonly<Record<MediaKind, string>> = {
  image: 'Picture',
  audio: 'Audio',
  video: 'Video',
  file: 'File',
}

/** Every word of the inbox: list, thread, composer, new message, search, family. */
export const inboxWords = {
  pane: { list: 'The conversation list', thread: 'The conversation', family: 'The family panel', search: 'Search' },

  list: {
    label: 'Conversations',
    newMessage: 'New message',
    search: 'Search',
    searchHint: 'Search names, numbers and texts',
    leaveSearch: 'Leave search',
    show: 'Show',
    shows: { all: 'All', unread: 'Unread', 'needs-reply': 'Needs reply', failed: 'Failed' },
    showCount: (count: number) => (count === 1 ? '1 conversation' : `${count} conversations`),
    loading: 'Reading conversations',
    noTexts: 'No texts yet',
    draft: 'Draft:',
    you: 'You:',
    failed: (count: number) => (count === 1 ? '1 failed' : `${count} failed`),
    waiting: (count: number) => (count === 1 ? '1 waiting' : `${count} waiting`),
    /** Accessible name of a row. */
    rowName: (name: string, unread: number, last: string) =>
      unread > 0 ? `${name}, ${unread} unread, ${last}` : `${name}, ${last}`,
    unknownNumber: 'Number withheld',
    empty: {
      all: { title: 'No conversations yet', body: 'Texts with parents will be here, the newest first.' },
      unread: { title: 'Everything is read', body: 'New texts from parents will be here until you have seen them.' },
      'needs-reply': { title: 'Nobody is waiting', body: 'Parents whose last text has no answer yet will be here.' },
      failed: { title: 'Nothing failed', body: 'Conversations with a text that did not get through will be here.' },
    },
    unreadable: {
      title: 'The conversations could not be read',
      meaning: 'Texts keep going out and coming in. Try again to see them.',
    },
  },

  search: {
    results: 'Search results',
    conversations: 'People and numbers',
    messages: 'Texts',
    none: (text: string) => `Nothing found for “${text}”`,
    noneBody: 'Names, numbers and the words of texts are searched.',
    unreadable: {
      title: 'Search did not work',
      meaning: 'Nothing is lost. Try again, or find the conversation in the list.',
    },
    hitName: (name: string, when: string, text: string) => `${name}, ${when}, ${text}`,
    you: 'You',
  },

  thread: {
    log: 'Messages',
    none: { title: 'No conversation chosen', body: 'Choose one on the left, or write to someone new.' },
    empty: { title: 'No texts yet', body: 'What you write below is the first text of this conversation.' },
    unreadable: {
      title: 'These texts could not be read',
      meaning: 'They are safe on this laptop. Try again to see them.',
    },
    beginning: 'The conversation begins here',
    loadingOlder: 'Reading earlier texts',
    newDivider: 'New',
    newMessages: (count: number) => (count === 1 ? '1 new message' : `${count} new messages`),
    jumpToLatest: 'Jump to latest',
    markUnread: 'Mark unread',
    showFamily: 'Show the family',
    hideFamily: 'Hide the family',
    replyAsParent: 'Reply as parent',
    parentsText: 'The parent’s text',
    sendAsParent: 'Send as parent',
    callAsParent: 'Leave a voicemail',
    withPicture: 'With a picture',
    closeReply: 'Close',
    close: 'Close the conversation',
    replyHelp: 'Practice: this text comes in as if the parent had sent it.',
    announceIn: (name: string, text: string) => `${name}: ${text}`,
    announceState: (state: string, text: string) => `${state}: ${text}`,
    announcer: 'New in this conversation',
    missing: 'This conversation is not here any more.',
  },

  message: {
    you: 'You',
    /** Accessible name of a message. */
    name: (who: string, when: string, state: string) => `${who}, ${when}, ${state}`,
    states: {
      received: 'Received',
      scheduled: 'Scheduled',
      queued: 'Queued',
      'waiting-for-internet': 'Waiting for internet',
      held: heldWords.state,
      sending: 'Sending…',
      uncertain: 'Checking…',
      sent: 'Sent',
      delivered: 'Delivered',
      failed: 'Failed to send',
      expired: 'Expired',
      canceled: 'Canceled',
    },
    dueAt: (when: string) => `goes out ${when}`,
    origins: {
      person: null,
      broadcast: 'Broadcast',
      automation: 'Automatic',
      elsewhere: 'Sent from elsewhere',
    } satisfies Record<MessageOrigin, string | null>,
    failedUnknown: { reason: 'The text did not go out.', remedy: 'Try again.' },
    expiredReason: 'It was not sent in time, so it was not sent at all.',
    doubt: {
      'no-answer': 'The connection broke after this text was handed over, before Twilio said that it has it.',
      'unclear-answer': 'Twilio’s answer did not say whether it has this text.',
      interrupted: 'The app was interrupted while this text was leaving.',
    } satisfies Record<DoubtReason, string>,
    notFound: 'Twilio does not list it so far.',
    nextLook: {
      soon: 'Twilio is asked again within a minute.',
      at: (when: string) => `Twilio is asked again at ${when}.`,
      online: 'Twilio is asked as soon as the internet is back.',
    },
    /** What sending again risks while nobody knows. */
    twiceRisk: 'Send it again only if you know that it did not arrive: else the parent may get it twice.',
    goesOutBy: (when: string) => `goes out by ${when} or not at all`,
    retryHint: 'A new try has 4 hours from now',
    sendAgain: 'Send again: it did not arrive',
    leaveIt: 'Leave it',
    waitsBehind: 'Waits behind an earlier text that has not gone out yet, so that they arrive in order.',
    sendNow: 'Send now anyway',
    cancel: 'Cancel',
    cancelHint: 'Do not send this text',
    cancelTooLate: 'Too late to cancel',
    sendScheduledNow: 'Send now',
    editScheduled: 'Edit',
    tryAgain: 'Try again',
    editAndResend: 'Edit and resend',
    replaced: 'Sent again in a newer text',
    arrivedTwice: 'May have arrived twice',
    arrivedWhileAway: 'Came in while this laptop could not be reached',
    details: 'Details',
    code: 'Carrier’s code',
    carrierSaid: 'Carrier’s words',
    noCode: 'none',
    attempts: 'Attempts',
    attemptsLoading: 'Reading the attempts',
    attemptsNone: 'None yet',
    attemptsFailed: 'The attempts could not be read.',
    outcomes: {
      open: 'under way',
      accepted: 'taken by the carrier',
      refused: 'refused by the carrier',
      'not-taken': 'did not leave this laptop',
      uncertain: 'not known whether it was taken',
      absent: 'the carrier does not have it',
    },
    actFailed: 'That did not work:',
    voiceCall: 'Call',
  },

  media: {
    /** Accessible name, and what is read in its place: "Picture from Ana Lopez, 9:12". */
    name: (kind: MediaKind, who: string, when: string) => `${mediaKinds[kind]} from ${who}, ${when}`,
    voicemail: (who: string, when: string) => `Voicemail from ${who}, ${when}`,
    sent: (kinds: readonly MediaKind[]) => {
      const [first] = kinds
      if (first === undefined) return ''
      return kinds.length === 1 ? mediaKinds[first] : `${kinds.length} files`
    },
    waiting: (kind: MediaKind) => `${mediaKinds[kind]} is being fetched`,
    late: (kind: MediaKind) => `${mediaKinds[kind]} is not here yet. It is asked for again by itself.`,
    failed: (kind: MediaKind) => `${mediaKinds[kind]} could not be fetched.`,
    gone: (kind: MediaKind) => `${mediaKinds[kind]} could not be fetched: Twilio does not have it.`,
    tooLarge: (kind: MediaKind) => `${mediaKinds[kind]} is too large for this laptop. Twilio’s console shows it.`,
    notShown: 'Came with a file of a kind that is not opened here. Ask for a photo instead.',
    broken: (kind: MediaKind) => `${mediaKinds[kind]} cannot be shown on this laptop.`,
    tryAgain: 'Try again',
    tryAgainFailed: 'That did not work:',
    saved: (name: string) => `Saved as ${name}`,
    notSaved: 'It could not be saved there. Choose another folder.',
  },

  composer: {
    label: 'Message',
    placeholder: (name: string) => `Text ${name}`,
    sendAs: 'Send as',
    sms: 'SMS',
    voice: 'Voice',
    voiceHint: 'Their phone rings, and a voice says it twice',
    voiceNot: 'This sender cannot be called',
    send: 'Send',
    sendWhenOnline: 'Send when back online',
    schedule: 'Schedule',
    editing: 'Editing a text that did not go out',
    cancelEdit: 'Cancel the edit',
    closed: 'Texting is closed here.',
    tooLong: (over: number, most: number) =>
      over === 1 ? `1 character too long: a text holds ${most}` : `${over} characters too long: a text holds ${most}`,
    left: (left: number) => (left === 1 ? '1 character left' : `${left} characters left`),
    leftInText: (left: number) =>
      left === 1 ? '1 character left in one segment' : `${left} characters left in one segment`,
    segments: (characters: number, segments: number) =>
      `${characters} characters · ${segments === 1 ? '1 segment' : `${segments} segments`}`,
    costly: (character: string | null, segments: number, without: number) =>
      `${character === null ? 'An invisible character' : `“${character}”`} makes it ${segments} segments instead of ${without}`,
    encodingHint: (encoding: 'GSM-7' | 'UCS-2') =>
      encoding === 'GSM-7'
        ? 'GSM-7: 160 characters in one segment, 153 in each of several'
        : 'UCS-2, because of a character outside GSM-7: 70 characters in one segment, 67 in each of several',
    refused: 'The text was not taken:',
    refusedMeaning: 'Your words are back in the box.',
  },

  use: {
    label: 'Of use until',
    /** Accessible name of the control: "Of use until: 4 hours, as usual". */
    name: (until: string) => `Of use until: ${until}`,
    heading: 'Of use until',
    help: 'Past it the text does not go out',
    usual: '4 hours',
    usualHelp: 'As usual',
    minutes: (minutes: number) =>
      minutes < 60 ? `${minutes} minutes` : minutes === 60 ? '1 hour' : `${minutes / 60} hours`,
    endOfDay: 'End of day',
    time: 'A time…',
    overShort: (when: string) => `${when} is over`,
    timeLabel: 'Of use until, time',
    set: 'Set',
    cancel: 'Cancel',
    over: 'The time until which this text is of use is over. Choose another one.',
  },

  repeat: {
    /** By when the same words left, and what became of them. */
    sent: (ago: string) => `You sent this ${ago}.`,
    fate: {
      delivered: 'It arrived.',
      sent: 'It is on its way.',
      sending: 'It is on its way.',
      uncertain: 'Nobody knows yet whether it arrived.',
      failed: 'Nobody knows whether it arrived.',
    } satisfies Partial<Record<MessageState, string>>,
    waits: (ago: string) => `You wrote this ${ago}, and it still waits here. It goes out by itself.`,
    now: 'a moment ago',
    minutes: (minutes: number) => (minutes === 1 ? '1 minute ago' : `${minutes} minutes ago`),
    at: (when: string) => `at ${when}`,
    again: 'Send again',
    not: 'Don’t send',
  },

  /** Beside the composer, while the internet is away or much is leaving. */
  leaving: {
    lastContact: (when: string) => `No contact since ${when}`,
    noContact: 'No contact yet',
    waiting: (count: number, span: string | null) =>
      span === null
        ? `${count === 1 ? '1 text goes' : `${count} texts go`} out once back`
        : `once back, ${count === 1 ? '1 text takes' : `${count} texts take`} ${span}`,
    going: (count: number, span: string) => `${count === 1 ? '1 text is' : `${count} texts are`} leaving, ${span}`,
  },

  newMessage: {
    title: 'New message',
    to: 'To',
    toHelp: 'A name, a player or a number',
    suggestions: 'Suggestions',
    suggestionCount: (count: number) =>
      count === 0 ? 'No suggestions' : count === 1 ? '1 suggestion' : `${count} suggestions`,
    number: 'This number can get a text',
    typedNumber: (number: string) => `Text ${number}`,
    message: 'Message',
    send: 'Send',
    sendWhenOnline: 'Send when back online',
    nobody: 'Nobody by that name. A number works too.',
    chooseFirst: 'Choose who gets the text.',
    whichOne: 'Several people fit. Choose one.',
    writeFirst: 'Write something first.',
    playersOf: (players: readonly string[]) => players.join(', '),
  },

  family: {
    label: 'Family',
    guardians: 'Guardians',
    players: 'Players',
    unknown: { title: 'Nobody known', body: 'This number belongs to nobody on the roster.' },
    unreadable: { title: 'The family could not be read', meaning: 'Texting works as before.' },
    born: (year: number) => `born ${year}`,
    hide: 'Hide the family',
    thisConversation: 'this conversation',
    text: (name: string) => `Open texts with ${name}`,
  },
} as const
