import { createHmac, timingSafeEqual } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import Database from 'better-sqlite3'
import { account } from '../account.ts'
import { serveParent } from '../child.ts'
import { publicUrl } from './callbacks.ts'
import { pragmas } from './pragmas.ts'

// The yardstick: node:http, the signature, one row, the answer. Nothing is looked up and nobody is told.

const db = new Database(process.env['BENCH_FILE'])
for (const pragma of pragmas) db.pragma(pragma)
db.exec(
  'CREATE TABLE IF NOT EXISTS callback (id INTEGER PRIMARY KEY, sid TEXT, status TEXT, received_at INTEGER, parameters TEXT) STRICT',
)
const insert = db.prepare('INSERT INTO callback (sid, status, received_at, parameters) VALUES (?, ?, ?, ?)')

function isSigned(url: string, parameters: URLSearchParams, signature: string): boolean {
  let signed = publicUrl + url
  for (const name of [...parameters.keys()].sort()) signed += name + (parameters.get(name) ?? '')
  const expected = createHmac('sha1', account.authToken).update(signed).digest()
  const given = Buffer.from(signature, 'base64')
  return given.length === expected.length && timingSafeEqual(given, expected)
}

const server = createServer((request, response) => {
  const chunks: Buffer[] = []
  request.on('data', (chunk: Buffer) => chunks.push(chunk))
  request.on('end', () => {
    const body = Buffer.concat(chunks).toString()
    const parameters = new URLSearchParams(body)
    if (!isSigned(request.url ?? '', parameters, String(request.headers['x-twilio-signature']))) {
      response.writeHead(403).end()
      return
    }
    insert.run(parameters.get('MessageSid'), parameters.get('MessageStatus'), Date.now(), body)
    response.writeHead(204).end()
  })
})
server.listen(0, '127.0.0.1', () => {
  serveParent(
    (server.address() as AddressInfo).port,
    () => Promise.resolve(null),
    () => {
      server.closeAllConnections()
      server.close()
      db.close()
      return Promise.resolve()
    },
  )
})
