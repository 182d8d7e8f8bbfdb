/** Words of the building blocks. */
export const uiWords = {
  close: 'Close',
  details: 'Details',
  tryAgain: 'Try again',
  loading: 'Loading',
  paneCrashed: {
    title: (pane: string) => `${pane} stopped working`,
    meaning: 'Texts keep going out and coming in. The rest of the window works.',
  },
} as const
