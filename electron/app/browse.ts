import { dialog } from 'electron'
import type { BrowserWindow } from 'electron'

/** The system's own dialog, over the window, to choose a folder for copies or a copy. */
export function browseIn(window: BrowserWindow): (what: 'folder' | 'copy') => Promise<string | null> {
  return async (what) => {
    if (window.isDestroyed()) return null
    const { canceled, filePaths } = await dialog.showOpenDialog(
      window,
      what === 'folder'
        ? { properties: ['openDirectory', 'createDirectory'] }
        : { properties: ['openFile'], filters: [{ name: 'PTP Comms Hub copies', extensions: ['ptpcopy'] }] },
    )
    return canceled ? null : (filePaths[0] ?? null)
  }
}
