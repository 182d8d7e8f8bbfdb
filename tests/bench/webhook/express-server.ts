import type { AddressInfo } from 'node:net'
import Database from 'better-sqlite3'
import express from 'express'
import twilio from 'twilio'
import { account } from '../account.ts'
import { serveParent } from '../child.ts'
import { publicUrl } from './callbacks.ts'
import { pragmas } from './pragmas.ts'

// The usual way: Express, Twilio's own middleware, the same insert as the bare server.

const db = new Database(process.env['BENCH_FILE'])
for (const pragma of pragmas) db.pragma(pragma)
db.exec(
  'CREATE TABLE IF NOT EXISTS callback (id INTEGER PRIMARY KEY, sid TEXT, status TEXT, received_at INTEGER, parameters TEXT) STRICT',
)
const insert = db.prepare('INSERT INTO callback (sid, status, received_at, parameters) VALUES (?, ?, ?, ?)')

const app = express()
app.use(express.urlencoded({ extended: false }))
app.post(
  '/twilio/status',
  twilio.webhook({ protocol: 'https', host: new URL(publicUrl).host }, account.authToken),
  (request, response) => {
    const parameters = request.body as Record<string, string>
    insert.run(parameters['MessageSid'], parameters['MessageStatus'], Date.now(), JSON.stringify(parameters))
    response.status(204).end()
  },
)
const server = app.listen(0, '127.0.0.1', () => {
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
