import { ipcMain } from 'electron'
import type { IpcMainEvent, IpcMainInvokeEvent, WebContents } from 'electron'
import type { ChangeBatch } from '../ipc/contract/changes.ts'
import type { Result } from '../ipc/contract/define.ts'
import { holdUntilReady } from '../ipc/changes.ts'
import type { Dispatch } from '../ipc/register.ts'
import { isOurPage } from './guards.ts'

export interface PageCalls {
  /** Sends a batch of changes to the page, once it listens. */
  push(batch: ChangeBatch): void
}

interface PageCallsOptions {
  readonly page: WebContents
  readonly origin: string
  /** Calls that come before the hub stands wait for it. */
  readonly dispatch: Promise<Dispatch>
  readonly onNetworkHint: (online: boolean) => void
}

const refused: Result<never> = {
  ok: false,
  error: { code: 'forbidden', message: 'Only the app itself may ask for that.' },
}

/** The contract over Electron's IPC: who calls is checked here, what is called in `register.ts`. */
export function answerPage({ page, origin, dispatch, onNetworkHint }: PageCallsOptions): PageCalls {
  const feed = holdUntilReady((batch) => {
    if (!page.isDestroyed() && !page.isCrashed()) page.send('ptp:changes', batch)
  })
  const isOurs = (event: IpcMainInvokeEvent | IpcMainEvent) =>
    event.sender === page && isOurPage(event.senderFrame, event.sender, origin)

  const answer = async (event: IpcMainInvokeEvent, name: unknown, input: unknown) =>
    isOurs(event) ? (await dispatch)(name, input) : refused
  ipcMain.handle('ptp:call', answer)
  ipcMain.handle('ptp:call-as-text', async (event, name, input) => JSON.stringify(await answer(event, name, input)))
  ipcMain.on('ptp:listening', (event) => {
    if (isOurs(event)) feed.ready()
  })
  ipcMain.on('ptp:network', (event, online: unknown) => {
    if (isOurs(event)) onNetworkHint(online === true)
  })
  // A page that loads anew listens anew.
  page.on('did-start-navigation', ({ isMainFrame, isSameDocument }) => {
    if (isMainFrame && !isSameDocument) feed.reset()
  })
  page.on('render-process-gone', () => feed.reset())
  return { push: feed.push }
}
