import { subscribe } from 'node:diagnostics_channel'
import type { ClientRequest, IncomingMessage, ServerResponse } from 'node:http'

// Node docs: diagnostics_channel, "HTTP". Nothing of the app is touched to watch it.

export interface Traffic {
  /** HTTP exchanges under way, as client or server. */
  readonly underWay: number
}

/** Watches this process's HTTP. */
export function watchTraffic(): Traffic {
  let underWay = 0
  const count = (over: { once(event: 'close', listener: () => void): unknown }): void => {
    underWay += 1
    over.once('close', () => {
      underWay -= 1
    })
  }
  subscribe('http.client.request.created', (message) => count((message as { request: ClientRequest }).request))
  subscribe('http.server.request.start', (message) => count((message as { response: ServerResponse }).response))
  return {
    get underWay() {
      return underWay
    },
  }
}

/** A moment in a process's HTTP that something can be tied to. */
export interface HttpMoments {
  /** A request's last byte is handed to the system now. */
  requestLeaves?: (method: string, path: string) => void
  /** The head of an answer has come; nothing was done with it yet. */
  answerComes?: (method: string, path: string, status: number) => void
  /** A request has come; nothing was done with it yet. */
  requestComes?: (method: string, path: string) => void
  /** The answer to a request that came is written. */
  answerLeaves?: (method: string, path: string, status: number) => void
}

/** Calls the moments' functions synchronously, in the middle of the exchange. */
export function watchMoments(moments: HttpMoments): void {
  subscribe('http.client.request.start', (message) => {
    const { request } = message as { request: ClientRequest }
    moments.requestLeaves?.(request.method, request.path)
  })
  subscribe('http.client.response.finish', (message) => {
    const { request, response } = message as { request: ClientRequest; response: IncomingMessage }
    moments.answerComes?.(request.method, request.path, response.statusCode ?? 0)
  })
  subscribe('http.server.request.start', (message) => {
    const { request } = message as { request: IncomingMessage }
    moments.requestComes?.(request.method ?? '', request.url ?? '')
  })
  subscribe('http.server.response.finish', (message) => {
    const { request, response } = message as { request: IncomingMessage; response: ServerResponse }
    moments.answerLeaves?.(request.method ?? '', request.url ?? '', response.statusCode)
  })
}
