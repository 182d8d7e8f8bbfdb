import { describe, expect, test } from 'vitest'
import { ensureConversation } from '../../db/conversations.ts'
import type { Db } from '../../db/open.ts'
import { isSearchBehind } from '../../db/search-later.ts'
import { searchMessages, toMatch } from '../../db/search.ts'
import { manualClock } from '../../tests/support/manual-clock.ts'
import type { ManualClock } from '../../tests/support/manual-clock.ts'
import { queueTexts } from '../../tests/support/queue-texts.ts'
import { testStore } from '../../tests/support/test-store.ts'
import { newId } from './ids.ts'
import { silentLog } from './log.ts'
import { createSearchIndexer } from './search-indexer.ts'
import type { SearchIndexer } from './search-indexer.ts'
import { createStore } from './store.ts'
import type { Store } from './store.ts'

const found = (db: Db, text: string): number => searchMessages(db, toMatch(text) ?? '', 500).length

interface Rig {
  readonly db: Db
  readonly store: Store
  readonly clock: ManualClock
  broadcast(count: number, words: string): Promise<void>
}

function rig(): Rig {
  const db = testStore()
  const clock = manualClock()
  let indexer: SearchIndexer | null = null
  const store = createStore(db, clock, (touched) => indexer?.committed(touched))
  indexer = createSearchIndexer(store, clock, silentLog)
  return {
    db,
    store,
    clock,
    async broadcast(count, words) {
      const families = store.write((write) =>
        Array.from({ length: count }, (_, index) =>
          ensureConversation(write.db, 'phone', `+1201555${1_000 + index}`, null, write.now),
        ),
      )
      await queueTexts(
        store,
        families.map((conversationId, index) => ({
          id: newId(clock.now()),
          conversationId,
          body: `${words} ${index}`,
          author: null,
          origin: 'broadcast',
          replaces: null,
          noUseAfter: null,
          ourNumber: '+12015550100',
          segments: 1,
        })),
      )
    },
  }
}

/** Throws where the index does not hold exactly what the messages say (SQLite docs: FTS5, "integrity-check"). */
function checkIndex(db: Db): void {
  db.exec(`INSERT INTO message_search (message_search, rank) VALUES ('integrity-check', 1)`)
}

describe('search of broadcasts', () => {
  test('their texts are found a moment after they were queued', async () => {
    const { db, clock, broadcast } = rig()
    await broadcast(120, 'Lightning near the fields')
    expect(found(db, 'lightning')).toBe(0)
    await clock.advanceUntil(() => !isSearchBehind(db), { step: 100, what: 'the index' })
    expect(found(db, 'lightning fie')).toBe(120)
    checkIndex(db)
    await broadcast(3, 'All clear')
    await clock.advanceUntil(() => !isSearchBehind(db), { step: 100, what: 'the index' })
    expect(found(db, 'clear')).toBe(3)
    checkIndex(db)
  })

  test('what a crash left is indexed at the next start', async () => {
    const { db, store, clock, broadcast } = rig()
    await broadcast(5, 'Parking moved')
    const later = createSearchIndexer(store, clock, silentLog)
    await clock.advanceUntil(() => !isSearchBehind(db), { step: 100, what: 'the index' })
    later.stop()
    expect(found(db, 'parking')).toBe(5)
    checkIndex(db)
  })

  test('a text that goes, or changes, before it was indexed leaves the index whole', async () => {
    const { db, clock, broadcast } = rig()
    await broadcast(4, 'Moved indoors')
    db.exec(`DELETE FROM message WHERE seq = 1`)
    db.exec(`UPDATE message SET body = 'Field six' WHERE seq = 2`)
    await clock.advanceUntil(() => !isSearchBehind(db), { step: 100, what: 'the index' })
    expect(found(db, 'indoors')).toBe(2)
    expect(found(db, 'field six')).toBe(1)
    db.exec(`DELETE FROM message WHERE seq = 3`)
    db.exec(`UPDATE message SET body = 'Field seven' WHERE seq = 2`)
    expect(found(db, 'indoors')).toBe(1)
    expect(found(db, 'six')).toBe(0)
    checkIndex(db)
  })
})
