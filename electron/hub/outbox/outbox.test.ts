import { expect, onTestFinished, test } from 'vitest'
import { attemptsOf } from '../../../db/attempts.ts'
import { ensureConversation } from '../../../db/conversations.ts'
import { findMessage, setMessageState } from '../../../db/messages.ts'
import { updateOutbox } from '../../../db/outbox.ts'
import { manualClock } from '../../../tests/support/manual-clock.ts'
import type { ManualClock } from '../../../tests/support/manual-clock.ts'
import { testStore } from '../../../tests/support/test-store.ts'
import type { CallCarrier } from '../carrier/call-types.ts'
import type { Carrier, CarrierMessage, OutgoingText, SendOutcome } from '../carrier/types.ts'
import { newId } from '../ids.ts'
import type { Link } from '../link/types.ts'
import { silentLog } from '../log.ts'
import { practiceAccount } from '../practice/practice-account.ts'
import { seededRandom } from '../random.ts'
import { createStore } from '../store.ts'
import type { Store } from '../store.ts'
import { queueText } from './compose.ts'
import { createOutbox } from './outbox.ts'
import { createPacer } from './pacer.ts'

const ana = '+12015550111'
const ben = '+12015550112'
const our = '+13125550100'

/** Lets everything that is not timed run. */
async function turns(count = 50): Promise<void> {
  for (let index = 0; index < count; index++) {
    await new Promise((resolve) => {
      setImmediate(resolve)
    })
  }
}

function took(text: OutgoingText, sid: string, at: number): CarrierMessage {
  return {
    sid,
    direction: 'outbound',
    isReply: false,
    status: 'queued',
    from: text.from,
    to: text.to,
    body: text.body,
    segments: 1,
    dateCreated: at,
    dateSent: null,
    errorCode: null,
    errorMessage: null,
    messagingServiceSid: null,
    mediaCount: 0,
  }
}

interface Bench {
  readonly clock: ManualClock
  readonly store: Store
  readonly sent: OutgoingText[]
  text(address: string, body: string): string
  stateOf(id: string): string | undefined
  wake(): void
  /** Whether this laptop is the one on duty. */
  readonly duty: { on: boolean }
}

const noCalls: CallCarrier = {
  make: () => Promise.reject(new Error('No calls here')),
  fetch: () => Promise.resolve({ kind: 'not-found' }),
  listTo: () => Promise.resolve({ kind: 'not-found' }),
  listIn: () => Promise.resolve({ kind: 'not-found' }),
  recordings: () => Promise.resolve({ kind: 'not-found' }),
  redirect: () => Promise.resolve({ kind: 'not-found' }),
  deleteRecording: () => Promise.resolve({ kind: 'not-found' }),
}

/** An outbox with a carrier that answers as it is told, on a link that thinks it is online. */
function bench(
  answer: (text: OutgoingText, count: number) => SendOutcome,
  list: () => readonly CarrierMessage[] = () => [],
): Bench {
  const clock = manualClock()
  const db = testStore()
  let wake = (): void => undefined
  const store = createStore(db, clock, ({ wakeOutbox }) => {
    if (wakeOutbox) wake()
  })
  const sent: OutgoingText[] = []
  const carrier: Carrier = {
    account: {
      accountSid: practiceAccount.accountSid,
      authToken: '',
      apiKey: null,
      number: our,
      messagingServiceSid: null,
      apiOrigin: null,
      apiCertificateAuthority: null,
    },
    send(text) {
      sent.push(text)
      return Promise.resolve(answer(text, sent.length))
    },
    calls: noCalls,
    cancel: () => Promise.resolve({ kind: 'not-found' }),
    remove: () => Promise.resolve({ kind: 'not-found' }),
    fetch: () => Promise.resolve({ kind: 'not-found' }),
    listTo: () => Promise.resolve({ kind: 'ok', value: list() }),
    listPage: () => Promise.resolve({ kind: 'not-found' }),
    accountKind: () => Promise.resolve({ kind: 'ok', value: 'full' }),
    listMedia: () => Promise.resolve({ kind: 'not-found' }),
    dropIdleConnections: () => undefined,
    close: () => undefined,
  }
  const link: Link = {
    state: 'online',
    lastProofAt: null,
    proved: () => undefined,
    failed: () => undefined,
    hint: () => undefined,
    onChange: () => () => undefined,
    onProof: () => () => undefined,
    start: () => undefined,
    stop: () => undefined,
  }
  const duty = { on: true }
  const outbox = createOutbox({
    store,
    carrier,
    link,
    clock,
    random: seededRandom(1),
    pacer: createPacer(() => Number.POSITIVE_INFINITY),
    log: silentLog,
    statusCallback: () => null,
    callFrom: (number) => number,
    outgoingCall: () => {
      throw new Error('No calls here')
    },
    mayResend: () => true,
    pausedChanged: () => undefined,
    isOnDuty: () => duty.on,
    lastContactAt: () => null,
  })
  wake = outbox.wake
  outbox.start()
  onTestFinished(() => outbox.stop(0, () => undefined))
  return {
    clock,
    store,
    sent,
    wake: outbox.wake,
    duty,
    text(address, body) {
      const id = newId(clock.now())
      store.write((write) => {
        const conversationId = ensureConversation(write.db, 'phone', address, null, write.now)
        const from = { author: null, origin: 'person', replaces: null, noUseAfter: null, ourNumber: our } as const
        queueText(write, { id, conversationId, body, segments: 1, ...from })
      })
      return id
    },
    stateOf: (id) => findMessage(db, id)?.state,
  }
}

test('a way out that fails on this side is tried every few seconds, not at every turn', async () => {
  const { clock, sent, text, stateOf } = bench(() => ({ kind: 'no-way-out', captive: false, details: 'not loaded' }))
  const id = text(ana, 'Hello')
  await turns(500)
  expect(sent).toHaveLength(1)
  await clock.advance(10_000)
  expect(sent.length).toBeGreaterThan(2)
  expect(sent.length).toBeLessThan(8)
  expect(stateOf(id)).toBe('queued')
})

test('a carrier that gives two texts one sid stops neither the second nor those after it', async () => {
  const { clock, store, text, stateOf } = bench((sending, count) => ({
    kind: 'accepted',
    message: took(sending, `SM${String(Math.max(2, count)).padStart(32, '0')}`, clock.now()),
  }))
  const ids = [text(ana, 'one'), text(ben, 'two'), text('+12015550113', 'three')]
  await turns()
  expect(ids.map(stateOf)).toEqual(['sending', 'uncertain', 'sending'])
  expect(store.db.prepare(`SELECT count(*) FROM outbox WHERE phase = 'sending'`).pluck().get()).toBe(0)
})

test('an answer that the store will never take in leaves its text to a person, and the others alone', async () => {
  const { clock, store, text, stateOf } = bench((sending, count) => ({
    kind: 'accepted',
    message: took(sending, `SM${String(count).padStart(32, '0')}`, clock.now()),
  }))
  store.db.exec(`CREATE TEMP TRIGGER broken BEFORE UPDATE OF outcome ON attempt WHEN new.sid LIKE '%1'
    BEGIN SELECT RAISE (ABORT, 'a fault of ours'); END`)
  const ids = [text(ana, 'one'), text(ben, 'two')]
  await turns()
  expect(ids.map(stateOf)).toEqual(['uncertain', 'sending'])
  expect(findMessage(store.db, ids[0] ?? '')?.needs_decision).toBe(1)
})

test('a list that is cut off at its limit is no proof that a text is not in it', async () => {
  const { clock, store, text, stateOf } = bench(
    () => ({ kind: 'uncertain', details: 'reset' }),
    () =>
      Array.from({ length: 500 }, (_, index) =>
        took(
          { to: ana, from: our, body: `another ${index}`, validityPeriod: 60, statusCallback: null },
          `SM${String(index).padStart(32, '0')}`,
          clock.now(),
        ),
      ),
  )
  const id = text(ana, 'Hello')
  await turns()
  await clock.advance(600_000)
  expect(stateOf(id)).toBe('uncertain')
  const message = findMessage(store.db, id)
  expect(message?.needs_decision).toBe(1)
  expect(attemptsOf(store.db, message?.seq ?? 0)).toHaveLength(1)
})

test('a scheduled text waits for a laptop on duty; what a person sends does not', async () => {
  const { clock, store, sent, text, stateOf, wake, duty } = bench((sending, count) => ({
    kind: 'accepted',
    message: took(sending, `SM${String(count).padStart(32, '0')}`, clock.now()),
  }))
  duty.on = false
  const scheduled = text(ana, 'Camp opens at nine')
  store.write(({ db, now }) => {
    const seq = findMessage(db, scheduled)?.seq ?? 0
    updateOutbox(db, seq, { phase: 'scheduled', due_at: now + 60_000 })
    setMessageState(db, seq, { state: 'scheduled', at: now })
  })
  await clock.advance(120_000)
  expect(stateOf(scheduled)).toBe('scheduled')
  const own = text(ben, 'On our way')
  await turns()
  expect(stateOf(own)).toBe('sending')
  expect(sent).toHaveLength(1)
  duty.on = true
  wake()
  await turns()
  expect(stateOf(scheduled)).toBe('sending')
})
