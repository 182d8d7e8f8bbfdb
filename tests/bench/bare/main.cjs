// The yardstick's window: Electron, one page, nothing else. The window's settings are the app's own.
const { join } = require('node:path')
const { BrowserWindow, Menu, app } = require('electron')

const dataDir = app.commandLine.getSwitchValue('data-dir')
if (dataDir) app.setPath('userData', dataDir)
Menu.setApplicationMenu(null)
if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox()
app.on('window-all-closed', () => app.quit())

void app.whenReady().then(() => {
  const window = new BrowserWindow({
    width: 1360,
    height: 860,
    show: false,
    backgroundColor: '#ffffff',
    webPreferences: {
      preload: join(__dirname, 'preload.cjs'),
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      spellcheck: false,
    },
  })
  window.once('ready-to-show', () => window.show())
  void window.loadFile(join(__dirname, 'page.html'))
})
