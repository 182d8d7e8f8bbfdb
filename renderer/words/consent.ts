import type { ConsentSource } from '../../electron/ipc/contract/views.ts'

/** Words of who may be texted. */
export const consentWords = {
  /** Why the composer is closed. */
  closed: {
    text: (day: string) => `They texted STOP ${day}. Call instead. They can text START to hear from you again.`,
    carrier: (day: string) =>
      `Twilio would not deliver ${day}: they texted STOP to this number before. Call instead. They can text START to hear from you again.`,
    staff: (day: string) => `They asked us in person ${day} not to be texted. Call instead.`,
    import: () => 'Their registration says: no texts. Call instead.',
  } as const satisfies Record<ConsentSource, (day: string) => string>,
  on: (date: string) => `on ${date}`,
  today: 'today',
  yesterday: 'yesterday',
  mark: 'No texts',
  nearMark: 'Stop?',
  strip: {
    label: 'Did they ask for no more texts?',
    question: 'Did they ask for no more texts?',
    what: 'Their words are not one of those that Twilio stops at.',
    close: 'Close',
    closeHint: 'No more texts to them: call instead',
    leave: 'Leave',
    leaveHint: 'They meant something else',
    failed: 'Not done:',
  },
  section: {
    title: 'Texts',
    open: 'They get texts.',
    ask: 'They asked not to be texted',
    askHint: 'Texts to them that wait here are canceled',
    again: 'They may be texted again',
    sure: 'No more texts to them?',
    sureYes: 'No more texts',
    sureNo: 'Cancel',
    failed: 'Not done:',
  },
} as const
