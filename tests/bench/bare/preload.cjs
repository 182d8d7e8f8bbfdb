const { contextBridge, ipcRenderer } = require('electron')

contextBridge.exposeInMainWorld('bare', {
  onText: (listener) => ipcRenderer.on('text', (_event, text) => listener(text)),
})
