import { join } from 'node:path'
import { startProcess } from '../../bench/child.ts'
import { percentile } from '../../bench/statistics.ts'
import type { Length, Scenario } from '../scenario.ts'
import { nothing } from '../tally.ts'
import type { Attacked, AttackerRequest } from './attacker.ts'
import { startVictim } from './victim.ts'

const counts: Readonly<Record<Length, number>> = { quick: 150, usual: 3_000, full: 10_000 }
/** Connections that never finish what they began: more than the listener has room for. */
const slow = 400
/** What an answer to Twilio may take, in milliseconds, while strangers do their worst. */
const answerWithin = 100
/** What the heap may have grown by, in bytes, once all is over. */
const growth = 12 * 1024 * 1024
/** The listener's own time-outs, and a little: by then it has let go of who never finishes. */
const letGoWithin = 40_000

const wait = (span: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, span)
  })

/** Strangers send whatever they like to the public address, and hold connections open, while parents write. */
export const hostileWebhooks: Scenario = {
  name: 'webhooks',
  what: 'hostile webhook requests, and 400 connections that never end one',
  runs: { quick: 1, usual: 1, full: 1 },
  async run({ seed, length }) {
    const victim = await startVictim()
    const attacker = await startProcess<string>(join(import.meta.dirname, 'attacker.ts'))
    const ask = <Answer>(request: AttackerRequest): Promise<Answer> => attacker.ask<Answer>(request)
    const problems: string[] = []
    try {
      // The first requests warm everything up, and are no leak.
      await ask<Attacked>({
        kind: 'attack',
        port: victim.port,
        seed: seed + 1,
        count: 200,
        overheard: victim.overheard,
      })
      const before = { digests: victim.digests(), heap: (await victim.memory()).heap }
      await ask({ kind: 'hold', port: victim.port, count: slow })

      let over = false
      const attacked = ask<Attacked>({
        kind: 'attack',
        port: victim.port,
        seed,
        count: counts[length],
        overheard: victim.overheard,
      }).finally(() => (over = true))
      const times: number[] = []
      let honest = 0
      let lost = 0
      while (!over) {
        honest += 1
        await victim.honestText().then(
          (time) => times.push(time),
          (error: unknown) => {
            lost += 1
            problems.push(error instanceof Error ? error.message : String(error))
          },
        )
        await wait(20)
      }
      const { tried, accepted } = await attacked
      for (const kind of new Set(accepted)) problems.push(`${kind} was accepted`)
      if (length !== 'quick') {
        const begun = Date.now()
        while ((await ask<number>({ kind: 'held' })) > 0 && Date.now() - begun < letGoWithin) await wait(500)
        const held = await ask<number>({ kind: 'held' })
        if (held > 0) problems.push(`${held} connections that never ended a request are still held`)
      }
      for (const [table, digest] of victim.digests()) {
        if (digest !== before.digests.get(table)) problems.push(`something was stored in ${table} that nobody signed`)
      }
      // One of them came before the attack began.
      lost += Math.max(0, honest + 1 - lost - victim.received())
      const after = (await victim.memory()).heap
      if (after - before.heap > growth) problems.push(`the heap grew by ${Math.round((after - before.heap) / 1e6)} MB`)
      const p99 = percentile(times, 0.99)
      // On a machine that is busy with other tests as well, this would time those.
      if (length === 'full' && p99 > answerWithin) problems.push(`an honest text waited ${Math.round(p99)} ms (p99)`)
      return {
        ...nothing,
        texts: tried,
        lost,
        longestWait: Math.max(...times),
        longestRealWait: Math.max(...times),
        problems,
      }
    } finally {
      await Promise.all([attacker.stop(), victim.end()])
    }
  },
}
