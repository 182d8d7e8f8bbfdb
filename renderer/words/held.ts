import type { HeldBecause } from '../../electron/ipc/contract/held-views.ts'

const texts = (count: number) => (count === 1 ? '1 text' : `${count} texts`)

/** Words of the texts that wait for a person's look before they go. */
export const heldWords = {
  title: 'Look at these before they go',
  banner: (count: number) =>
    count === 1
      ? '1 text waited while you were offline — look at it before it goes'
      : `${count} texts waited while you were offline — look at them before they go`,
  bannerRestored: (count: number) =>
    count === 1
      ? '1 text waits for your look: the data came back from a copy'
      : `${count} texts wait for your look: the data came back from a copy`,
  show: (count: number) => (count === 1 ? 'Look at it' : 'Look at them'),
  /** In the status line and in a conversation's row. */
  waiting: (count: number) => (count === 1 ? '1 waits for your look' : `${count} wait for your look`),
  waitingHint: 'They waited long, or are many. Nothing of it goes before somebody has looked at it.',
  state: 'Waits for your look',
  intro: {
    waited:
      'They waited more than 15 minutes, or more than ten were waiting. Parents act on these: send what still holds.',
    restored: 'The data came back from a copy. Some of these may have gone out since the copy was made.',
  },
  /** Under the text in its thread. */
  why: {
    waited: 'It waited more than 15 minutes, so it does not go before somebody has looked at it.',
    many: 'More than ten were waiting, so it does not go before somebody has looked at it.',
    restored: 'The data came back from a copy, and this text may have gone out since. Send it only if it did not.',
  } satisfies Record<HeldBecause, string>,
  written: (ago: string) => `written ${ago}`,
  by: (author: string) => `by ${author}`,
  scheduledFor: (when: string) => `to go out ${when}`,
  noUseAfter: (when: string) => `no use after ${when}`,
  broadcast: 'Broadcast',
  keys: 'Arrow keys choose a text, S sends, E edits, D drops, U undoes.',
  send: 'Send',
  sendTo: (name: string, words: string) => `Send to ${name}: ${words}`,
  edit: 'Edit',
  editTo: (name: string, words: string) => `Edit the text to ${name}: ${words}`,
  drop: 'Drop',
  dropTo: (name: string, words: string) => `Drop the text to ${name}: ${words}`,
  undo: 'Undo',
  undoTo: (name: string, words: string) => `Undo: keep the text to ${name}: ${words}`,
  /** In the thread, where another button is called Send. */
  sendThis: 'Send this text',
  editThis: 'Edit this text',
  dropThis: 'Drop this text',
  sendConversation: (count: number) => `Send all ${count}`,
  sendConversationTo: (name: string, count: number) => `Send all ${count} to ${name}`,
  sendAll: (count: number) => (count === 1 ? 'Send it' : `Send all ${count}`),
  dropAll: 'Drop all',
  dropAllSure: (count: number) => `Drop ${count === 1 ? 'it' : `all ${count}`}? Nothing of it goes out.`,
  dropAllYes: (count: number) => (count === 1 ? 'Drop it' : `Drop all ${count}`),
  keep: 'Keep them',
  later: 'Later',
  done: 'Done',
  dropped: 'Dropped',
  replaced: 'Edited',
  behind: 'Waits behind an earlier text',
  /** Accessible name of a row. */
  row: (name: string, about: string, words: string) => `${name}, ${words}, ${about}`,
  moreTexts: (count: number) => (count === 1 ? 'and 1 more text' : `and ${count} more texts`),
  moreConversations: (count: number) =>
    count === 1
      ? 'and 1 more conversation, sent with “Send all”'
      : `and ${count} more conversations, sent with “Send all”`,
  left: (count: number) => (count === 0 ? 'Nothing is left to look at' : `${texts(count)} left`),
  expired: (name: string) => `The text to ${name} expired`,
  allDone: { title: 'All looked at', body: 'Nothing waits for your look any more.' },
  none: {
    title: 'Nothing waits for your look',
    body: 'After an outage, texts that waited long will be here before they go.',
  },
  unreadable: {
    title: 'The waiting texts could not be read',
    meaning: 'They stay where they are: none goes before somebody has looked at it.',
  },
  failed: 'That did not work:',
} as const
