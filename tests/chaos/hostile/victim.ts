import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import type { Result } from '../../../electron/ipc/contract/define.ts'
import { account } from '../../bench/account.ts'
import { startProcess } from '../../bench/child.ts'
import { startLiveLine } from '../../bench/live-line.ts'
import { publicUrl } from '../../bench/webhook/callbacks.ts'
import { signWebhook } from '../../support/sign-webhook.ts'
import type { VictimMemory, VictimReady, VictimRequest } from './hub-process.ts'
import type { Overheard } from './requests.ts'

/** A live hub that harm is meant to. */
export interface Victim {
  readonly port: number
  /** Where the browser host serves its page, and what the app's own page carries. */
  readonly page: { readonly port: number; readonly cookie: string }
  call(name: unknown, input: unknown): Promise<Result<unknown>>
  memory(): Promise<VictimMemory>
  /** An honest text, signed, as Twilio posts it. @returns milliseconds until its answer @throws where it is not 200 */
  honestText(): Promise<number>
  /** One such text as somebody on the way has seen it. */
  readonly overheard: Overheard
  /** How many texts of parents the store holds. */
  received(): number
  /** A digest of each table, besides what honest texts add and the hub notes by itself: what harm must not change. */
  digests(): ReadonlyMap<string, string>
  end(): Promise<void>
}

const path = '/twilio/sms'

function textForm(index: number): Readonly<Record<string, string>> {
  const sid = `SM${index.toString(16).padStart(32, '0')}`
  return {
    MessageSid: sid,
    SmsSid: sid,
    AccountSid: account.accountSid,
    From: '+13122000142',
    To: account.number,
    Body: `Honest text ${index}`,
    NumMedia: '0',
    ApiVersion: '2010-04-01',
  }
}

/** On a connection of its own, as Twilio's come: one that was open before would not have to find room. */
function post(port: number, to: string, headers: string, body: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const sent = request({
      host: '127.0.0.1',
      port,
      path: to,
      method: 'POST',
      agent: false,
      headers: {
        ...Object.fromEntries(headers.split('\r\n').map((header) => header.split(': '))),
        'Content-Length': Buffer.byteLength(body),
      },
    })
    sent.setTimeout(20_000, () => sent.destroy(new Error('An honest text was not answered within 20 s.')))
    sent.on('error', reject)
    sent.on('response', (response) => {
      response.resume().on('end', () => resolve(response.statusCode ?? 0))
    })
    sent.end(body)
  })
}

export async function startVictim(): Promise<Victim> {
  const dataDir = mkdtempSync(join(tmpdir(), 'ptp-hostile-'))
  const line = await startLiveLine()
  const hub = await startProcess<VictimReady>(join(import.meta.dirname, 'hub-process.ts'), {
    ...line.env,
    PTP_DATA_DIR: dataDir,
  })
  const { port, pagePort, cookie } = hub.first
  const ask = <Answer>(request: VictimRequest): Promise<Answer> => hub.ask<Answer>(request)
  let texts = 0

  function signed(index: number): Overheard {
    const form = textForm(index)
    const signature = signWebhook(account.authToken, `${publicUrl}${path}`, form)
    return {
      path,
      headers: `X-Twilio-Signature: ${signature}\r\nContent-Type: application/x-www-form-urlencoded; charset=utf-8`,
      body: new URLSearchParams(form).toString(),
    }
  }

  async function honestText(): Promise<number> {
    texts += 1
    const { headers, body } = signed(texts)
    const started = performance.now()
    const status = await post(port, path, headers, body).catch((error: unknown) => {
      texts -= 1
      throw error
    })
    if (status !== 200) throw new Error(`An honest text was answered with ${status}.`)
    return performance.now() - started
  }

  function look<Value>(work: (db: Database.Database) => Value): Value {
    const db = new Database(join(dataDir, 'hub.db'), { readonly: true, timeout: 5_000 })
    try {
      return work(db)
    } finally {
      db.close()
    }
  }

  // What the attacker has overheard is here already: sent again it is no news.
  await honestText()
  return {
    port,
    page: { port: pagePort, cookie },
    call: (name, input) => ask({ kind: 'call', name, input }),
    memory: () => ask({ kind: 'memory' }),
    honestText,
    overheard: signed(1),
    received: () =>
      look((db) => Number(db.prepare("SELECT count(*) FROM message WHERE direction = 'in'").pluck().get())),
    digests: () =>
      look((db) => {
        const tables = db.prepare<[], string>("SELECT name FROM sqlite_schema WHERE type = 'table'").pluck().all()
        return new Map(
          tables
            .filter((name) => !/^(sqlite_|message_search|name_search)/.test(name))
            .map((table) => {
              const rows = db.prepare(`SELECT * FROM "${table}"`).raw().all()
              // The honest texts and the conversation they stand in are counted; what the hub notes by the minute changes anyway.
              const stored =
                table === 'message'
                  ? rows.length - texts
                  : table === 'conversation'
                    ? rows.length
                    : table === 'setting'
                      ? []
                      : rows
              return [table, createHash('sha256').update(JSON.stringify(stored)).digest('hex')] as const
            }),
        )
      }),
    async end() {
      await hub.stop()
      await line.carrier.stop()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}
