import { Menu, app } from 'electron'
import type { MenuItemConstructorOptions } from 'electron'

/**
 * The keys a window is expected to have. On macOS editing keys work only through a menu; elsewhere the bar is hidden
 * and the keys still work. Keys of the app itself live in the page's own registry.
 */
export function setMenu(): void {
  const mac = process.platform === 'darwin'
  const developing: MenuItemConstructorOptions[] = app.isPackaged
    ? []
    : [{ type: 'separator' }, { role: 'reload' }, { role: 'toggleDevTools' }]
  const template: MenuItemConstructorOptions[] = [
    ...(mac ? [{ role: 'appMenu' as const }] : []),
    { role: 'fileMenu' },
    { role: 'editMenu' },
    {
      label: 'View',
      submenu: [
        { role: 'resetZoom' },
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        { type: 'separator' },
        { role: 'togglefullscreen' },
        ...developing,
      ],
    },
    { role: 'windowMenu' },
  ]
  Menu.setApplicationMenu(Menu.buildFromTemplate(template))
}
