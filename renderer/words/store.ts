import type { StoreTroubleView } from '../../electron/ipc/contract/store-views.ts'

interface TroubleWords {
  readonly title: (free: string | null) => string
  readonly remedy: string
}

const byItself = 'It is tried again every few seconds; this goes away by itself.'

/** Words for a disk or a data file in trouble while the app runs. */
export const storeWords = {
  troubles: {
    full: {
      title: () => 'The disk is full — texts wait until there is room',
      remedy: 'Empty the trash or delete downloads. What you type is kept, and this goes away by itself.',
    },
    io: {
      title: () => 'The disk does not answer as it should — nothing new can be stored',
      remedy: `If the data folder is on a stick, check that it is plugged in. ${byItself}`,
    },
    'not-writable': {
      title: () => 'The data folder cannot be written to — nothing new can be stored',
      remedy: `Allow this user to write there. ${byItself}`,
    },
    locked: {
      title: () => 'Another program holds the data file — nothing new can be stored',
      remedy: `Close it: a backup, a virus scanner or a database program. ${byItself}`,
    },
    damaged: {
      title: () => 'Part of what is stored is damaged',
      remedy: 'Quit the app and open it again: it then offers the last good copy.',
    },
    low: {
      title: (free) => (free === null ? 'The disk is nearly full' : `Only ${free} are free on this laptop`),
      remedy: 'A full disk stops texts. Empty the trash or delete downloads.',
    },
  } satisfies Readonly<Record<StoreTroubleView['kind'], TroubleWords>>,
} as const
