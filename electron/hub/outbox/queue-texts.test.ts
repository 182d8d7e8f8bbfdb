import { expect, test } from 'vitest'
import { setConsent } from '../../../db/consent.ts'
import { ensureConversation } from '../../../db/conversations.ts'
import { manualClock } from '../../../tests/support/manual-clock.ts'
import { testStore } from '../../../tests/support/test-store.ts'
import { newId } from '../ids.ts'
import { createStore } from '../store.ts'
import type { Store } from '../store.ts'
import type { TextToQueue } from './compose.ts'
import { queueTexts } from './queue-texts.ts'

const clock = manualClock()

/** A store with conversations, and a text to each. */
function families(count: number): {
  readonly store: Store
  readonly texts: readonly TextToQueue[]
  readonly commits: () => number
} {
  let commits = 0
  const store = createStore(testStore(), clock, () => (commits += 1))
  const texts = store.write(({ db, now }) =>
    Array.from({ length: count }, (_, index): TextToQueue => ({
      id: newId(now),
      conversationId: ensureConversation(db, 'phone', `+1312555${String(index).padStart(4, '0')}`, null, now),
      body: 'Camp is closed this afternoon.',
      author: 'Sam',
      origin: 'broadcast',
      replaces: null,
      noUseAfter: null,
      ourNumber: '+13125550100',
      segments: 1,
    })),
  )
  return { store, texts, commits: () => commits }
}

const count = (store: Store, what: string): unknown => store.db.prepare(`SELECT count(*) FROM ${what}`).pluck().get()

test('many texts are queued in several commits, each text once, also when asked for again', async () => {
  const { store, texts, commits } = families(200)
  await expect(queueTexts(store, texts)).resolves.toEqual({ queued: 200, refused: [] })
  expect(commits()).toBe(4)
  expect(count(store, `outbox WHERE phase = 'ready' AND priority = 1`)).toBe(200)
  await expect(queueTexts(store, texts)).resolves.toEqual({ queued: 200, refused: [] })
  expect(count(store, 'message')).toBe(200)
  expect(count(store, 'outbox')).toBe(200)
})

test('one that its conversation cannot take is refused alone, with the reason', async () => {
  const { store, texts } = families(3)
  const [, second] = texts
  if (!second) throw new Error('There are three.')
  const address = '+13125550001'
  store.write(({ db, now }) => setConsent(db, { sender: '*', address, state: 'out', source: 'text', at: now }))
  const { queued, refused } = await queueTexts(store, texts)
  expect(queued).toBe(2)
  expect(refused).toMatchObject([{ id: second.id, conversationId: second.conversationId }])
  expect(refused[0]?.reason).toContain('STOP')
  expect(count(store, 'message')).toBe(2)
})

test('it can be ended between two chunks, and completed later', async () => {
  const { store, texts } = families(200)
  const { queued } = await queueTexts(store, texts, () => 'stop')
  expect(queued).toBeGreaterThan(0)
  expect(queued).toBeLessThan(200)
  expect(count(store, 'outbox')).toBe(queued)
  await queueTexts(store, texts)
  expect(count(store, 'outbox')).toBe(200)
})

test('between two chunks everything else goes on', async () => {
  const { store, texts } = families(200)
  let turns = 0
  let going = setImmediate(turn)
  function turn(): void {
    turns += 1
    going = setImmediate(turn)
  }
  const seen: number[] = []
  await queueTexts(store, texts, () => {
    seen.push(turns)
    return 'go-on'
  })
  clearImmediate(going)
  expect(new Set(seen).size).toBe(seen.length)
})

test('a fault of the store ends it; what was durable stands', async () => {
  const { store, texts } = families(200)
  let chunks = 0
  const broken: Store = {
    ...store,
    write(work, together) {
      chunks += 1
      if (chunks === 3) throw new Error('disk I/O error')
      return store.write(work, together)
    },
  }
  await expect(queueTexts(broken, texts)).rejects.toThrow('disk I/O error')
  expect(count(store, 'outbox')).toBe(128)
})
