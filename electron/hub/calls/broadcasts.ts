import { join } from 'node:path'
import { recipientsOf } from '../../../db/broadcast-report.ts'
import { findBroadcast, listBroadcasts, updateBroadcast } from '../../../db/broadcasts.ts'
import { ensureConversation } from '../../../db/conversations.ts'
import { findMessage } from '../../../db/messages.ts'
import type { Audience, BroadcastDraft, BroadcastPreview, BroadcastView } from '../../ipc/contract/broadcast-views.ts'
import type { Handlers } from '../../ipc/contract/handlers.ts'
import { everybody } from '../audience/audience.ts'
import { audienceOptions } from '../audience/options.ts'
import { broadcastOrRefuse, cancelBroadcast, pauseBroadcast, resumeBroadcast } from '../broadcast/acts.ts'
import type { BroadcastAct } from '../broadcast/acts.ts'
import { broadcastReport, broadcastView, timeFor } from '../broadcast/views.ts'
import type { ViewContext } from '../broadcast/views.ts'
import { CallFailure } from '../failure.ts'
import { once, queueText } from '../outbox/compose.ts'
import { checkNumber } from '../people/number.ts'
import type { Write } from '../store.ts'
import { messageView } from '../views.ts'
import type { CallContext } from './context.ts'

type Names = Extract<keyof Handlers, `broadcasts.${string}` | `audience.${string}`>

/** A text of a test is of no use later. Milliseconds. */
const testUse = 15 * 60_000

export function broadcastHandlers({
  shown,
  settings,
  now,
  folder,
}: CallContext & {
  readonly now: () => number
  /** The data folder: exports lie in a folder of it. */
  readonly folder: string
}): Pick<Handlers, Names> {
  const desk = () => shown().day.broadcasts

  function rate(): number {
    const { line } = shown()
    return line ? line.rate(line.account.number) : 1
  }
  const context = (): ViewContext => ({ db: shown().store.db, country: settings().defaultCountry, rate: rate() })
  const view = (id: string): BroadcastView => broadcastView(context(), broadcastOrRefuse(shown().store, id))

  function act(
    work: (write: Write, act: BroadcastAct) => void,
  ): (input: { requestId: string; id: string }) => BroadcastView {
    return ({ requestId, id }) => {
      shown().store.write((write) => work(write, { requestId, id, staff: settings().staffName }))
      desk().look()
      return view(id)
    }
  }

  function preview(draft: BroadcastDraft, from: number, limit: number): BroadcastPreview {
    const plan = desk().plan(draft)
    const isSpoken = draft.spoken === true
    // Twilio lets an account make one call a second.
    const takes = timeFor(plan.segments, isSpoken ? 1 : rate())
    return {
      families: plan.families,
      texts: plan.texts.length,
      segments: isSpoken ? 0 : plan.segments,
      cost: isSpoken ? 0 : plan.segments * settings().pricePerSegment,
      takes,
      takesTooLong: takes > draft.useMinutes * 60_000,
      items: plan.texts.slice(from, from + limit).map((text, index) => ({
        position: from + index,
        name: text.name,
        players: text.recipient.players.map(({ first }) => first),
        language: text.language,
        body: text.body,
        segments: text.segments,
      })),
      leftOut:
        from > 0
          ? []
          : plan.leftOut.map(({ name, players, reason }) => ({
              name,
              players: players.map(({ first }) => first),
              reason,
            })),
      faults: plan.faults,
    }
  }

  return {
    'audience.options': () => ({
      options: audienceOptions(shown().store.db, { now: now(), zone: settings().timeZone }),
    }),
    'broadcasts.preview': ({ draft, from, limit }) => preview(draft, from, limit),
    'broadcasts.send': async ({ repeats, inPlaceOf, ...order }) => {
      const begun = await desk().begin({
        ...order,
        repeats,
        inPlaceOf: inPlaceOf ?? null,
        author: settings().staffName || null,
      })
      return begun.kind === 'started'
        ? { kind: 'started', broadcast: broadcastView(context(), begun.row) }
        : { kind: 'repeat', earlier: broadcastView(context(), begun.earlier) }
    },
    'broadcasts.test': ({ id, draft, to }) => {
      const { line, store } = shown()
      if (!line)
        throw new CallFailure('unavailable', 'No text can go out before Twilio is set up. Settings → Twilio says how.')
      const number = checkNumber(to, settings().defaultCountry)
      if (!number.ok) throw new CallFailure('invalid', number.reason)
      if (number.address === line.account.number)
        throw new CallFailure('invalid', 'This is our own number. Enter the number of your phone.')
      const plan = desk().plan(draft)
      const [fault] = plan.faults
      if (fault) throw new CallFailure('invalid', fault.words)
      const [text] = plan.texts
      if (!text) throw new CallFailure('conflict', 'Nobody would get this text, so there is none to try.')
      store.write((write) =>
        queueText(write, {
          id,
          conversationId: ensureConversation(write.db, 'phone', number.address, null, write.now),
          body: text.body,
          author: settings().staffName || null,
          origin: 'person',
          replaces: null,
          noUseAfter: write.now + testUse,
          ourNumber: line.account.number,
          segments: text.segments,
          ...(draft.spoken === true ? { call: { language: text.language, mostCalls: 1 } } : {}),
        }),
      )
      const row = findMessage(store.db, id)
      if (!row) throw new CallFailure('not-found', 'This text is not here any more.')
      return messageView(row)
    },
    'broadcasts.list': ({ before, limit }) => {
      const rows = listBroadcasts(shown().store.db, before, limit + 1)
      const views = context()
      return { items: rows.slice(0, limit).map((row) => broadcastView(views, row)), hasMore: rows.length > limit }
    },
    'broadcasts.report': ({ id, after, limit }) =>
      broadcastReport(context(), broadcastOrRefuse(shown().store, id), after, limit),
    'broadcasts.pause': act(pauseBroadcast),
    'broadcasts.resume': act(resumeBroadcast),
    'broadcasts.cancel': act(cancelBroadcast),
    'broadcasts.sendNow': act(sendNow),
    'broadcasts.silent': ({ id }) => silentOf(id),
    'broadcasts.csv': async ({ id }) => {
      // Rarely wanted, and a start would read the table's library first.
      const { reportCsv, saveCsv } = await import('../broadcast/report-csv.ts')
      const text = reportCsv(context(), broadcastOrRefuse(shown().store, id), settings().timeZone)
      return { path: await saveCsv(join(folder, 'exports'), text, now()) }
    },
  }

  function silentOf(id: string): Audience {
    const { db } = shown().store
    if (!findBroadcast(db, id)) broadcastOrRefuse(shown().store, id)
    const players = new Set<number>()
    const conversations: number[] = []
    for (const row of recipientsOf(db, id, -1, -1)) {
      // Whose phone was busy has not answered either.
      const isCalled = row.state === 'failed' && row.call_outcome !== null
      if (row.answer !== null || row.state === null || (!reached.has(row.state) && !isCalled)) continue
      conversations.push(row.conversation_id)
      for (const player of JSON.parse(row.player_ids) as readonly number[]) players.add(player)
    }
    if (conversations.length === 0) throw new CallFailure('conflict', 'Everybody whom this text reached has answered.')
    return { ...everybody, from: 'hand', players: [...players], conversations }
  }
}

const reached: ReadonlySet<string> = new Set(['sending', 'sent', 'delivered', 'uncertain'])

function sendNow(write: Write, { requestId, id }: BroadcastAct): void {
  once(write, requestId, 'broadcasts.sendNow', () => {
    const row = broadcastOrRefuse(write, id)
    if (row.state !== 'scheduled')
      throw new CallFailure('conflict', 'This broadcast does not wait for its time any more.')
    updateBroadcast(write.db, id, { send_at: write.now })
    write.stale('broadcasts')
    write.stale('scheduled')
  })
}
