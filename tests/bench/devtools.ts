import type { Readable } from 'node:stream'
import { setTimeout as wait } from 'node:timers/promises'

/** A page of a running Electron, reached without Playwright, whose own connecting would count as the app's start. */
export interface DevToolsPage {
  evaluate<Value>(expression: string): Promise<Value>
  typeLetter(letter: string): Promise<void>
  close(): void
}

interface Reply {
  readonly id?: number
  readonly result?: {
    readonly result?: { readonly value?: unknown }
    readonly exceptionDetails?: { readonly text: string }
  }
  readonly error?: { readonly message: string }
}

/** How long a window may take to appear, in milliseconds. */
const limit = 60_000

/** Waits for the first page of the process whose errors are given. */
export async function connectToPage(errors: Readable): Promise<DevToolsPage> {
  const origin = await debuggingOrigin(errors)
  const socket = new WebSocket(await pageAddress(origin))
  await new Promise((resolve, reject) => {
    socket.addEventListener('open', resolve, { once: true })
    socket.addEventListener('error', () => reject(new Error('The page cannot be reached.')), { once: true })
  })
  let lastId = 0
  const waiting = new Map<number, (reply: Reply) => void>()
  socket.addEventListener('message', (event) => {
    const reply = JSON.parse(String(event.data)) as Reply
    if (reply.id !== undefined) waiting.get(reply.id)?.(reply)
  })
  function send(method: string, params: object): Promise<Reply> {
    lastId += 1
    const id = lastId
    return new Promise((resolve) => {
      waiting.set(id, (reply) => {
        waiting.delete(id)
        resolve(reply)
      })
      socket.send(JSON.stringify({ id, method, params }))
    })
  }

  const evaluate = (expression: string): Promise<Reply> =>
    send('Runtime.evaluate', { expression, awaitPromise: true, returnByValue: true })

  // Its address is known a moment before its document is there.
  const isThere = `/^(app|file):$/.test(location.protocol) && document.body !== null`
  while ((await evaluate(isThere)).result?.result?.value !== true) await wait(3)

  return {
    async evaluate<Value>(expression: string) {
      const { result, error } = await evaluate(expression)
      const fault = error?.message ?? result?.exceptionDetails?.text
      if (fault !== undefined) throw new Error(`${expression.slice(0, 60)}: ${fault}`)
      return result?.result?.value as Value
    },
    async typeLetter(letter) {
      await send('Input.dispatchKeyEvent', {
        type: 'keyDown',
        text: letter,
        key: letter,
        code: `Key${letter.toUpperCase()}`,
      })
      await send('Input.dispatchKeyEvent', { type: 'keyUp', key: letter, code: `Key${letter.toUpperCase()}` })
    },
    close: () => socket.close(),
  }
}

function debuggingOrigin(errors: Readable): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = ''
    const late = setTimeout(() => reject(new Error(`Nothing to connect to within ${limit / 1000} s:\n${text}`)), limit)
    errors.on('data', (data: Buffer) => {
      text += data.toString()
      const found = /DevTools listening on ws:\/\/([^/]+)\//.exec(text)?.[1]
      if (found === undefined) return
      clearTimeout(late)
      resolve(`http://${found}`)
    })
  })
}

/** The page's own address, once it is at its document and no longer at an empty one. */
async function pageAddress(origin: string): Promise<string> {
  const until = performance.now() + limit
  while (performance.now() < until) {
    const answer = await fetch(`${origin}/json/list`).catch(() => null)
    const targets = answer
      ? ((await answer.json()) as readonly { type: string; url: string; webSocketDebuggerUrl?: string }[])
      : []
    const page = targets.find(({ type, url }) => type === 'page' && /^(app|file):/.test(url))
    if (page?.webSocketDebuggerUrl) return page.webSocketDebuggerUrl
    await wait(3)
  }
  throw new Error('No page appeared.')
}
