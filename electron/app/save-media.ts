import { copyFile } from 'node:fs/promises'
import { basename, extname, join } from 'node:path'
import { app, dialog } from 'electron'
import type { BrowserWindow } from 'electron'
import type { StoredMedia } from '../hub/hub.ts'

interface SaveMediaOptions {
  readonly media: (id: string) => StoredMedia | null
  /** Under which name it was kept; null: it could not be written. Nothing is told where the dialog was left. */
  readonly saved: (id: string, name: string | null) => void
}

/** Keeps a voicemail as a file: the system's own dialog, over the window, asks where. */
export function saveMedia({
  media,
  saved,
}: SaveMediaOptions): (id: string, window: BrowserWindow | null) => Promise<void> {
  return async (id, window) => {
    const file = media(id)
    if (file === null || window === null || window.isDestroyed()) return
    const extension = extname(file.name).slice(1)
    const { canceled, filePath } = await dialog.showSaveDialog(window, {
      defaultPath: join(app.getPath('downloads'), file.name),
      filters: [{ name: extension.toUpperCase(), extensions: [extension] }],
      properties: ['showOverwriteConfirmation', 'createDirectory'],
    })
    if (canceled || filePath === '') return
    const written = await copyFile(file.path, filePath).then(
      () => true,
      () => false,
    )
    saved(id, written ? basename(filePath) : null)
  }
}
