import type { StartTroubleKind } from '../../electron/ipc/contract/start-views.ts'

interface Trouble {
  readonly title: string
  /** What it means. */
  readonly meaning: string
  /** What to do. */
  readonly remedy: string
}

const untilThen =
  'Until this is mended nothing goes out or comes in from this laptop. What parents write meanwhile waits at Twilio and comes in afterwards.'

/** Words of a start that failed. Null: the hub's own words say it best. */
export const startWords = {
  troubles: {
    'damaged-store': {
      title: 'What is stored on this laptop is damaged',
      meaning: untilThen,
      remedy: '',
    },
    full: {
      title: 'The disk of this laptop is full',
      meaning: `Nothing that was stored is lost, but the app needs a little room to open it. ${untilThen}`,
      remedy: 'Empty the trash, delete downloads or move pictures elsewhere. Then try again.',
    },
    'disk-error': {
      title: 'The disk does not answer as it should',
      meaning: untilThen,
      remedy:
        'If the data folder is on a stick or another disk, check that it is plugged in. Then try again. If it stays, keep a copy of the folder and have the disk looked at.',
    },
    'not-writable': {
      title: 'The data folder cannot be written to',
      meaning: `What is stored is still there, but nothing new can be stored. ${untilThen}`,
      remedy: 'Allow this user to write to the folder below, or unlock the disk it is on. Then try again.',
    },
    'store-locked': {
      title: 'Another program has the data file open',
      meaning: `Nothing is lost. ${untilThen}`,
      remedy: 'Close what may be using it: a backup, a virus scanner or a database program. Then try again.',
    },
    locked: {
      title: 'PTP Comms Hub is open already',
      meaning: 'Two of them on one data folder would send every text twice, so this one does not start.',
      remedy: 'Use the other one, or close it and try again.',
    },
    'newer-schema': {
      title: 'This data belongs to another version',
      meaning: untilThen,
      remedy: 'Install the newest version of PTP Comms Hub. Nothing here was changed.',
    },
    'failed-update': {
      title: 'The stored data could not be brought up to date',
      meaning: `It was left as it was. ${untilThen}`,
      remedy: 'Use the version you had before, and send us the details below.',
    },
    'bad-environment': {
      title: 'A setting this app was started with is wrong',
      meaning: untilThen,
      remedy: '',
    },
    internal: {
      title: 'The app did not start',
      meaning: untilThen,
      remedy: 'Try again. If it stays, close the app, open it once more, and send us the details below.',
    },
  } satisfies Readonly<Record<StartTroubleKind, Trouble>>,
  free: (size: string) => `Free on this disk: ${size}.`,
  folder: 'Data folder',
  technical: 'What the system says',
  tryAgain: 'Try again',
  trying: 'Trying…',
  openFolder: 'Open the data folder',
  stillSo: (time: string) => `Tried again at ${time}: nothing has changed.`,
  working: 'This can take a minute. Keep the app open.',
  copies: {
    title: 'Put back the last good copy',
    what: (when: string, texts: string) => `Made ${when}, with ${texts}.`,
    after:
      'What happened since then is asked for at Twilio. Texts that were waiting are shown to you before any of them leaves. The damaged file stays in the data folder.',
    texts: (count: number) => (count === 1 ? '1 text' : `${count.toLocaleString()} texts`),
    choose: 'Copy',
    do: 'Put back this copy',
    passphrase: 'Recovery passphrase',
    passphraseHelp: 'The one chosen in Settings, Data.',
    none: 'There is no copy to put back.',
  },
  readable: {
    title: 'Open what can be read',
    what: 'Only the newest part is damaged. Everything before it opens, and the rest is asked for at Twilio. Texts that were waiting are shown to you before any of them leaves. The damaged file stays in the data folder.',
    do: 'Open what can be read',
  },
  empty: {
    title: 'Start with nothing',
    what: 'Only if nothing else helps.',
    ask: 'Start with an empty store…',
    means:
      'The app opens as on its first day: no texts, people, settings or credentials. The damaged file stays in the data folder, so somebody may still get them out of it. Parents who answered STOP stay blocked at Twilio.',
    confirm: 'Start with an empty store',
    keep: 'Leave it as it is',
  },
} as const
