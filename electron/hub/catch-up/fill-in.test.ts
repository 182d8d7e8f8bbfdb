import { describe, expect, test } from 'vitest'
import { insertAttempt, updateAttempt } from '../../../db/attempts.ts'
import { rememberRestore, restoredSenders, setSurePointsBack, surePoint } from '../../../db/catch-up.ts'
import { ensureConversation } from '../../../db/conversations.ts'
import { findMessage } from '../../../db/messages.ts'
import { findOutboxRow } from '../../../db/outbox.ts'
import { manualClock } from '../../../tests/support/manual-clock.ts'
import { testStore } from '../../../tests/support/test-store.ts'
import type { CarrierMessage } from '../carrier/types.ts'
import { newId } from '../ids.ts'
import { cancelMessage, decideUncertain, passEarlierTexts, queueText, retryMessage } from '../outbox/compose.ts'
import { dropHeld, holdEverything, releaseHeld } from '../outbox/held.ts'
import { becomeUncertain } from '../outbox/standing.ts'
import { createStore } from '../store.ts'
import { fillIn } from './fill-in.ts'

const ana = '+12015550111'
const ours = '+13125550100'
const minute = 60_000

function bench() {
  const clock = manualClock()
  const store = createStore(testStore(), clock, () => undefined)
  const { db } = store
  function queue(body: string, replaces: string | null = null): string {
    clock.jump(1)
    const id = newId(clock.now())
    store.write((write) => {
      const conversationId = ensureConversation(db, 'phone', ana, null, write.now)
      const text = { id, conversationId, body, author: null, origin: 'person', replaces } as const
      queueText(write, { ...text, noUseAfter: null, ourNumber: ours, segments: 1 })
    })
    return id
  }
  const seqOf = (id: string): number => findMessage(db, id)?.seq ?? 0
  /** A text whose request ended without an answer. */
  function uncertain(body: string): string {
    const id = queue(body)
    store.write((write) => {
      const attempt = newId(write.now)
      insertAttempt(db, attempt, seqOf(id), write.now)
      updateAttempt(db, attempt, { outcome: 'uncertain', ended_at: write.now })
      becomeUncertain(write, seqOf(id))
    })
    return id
  }
  function listed(body: string, dateCreated: number, ahead = 0): string {
    const message: CarrierMessage = {
      sid: `SM${body}`,
      direction: 'outbound',
      isReply: false,
      status: 'sent',
      from: ours,
      to: ana,
      body,
      segments: 1,
      dateCreated,
      dateSent: dateCreated,
      errorCode: null,
      errorMessage: null,
      messagingServiceSid: null,
      mediaCount: 0,
    }
    return store.write((write) => fillIn(write, message, ahead)).kind
  }
  const act = (): string => newId(clock.now())
  return { clock, store, db, queue, uncertain, listed, seqOf, act }
}

describe('a text that the list has and the store calls open', () => {
  test('is found although this laptop’s clock runs ahead of the carrier’s', () => {
    const { clock, store, db, queue, listed, seqOf } = bench()
    const id = queue('Bring a towel')
    store.write((write) => void holdEverything(write, 'restored'))
    // Sent at once; the carrier's clock says half an hour earlier.
    expect(listed('Bring a towel', clock.now() - 30 * minute, 30 * minute)).toBe('status')
    expect(findOutboxRow(db, seqOf(id))?.phase).toBe('open')
    expect(findMessage(db, id)?.state).toBe('sent')
  })

  test('does not go out again where a person said too early that it had not arrived', () => {
    const { clock, store, db, uncertain, listed, seqOf, act } = bench()
    const id = uncertain('Bring a towel')
    store.write((write) => decideUncertain(write, act(), id, 'send-again'))
    expect(findOutboxRow(db, seqOf(id))?.phase).toBe('ready')
    expect(listed('Bring a towel', clock.now())).toBe('status')
    expect(findOutboxRow(db, seqOf(id))?.phase).toBe('open')
    // Another text is another text.
    expect(listed('Bring a hat', clock.now())).toBe('text-out')
  })
})

describe('a store that was put back, before the carrier was asked', () => {
  test('lets nothing of the copy out, by whichever way; what is written now goes', () => {
    const { clock, store, db, queue, uncertain, seqOf, act } = bench()
    const [held, lost] = [queue('Held'), uncertain('Lost')]
    const ended = queue('Ended')
    store.write((write) => cancelMessage(write, ended))
    store.write((write) => {
      holdEverything(write, 'restored')
      rememberRestore(db, write.now)
    })
    clock.jump(1_000)
    const ways: readonly (() => unknown)[] = [
      () => store.write((write) => releaseHeld(write, act(), { kind: 'text', messageId: held })),
      () => store.write((write) => dropHeld(write, act(), { kind: 'text', messageId: held })),
      () => store.write((write) => passEarlierTexts(write, act(), held)),
      () => store.write((write) => decideUncertain(write, act(), lost, 'send-again')),
      () => store.write((write) => retryMessage(write, act(), ended)),
      () => queue('Held, edited', held),
    ]
    for (const way of ways) expect(way).toThrow('Twilio is being asked first')
    expect(findOutboxRow(db, seqOf(held))?.phase).toBe('held')
    expect(findOutboxRow(db, seqOf(lost))?.phase).toBe('uncertain')
    const fresh = queue('Fresh')
    expect(findOutboxRow(db, seqOf(fresh))?.phase).toBe('ready')
    store.write((write) => cancelMessage(write, fresh))
    store.write((write) => retryMessage(write, act(), fresh))
    expect(findOutboxRow(db, seqOf(fresh))?.phase).toBe('ready')
  })

  test('has every number asked for that a restored text may have left from', () => {
    const { clock, store, db, queue } = bench()
    queue('From the account’s number')
    const other = '+13125550199'
    store.write((write) => {
      const conversationId = ensureConversation(db, 'phone', '+12015550112', other, write.now)
      const text = {
        id: newId(write.now),
        conversationId,
        body: 'From another',
        author: null,
        origin: 'person',
      } as const
      queueText(write, { ...text, replaces: null, noUseAfter: null, ourNumber: ours, segments: 1 })
      holdEverything(write, 'restored')
    })
    expect([...restoredSenders(db)].sort()).toEqual([ours, other])
    const madeAt = clock.now() - 3 * 86_400_000
    store.write((write) => setSurePointsBack(db, madeAt, write.now))
    expect(surePoint(db, 'out', other)).toBe(madeAt)
  })
})
