import { expect, test } from 'vitest'
import type { MessageState } from '../../db/words.ts'
import type { CarrierStatus } from '../../electron/hub/carrier/types.ts'
import { isKept } from '../chaos/tally.ts'
import { judge } from '../chaos/rig/judge.ts'
import type { Judged } from '../chaos/rig/judge.ts'
import type { TypedText } from '../chaos/rig/person.ts'

interface Fate {
  readonly state?: MessageState | null
  /** What the carrier has of it: a status per copy. */
  readonly copies?: readonly CarrierStatus[]
  readonly uncertain?: boolean
}

const to = '+12015550111'

/** Judges texts to one number, in the order typed, of which `fates` tells what became; the carrier took them by `order`. */
function judged(fates: readonly Fate[], order = fates.map((_, index) => index)) {
  const texts = fates.map((_, index): TypedText => ({
    id: `id-${index}`,
    to,
    body: `Text ${index}`,
    at: index,
    typedAt: index,
    isAcknowledged: true,
  }))
  let position = 0
  const accepted = order.flatMap((index) =>
    (fates[index]?.copies ?? ['delivered']).map((status) => ({
      position: ++position,
      sid: `SM${index}`,
      to,
      body: `Text ${index}`,
      status,
      createdAt: 1_000,
    })),
  )
  const told = fates.flatMap(({ state = 'delivered' }, index) =>
    state === null ? [] : [{ id: `id-${index}`, state, sid: `SM${index}`, place: null }],
  )
  const rig = {
    accepted: () => Promise.resolve(accepted),
    rows: (sql: string) => Promise.resolve(sql.startsWith('PRAGMA') ? [{ integrity_check: 'ok' }] : told),
    uncertain: new Set(fates.flatMap(({ uncertain }, index) => (uncertain ? [`id-${index}`] : []))),
    errors: () => new Map<string, number>(),
    kills: 0,
    conductor: { realAt: (time: number) => time },
  } as unknown as Judged
  return judge(rig, texts)
}

test('texts that are on both sides once, as they should be, are kept', async () => {
  const tally = await judged([{}, { copies: ['undelivered'], state: 'failed' }, { uncertain: true }])
  expect(tally).toMatchObject({ texts: 3, lost: 0, doubled: 0, outOfOrder: 0, stuck: 0, uncertain: 1, settledRight: 1 })
  expect(isKept(tally)).toBe(true)
})

test.each<readonly [string, readonly Fate[], object]>([
  ['one that the store has lost', [{ state: null }], { lost: 1 }],
  ['one that never left', [{ copies: [], state: 'failed' }], { lost: 1 }],
  ['one that the carrier took twice', [{ copies: ['delivered', 'delivered'] }], { doubled: 1 }],
  ['one that still waits', [{ copies: [], state: 'queued' }], { stuck: 1 }],
  ['one that stays uncertain', [{ state: 'uncertain', uncertain: true }], { stuck: 1, uncertain: 1, settledRight: 0 }],
  ['one that is called failed and was delivered', [{ state: 'failed', uncertain: true }], { settledRight: 0 }],
])('%s is found', async (_what, fates, found) => {
  const tally = await judged(fates)
  expect(tally).toMatchObject(found)
  expect(isKept(tally)).toBe(false)
})

test('one that overtook another is found', async () => {
  const tally = await judged([{}, {}, {}], [1, 0, 2])
  expect(tally.outOfOrder).toBe(1)
  expect(isKept(tally)).toBe(false)
})
