/** Words of templates in the composer: apart from those of the pane, which the first screen does not load. */
export const templateUseWords = {
  pick: 'Use a template',
  pickHint: 'A template, in words for this family',
  plain: 'Fix',
  plainLabel: 'Fix: write it in plain characters',
  plainHint: 'Writes straight quotes and plain letters, and takes emoji out',
  braces: (excerpt: string) =>
    `It still holds ${excerpt}, which parents would see as it stands. Use the template again, or write the word.`,
  firstText: {
    label: 'First text to this number',
    adds: 'First text to this number. It also says:',
    leaveOut: 'Leave that out',
    without: 'First text to this number, without who you are and how to stop texts.',
    putIn: 'Say it',
  },
} as const
