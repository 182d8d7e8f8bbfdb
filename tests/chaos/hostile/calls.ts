import { WebSocket } from 'ws'
import { between, seededRandom } from '../../../electron/hub/random.ts'
import type { Random } from '../../../electron/hub/random.ts'
import type { Length, Scenario } from '../scenario.ts'
import { nothing } from '../tally.ts'
import { hostileCall } from './values.ts'
import { startVictim } from './victim.ts'
import type { Victim } from './victim.ts'

const counts: Readonly<Record<Length, { readonly calls: number; readonly frames: number }>> = {
  quick: { calls: 300, frames: 12 },
  usual: { calls: 3_000, frames: 60 },
  full: { calls: 10_000, frames: 300 },
}
const growth = 16 * 1024 * 1024
const atOnce = 20
/** An answer that takes longer is no answer. */
const patience = 60_000

function within<Value>(work: Promise<Value>, what: string): Promise<Value> {
  let limit: NodeJS.Timeout | undefined
  return Promise.race([
    work,
    new Promise<never>((_resolve, reject) => {
      limit = setTimeout(() => reject(new Error(`${what} was not answered`)), patience)
    }),
  ]).finally(() => clearTimeout(limit))
}

async function callAround(victim: Victim, random: Random, count: number, problems: Set<string>): Promise<void> {
  let left = count
  const one = async (): Promise<void> => {
    while (left > 0) {
      left -= 1
      const { name, input } = hostileCall(random)
      const called = String(name).slice(0, 40)
      try {
        const result = await within(victim.call(name, input), called)
        // A fault of the app is what must not come of any input.
        if (!result.ok && result.error.code === 'internal')
          problems.add(`${called} met a fault: ${result.error.details ?? ''}`)
      } catch (error) {
        problems.add(error instanceof Error ? error.message : String(error))
      }
    }
  }
  await Promise.all(Array.from({ length: atOnce }, one))
}

/** One socket with whatever it says. @returns whether it was let in */
function socketOf(port: number, cookie: string | null, say: (socket: WebSocket) => void): Promise<boolean> {
  return new Promise((resolve) => {
    const home = `http://127.0.0.1:${port}`
    const socket = new WebSocket(`ws://127.0.0.1:${port}/hub`, {
      headers: { Origin: home, ...(cookie === null ? {} : { Cookie: cookie }) },
    })
    let opened = false
    const limit = setTimeout(() => socket.terminate(), 500)
    socket.on('open', () => {
      opened = true
      say(socket)
    })
    socket.on('error', () => undefined)
    socket.on('close', () => {
      clearTimeout(limit)
      resolve(opened)
    })
  })
}

async function socketAround(victim: Victim, random: Random, count: number, problems: Set<string>): Promise<void> {
  const { port, cookie } = victim.page
  const frames: readonly ((socket: WebSocket) => void)[] = [
    (socket) => socket.send('{'),
    (socket) => socket.send('null'),
    (socket) => socket.send('[]'),
    (socket) => socket.send(Buffer.alloc(1_000)),
    (socket) => socket.send(JSON.stringify({ id: 'one', name: 'system.state', input: {} })),
    (socket) => socket.send(JSON.stringify({ id: Number.POSITIVE_INFINITY, name: '__proto__', input: null })),
    (socket) => socket.send('x'.repeat(5_000_000)),
    (socket) => socket.send(`${'['.repeat(100_000)}`),
    (socket) => {
      for (let index = 0; index < 100; index += 1) socket.send(JSON.stringify({ id: index, ...hostileCall(random) }))
    },
  ]
  for (let index = 0; index < count; index += 1) {
    const frame = frames[index % frames.length]
    if (!frame) continue
    // Every third comes without the token, or with one that was made up.
    const stranger = index % 3 === 0
    const wrong = between(random, 0, 1) === 0 ? null : `${cookie.split('=')[0]}=${'A'.repeat(43)}`
    const isIn = await socketOf(port, stranger ? wrong : cookie, frame)
    if (stranger && isIn) problems.add('a page without the token was let in')
    if (!stranger && !isIn) problems.add('the app’s own page was turned away')
  }
}

/** A page that was taken over makes calls of every kind, by its bridge and by the browser host's socket. */
export const hostileCalls: Scenario = {
  name: 'calls',
  what: 'hostile calls from the page, and frames on its socket',
  runs: { quick: 0, usual: 1, full: 1 },
  async run({ seed, length }) {
    const victim = await startVictim()
    const problems = new Set<string>()
    const { calls, frames } = counts[length]
    try {
      const random = seededRandom(seed)
      await callAround(victim, seededRandom(seed + 1), 100, problems)
      const before = await victim.memory()
      await callAround(victim, random, calls, problems)
      await socketAround(victim, random, frames, problems)
      // The hub still does what it is for.
      const time = await victim.honestText()
      const state = await within(victim.call('system.state', {}), 'system.state')
      if (!state.ok) problems.add('the app’s state cannot be read any more')
      const grown = (await victim.memory()).heap - before.heap
      if (grown > growth) problems.add(`the heap grew by ${Math.round(grown / 1e6)} MB`)
      return { ...nothing, texts: calls + frames, longestWait: time, longestRealWait: time, problems: [...problems] }
    } finally {
      await victim.end()
    }
  },
}
