import { expect, test } from 'vitest'
import { consentOf, isOptedOut } from '../../../../db/consent.ts'
import { ensureConversation, findConversation } from '../../../../db/conversations.ts'
import { manualClock } from '../../../../tests/support/manual-clock.ts'
import { testStore } from '../../../../tests/support/test-store.ts'
import { createStore } from '../../store.ts'
import { importRoster, undoImport } from './apply.ts'
import { guessColumns } from './columns.ts'
import { readRow } from './row.ts'
import type { ReadRow } from './row.ts'

const headers = ['Player', 'Parent', 'Phone', 'Texts OK']
const ana = '+13122000142'

async function* row(texts: string): AsyncGenerator<ReadRow> {
  const columns = guessColumns(headers)
  const cells = ['Maya Lopez', 'Ana Lopez', '312 200 0142', texts]
  yield await Promise.resolve(
    readRow({ line: 2, cells, bytesRead: 0 }, { headers, columns, country: 'US', year: 2026 }),
  )
}

test('a registration’s “no texts” closes a number until it says otherwise, or the import is taken back', async () => {
  const store = createStore(testStore(), manualClock(), () => undefined)
  const conversation = store.write(({ db, now }) => ensureConversation(db, 'phone', ana, null, now))
  const closed = () => findConversation(store.db, conversation)?.opted_out_source ?? null
  const take = async (texts: string) =>
    (
      await importRoster(row(texts), {
        store,
        fileName: 'roster.csv',
        signal: new AbortController().signal,
        progress: () => undefined,
      })
    ).importId
  await take('No')
  expect(closed()).toBe('import')
  expect(store.db.prepare('SELECT consent_source FROM guardian').pluck().get()).toBe('Texts OK: No')
  await take('No')
  expect(consentOf(store.db, ana)).toHaveLength(1)
  await take('Yes')
  expect(closed()).toBeNull()
  const last = await take('No')
  expect(isOptedOut(store.db, ana)).toBe(true)
  await undoImport(store, last)
  expect(closed()).toBeNull()
})
