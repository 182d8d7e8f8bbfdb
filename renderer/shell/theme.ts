import type { Theme } from '../../electron/ipc/contract/views.ts'

/** What the screen really shows; `system` stands for one of these. */
export type ShownTheme = Exclude<Theme, 'system'>

export const shownThemes: readonly ShownTheme[] = ['light', 'dark', 'sunlight']

/** The last theme, so that the first paint has it before the settings are read. */
const storageKey = 'ptp-theme'

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

const dark = window.matchMedia('(prefers-color-scheme: dark)')
const moreContrast = window.matchMedia('(prefers-contrast: more)')

function systemWish(): SystemWish {
  return { dark: dark.matches, moreContrast: moreContrast.matches }
}

export function shownTheme(): ShownTheme {
  return shownThemes.find((theme) => theme === document.documentElement.dataset.theme) ?? 'light'
}

/** Shows a theme setting now, follows the system while it says so, and remembers it. Returns the function that stops following. */
export function applyTheme(theme: Theme): () => void {
  const show = () => {
    document.documentElement.dataset.theme = resolveTheme(theme, systemWish())
  }
  show()
  window.localStorage.setItem(storageKey, theme)
  dark.addEventListener('change', show)
  moreContrast.addEventListener('change', show)
  return () => {
    dark.removeEventListener('change', show)
    moreContrast.removeEventListener('change', show)
  }
}

/** Before anything is read: the theme of the last time. */
export function applyStoredTheme(): void {
  const stored = window.localStorage.getItem(storageKey)
  const theme = shownThemes.find((known) => known === stored) ?? 'system'
  document.documentElement.dataset.theme = resolveTheme(theme, systemWish())
}
