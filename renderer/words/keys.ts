/** Names of keys, as people find them on their keyboards. */
export const keyWords: {
  /** Between two presses that follow each other. */
  readonly between: string
  readonly caps: Readonly<Record<string, string>>
  readonly macCaps: Readonly<Record<string, string>>
} = {
  between: ' then ',
  caps: {
    Control: 'Ctrl',
    Meta: 'Win',
    ArrowDown: '↓',
    ArrowUp: '↑',
    ArrowLeft: '←',
    ArrowRight: '→',
    Escape: 'Esc',
    PageUp: 'Page Up',
    PageDown: 'Page Down',
  },
  macCaps: {
    Control: '⌃',
    Meta: '⌘',
    Shift: '⇧',
    Alt: '⌥',
    Enter: '↩',
  },
}
