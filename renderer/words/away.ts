const texts = (count: number) => (count === 1 ? '1 text' : `${count} texts`)

/** Words of "While you were away". */
export const awayWords = {
  title: 'While you were away',
  /** Said once and left alone: counts that go on changing are in the dialog. */
  banner: (cameIn: number) =>
    cameIn === 0 ? 'While you were away: nobody wrote' : `While you were away: ${texts(cameIn)} came in`,
  bannerFailed: (count: number) => `${texts(count)} did not get through`,
  bannerWaited: 'What waited is going out.',
  show: 'Show',
  dismiss: 'Dismiss',
  done: 'Done',
  span: {
    offline: (from: string, to: string) => `This laptop had no way out from ${from} to ${to}.`,
    asleep: (from: string, to: string) => `This laptop slept from ${from} to ${to}.`,
    closed: (from: string, to: string) => `The app was closed from ${from} to ${to}.`,
  },
  incomplete: 'Twilio has not told everything yet. More may come.',
  reading: 'Reading what happened',
  unreadable: {
    title: 'What happened could not be read',
    meaning: 'Nothing is lost: every text is in its conversation.',
  },
  never: {
    title: 'This laptop has not been away',
    body: 'After more than two minutes without internet, asleep or closed, who wrote meanwhile will be here.',
  },
  nothing: { title: 'Nothing happened meanwhile', body: 'Nobody wrote, and no text was waiting.' },
  groups: {
    waiting: 'Wrote and wait for an answer',
    answered: 'Wrote and were answered',
    failed: 'Failed to send',
    expired: 'Expired: their time had passed',
    held: 'Wait for your look',
    willGoOut: 'Going out now',
    wentOut: 'Went out since',
  },
  texts,
  more: (count: number) => (count === 1 ? 'and 1 more' : `and ${count} more`),
  /** Accessible name of a row. */
  row: (name: string, about: string, words: string, when: string) =>
    [name, about, words, when].filter((part) => part !== '').join(', '),
} as const
