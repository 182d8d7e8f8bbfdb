import { join } from 'node:path'
import { account } from './account.ts'
import { openApp, openBare } from './electron-window.ts'
import type { BenchWindow } from './electron-window.ts'
import { milliseconds } from './figure.ts'
import type { Bench } from './figure.ts'
import { filledStore, longAddress } from './fill-store.ts'
import { startLiveLine } from './live-line.ts'
import { median, percentile } from './statistics.ts'
import { publicUrl, sign } from './webhook/callbacks.ts'

const textsPerRound = 20
const target = 50

/** From a signed webhook to the text on screen: request, commit, IPC, paint. */
export const inboundBench: Bench = {
  name: 'inbound',
  needsElectron: true,
  async run({ quick, folder, say }) {
    const rounds = quick ? 3 : 9
    const dataDir = join(folder, 'app')
    filledStore(join(dataDir, 'hub.db'))
    const line = await startLiveLine()
    const app = await openApp(dataDir, line.env)
    const bare = await openBare(join(folder, 'bare'))
    const figures: number[] = []
    const yardsticks: number[] = []
    try {
      const origin = await app.ask<string>(`ptp.call('system.state', {}).then((result) => result.value.webhookAddress)`)
      for (let round = 0; round <= rounds; round++) {
        const figure = percentile(await arrive(app, (text) => post(origin, text), round), 0.95)
        const yardstick = percentile(await arrive(bare, (text) => tell(bare, text), round), 0.95)
        // The first round warms up.
        if (round === 0) continue
        figures.push(figure)
        yardsticks.push(yardstick)
        say(`round ${round}: app ${milliseconds(figure)}, bare ${milliseconds(yardstick)}`)
      }
    } finally {
      await Promise.all([app.stop(), bare.stop()])
      await line.carrier.stop()
    }
    const figure = median(figures)
    return [
      {
        name: 'Signed webhook in → text on screen, p95',
        measured: milliseconds(figure),
        yardstick: `bare page fed by a bare IPC message: ${milliseconds(median(yardsticks))}`,
        ratio: figure / median(yardsticks),
        target: `≤ ${target} ms`,
        holds: figure <= target,
      },
    ]
  },
}

/** This process's clock, to be compared with a page's. */
const now = (): number => performance.timeOrigin + performance.now()

/** How far the page's clock is ahead of ours, from the quickest of some questions. */
async function clockOffset({ ask }: BenchWindow): Promise<number> {
  let best = { trip: Number.POSITIVE_INFINITY, offset: 0 }
  for (let index = 0; index < 20; index++) {
    const before = now()
    const there = await ask<number>('bench.now()')
    const after = now()
    if (after - before < best.trip) best = { trip: after - before, offset: there - (before + after) / 2 }
  }
  return best.offset
}

/** Sends texts one after the other; milliseconds from each to its painted bubble. */
async function arrive(
  window: BenchWindow,
  send: (text: string) => Promise<number>,
  round: number,
): Promise<readonly number[]> {
  const offset = await clockOffset(window)
  const times: number[] = []
  for (let index = 0; index < textsPerRound; index++) {
    const text = `On our way to field ${round}-${index}, ten minutes late`
    await window.ask(`bench.expectText(${JSON.stringify(text)})`)
    const sentAt = await send(text)
    times.push((await window.ask<number>('bench.appeared()')) - offset - sentAt)
  }
  return times
}

let sids = 0

/** An inbound text as Twilio posts it; resolves with the time the request began. */
async function post(origin: string, text: string): Promise<number> {
  sids += 1
  const sid = `SM${sids.toString(16).padStart(32, '0')}`
  const form = {
    ToCountry: 'US',
    ToState: 'IL',
    SmsMessageSid: sid,
    NumMedia: '0',
    SmsSid: sid,
    FromState: 'IL',
    SmsStatus: 'received',
    FromCity: 'CHICAGO',
    Body: text,
    FromCountry: 'US',
    To: account.number,
    NumSegments: '1',
    MessageSid: sid,
    AccountSid: account.accountSid,
    From: longAddress,
    ApiVersion: '2010-04-01',
  }
  const headers = {
    'Content-Type': 'application/x-www-form-urlencoded; charset=utf-8',
    'X-Twilio-Signature': sign(`${publicUrl}/twilio/sms`, form),
  }
  const body = new URLSearchParams(form).toString()
  const began = now()
  const response = await fetch(`${origin}/twilio/sms`, { method: 'POST', headers, body })
  await response.arrayBuffer()
  if (response.status !== 200) throw new Error(`The webhook was answered with ${response.status}.`)
  return began
}

/** The yardstick's message, with the time Electron's main process sent it. */
function tell({ electron }: BenchWindow, text: string): Promise<number> {
  return electron.evaluate(({ BrowserWindow }, body) => {
    const sentAt = performance.timeOrigin + performance.now()
    BrowserWindow.getAllWindows()[0]?.webContents.send('text', body)
    return sentAt
  }, text)
}
