import { contextBridge, ipcRenderer } from 'electron'
import type { IpcRendererEvent } from 'electron'
import type { Bridge } from '../ipc/contract/bridge.ts'
import type { ChangeBatch } from '../ipc/contract/changes.ts'
import { callNames } from '../ipc/contract/names.ts'

// Named only: its file is opened behind the scenes, and the page's first look into it need not wait.
window.localStorage satisfies Storage

const names: ReadonlySet<string> = new Set(callNames)

const bridge: Bridge = {
  host: 'electron',
  call(name, input) {
    if (!names.has(name)) return Promise.reject(new TypeError('No such call'))
    return ipcRenderer.invoke('ptp:call', name, input)
  },
  callAsText(name, input) {
    if (!names.has(name)) return Promise.reject(new TypeError('No such call'))
    return ipcRenderer.invoke('ptp:call-as-text', name, input)
  },
  onChanges(listener) {
    const hear = (_event: IpcRendererEvent, batch: ChangeBatch) => listener(batch)
    ipcRenderer.on('ptp:changes', hear)
    ipcRenderer.send('ptp:listening')
    return () => {
      ipcRenderer.off('ptp:changes', hear)
    }
  },
  onReachable(listener) {
    listener(true)
    return () => {}
  },
}

// What the system says of the network makes the hub look sooner; it decides nothing.
for (const event of ['online', 'offline']) {
  window.addEventListener(event, () => ipcRenderer.send('ptp:network', event === 'online'))
}

// The app is about to end: the page does what it does when it is left.
ipcRenderer.on('ptp:leave', () => {
  window.dispatchEvent(new Event('pagehide'))
  ipcRenderer.send('ptp:left')
})

contextBridge.exposeInMainWorld('ptp', bridge)
