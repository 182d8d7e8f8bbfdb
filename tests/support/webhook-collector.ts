import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface CollectedWebhook {
  /** Path and query. */
  readonly path: string
  readonly form: URLSearchParams
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
}

export interface WebhookCollector {
  /** `http://127.0.0.1:PORT` */
  readonly origin: string
  readonly received: readonly CollectedWebhook[]
  /** Status and body it answers with from now on. */
  answerWith(status: number, body?: string, contentType?: string): void
  /** Documents it answers with from now on, by the path that is asked. */
  answerBy(document: (path: string) => string): void
  /** From now on requests are read and never answered. */
  hang(): void
  clear(): void
  stop(): Promise<void>
}

/** A webhook listener that takes everything and remembers it, for tests of what is posted. */
export async function startWebhookCollector(): Promise<WebhookCollector> {
  let received: CollectedWebhook[] = []
  let documents: ((path: string) => string) | null = null
  let answer: { readonly status: number; readonly body: string; readonly contentType: string } | null = {
    status: 204,
    body: '',
    contentType: 'text/xml',
  }
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('error', () => undefined)
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      received.push({
        path: request.url ?? '',
        form: new URLSearchParams(Buffer.concat(chunks).toString('utf8')),
        headers: request.headers,
      })
      if (documents !== null) {
        response.writeHead(200, { 'Content-Type': 'text/xml' })
        response.end(documents(request.url ?? ''))
        return
      }
      if (answer === null) return
      response.writeHead(answer.status, { 'Content-Type': answer.contentType })
      response.end(answer.body)
    })
  })
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    get received() {
      return received
    },
    answerWith(status, body = '', contentType = 'text/xml') {
      answer = { status, body, contentType }
    },
    answerBy(document) {
      documents = document
    },
    hang() {
      answer = null
    },
    clear() {
      received = []
    },
    async stop() {
      server.closeAllConnections()
      await new Promise<void>((resolve) => {
        server.close(() => resolve())
      })
    },
  }
}
