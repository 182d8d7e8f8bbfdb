import { join } from 'node:path'
import { BrowserWindow, app, nativeTheme, screen } from 'electron'
import { pageAddress } from './page-protocol.ts'
import { placeOnScreen, readWindowState, writeWindowState } from './window-state.ts'
import type { WindowState } from './window-state.ts'

/** The page's ground in each theme, shown until the page paints. */
const grounds = { light: '#fdfefd', dark: '#151816', sunlight: '#ffffff' } as const

export interface MainWindow {
  readonly window: BrowserWindow
  /** Shows the window, from the tray or the task bar too, and gives it the focus. */
  show(): void
  /** Keeps facts for the next start; the bounds are kept by themselves. */
  remember(facts: Partial<Omit<WindowState, 'bounds' | 'maximized'>>): void
  readonly state: () => WindowState
  /** Writes down where the window stands. */
  save(): void
}

/** Opens the window; it shows itself once the page has painted. */
export function openWindow(dataDir: string, bundleDir: string, devServer: string | undefined): MainWindow {
  let state = readWindowState(dataDir)
  const areas = screen.getAllDisplays().map((display) => display.workArea)
  const bounds = placeOnScreen(state.bounds, areas) ?? { width: 1360, height: 860 }

  const window = new BrowserWindow({
    ...bounds,
    minWidth: 900,
    minHeight: 600,
    show: false,
    title: app.name,
    icon: join(app.getAppPath(), 'resources', 'icon.png'),
    backgroundColor: ground(state.theme),
    webPreferences: {
      preload: join(bundleDir, '..', 'preload', 'index.js'),
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      webviewTag: false,
      // Elsewhere than on macOS the dictionaries come from the network.
      spellcheck: process.platform === 'darwin',
      v8CacheOptions: 'code',
    },
  })
  window.setMenuBarVisibility(false)
  window.once('ready-to-show', () => {
    if (state.maximized) window.maximize()
    window.show()
  })

  function save(): void {
    if (window.isDestroyed()) return
    state = { ...state, bounds: window.getNormalBounds(), maximized: window.isMaximized() }
    writeWindowState(dataDir, state)
  }

  let settled: NodeJS.Timeout | undefined
  function saveSoon(): void {
    clearTimeout(settled)
    settled = setTimeout(save, 1_000)
  }
  window.on('resize', saveSoon)
  window.on('move', saveSoon)
  window.on('closed', () => clearTimeout(settled))

  // A load that fails is told of by `faults.ts`.
  window.loadURL(devServer ?? pageAddress).catch(() => undefined)

  return {
    window,
    show() {
      if (window.isMinimized()) window.restore()
      window.show()
      window.focus()
    },
    remember(facts) {
      state = { ...state, ...facts }
      save()
    },
    state: () => state,
    save,
  }
}

function ground(theme: string): string {
  if (theme === 'light' || theme === 'dark' || theme === 'sunlight') return grounds[theme]
  return nativeTheme.shouldUseDarkColors ? grounds.dark : grounds.light
}
