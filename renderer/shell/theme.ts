import type { Theme } from '../../electron/ipc/contract/views.ts'
import { resolveTheme, shownThemes } from './theme-choice.ts'
import type { ShownTheme, SystemWish } from './theme-choice.ts'

/** The last theme, so that the first paint has it before the settings are read. */
const storageKey = 'ptp-theme'

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
