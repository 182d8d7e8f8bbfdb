/** Names of keys, as people find them on their keyboards. */
export const keyWords: {
  readonly then: string
  readonly caps: Readonly<Record<string, string>>
  readonly macCaps: Readonly<Record<string, string>>
} = {
  then: ' then ',
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
