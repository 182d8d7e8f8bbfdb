import type { Theme } from '../../electron/ipc/contract/views.ts'

/** What the screen really shows; `system` stands for one of these. */
export type ShownTheme = Exclude<Theme, 'system'>

export const shownThemes: readonly ShownTheme[] = ['light', 'dark', 'sunlight']

export interface SystemWish {
  readonly dark: boolean
  readonly moreContrast: boolean
}

/** The theme shown for a setting. Someone who asked the system for more contrast gets sunlight, unless they asked for dark. */
export function resolveTheme(theme: Theme, wish: SystemWish): ShownTheme {
  if (theme !== 'system') return theme
  if (wish.dark) return 'dark'
  return wish.moreContrast ? 'sunlight' : 'light'
}

export function nextTheme(shown: ShownTheme): ShownTheme {
  return shownThemes[(shownThemes.indexOf(shown) + 1) % shownThemes.length] ?? 'light'
}
