import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { account } from '../account.ts'
import { serveParent } from '../child.ts'

// The carrier at its quickest: takes every text at once and calls it delivered when it is asked. In a process of its own.

// The sids of another run must not come again: a store knows each one for ever.
let taken = BigInt(Date.now()) * 1_000_000n

function message(sid: string, status: string): string {
  return JSON.stringify({
    sid,
    account_sid: account.accountSid,
    status,
    direction: 'outbound-api',
    to: '+13125550112',
    from: account.number,
    body: '',
    num_segments: '1',
    num_media: '0',
    date_created: new Date().toUTCString(),
    date_sent: null,
    error_code: null,
    error_message: null,
  })
}

const server = createServer((request, response) => {
  request.resume()
  request.on('end', () => {
    const asked = /\/Messages\/(SM[0-9a-f]{32})\.json/.exec(request.url ?? '')?.[1]
    const isCreate = request.method === 'POST'
    if (isCreate) taken += 1n
    const body = isCreate
      ? message(`SM${taken.toString(16).padStart(32, '0')}`, 'queued')
      : asked
        ? message(asked, 'delivered')
        : '{"messages":[],"next_page_uri":null}'
    response.writeHead(isCreate ? 201 : 200, {
      'Content-Type': 'application/json',
      'Content-Length': Buffer.byteLength(body),
    })
    response.end(body)
  })
})
server.keepAliveTimeout = 60_000
server.listen(0, '127.0.0.1', () => {
  serveParent(
    `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    () => Promise.resolve(null),
    () => {
      server.closeAllConnections()
      server.close()
      return Promise.resolve()
    },
  )
})
