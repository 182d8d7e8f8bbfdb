import type { WebhookChange } from '../../ipc/contract/account-views.ts'
import type { AccountClient, MessagingService, OwnNumber, Reply } from '../carrier/account-types.ts'
import { troubleOf } from './check-words.ts'
import type { WebhookRecord } from './memory.ts'
import { presentOf, webhookFields } from './webhook-plan.ts'
import type { WebhookField } from './webhook-plan.ts'

type Client = Pick<AccountClient, 'number' | 'updateNumber' | 'service' | 'updateService'>
type Thing = OwnNumber | MessagingService

/** What a setting is to become, of one number or service. */
interface Write {
  readonly sid: string
  readonly about: string
  readonly fields: readonly { readonly field: WebhookField; readonly to: string }[]
}

export interface WriteResult {
  /** Settings that were written and read back. */
  readonly done: number
  readonly problems: readonly string[]
}

function isService(sid: string): boolean {
  return sid.startsWith('MG')
}

function readThing(client: Client, sid: string): Promise<Reply<Thing>> {
  return isService(sid) ? client.service(sid) : client.number(sid)
}

function writeThing(client: Client, { sid, fields }: Write): Promise<Reply<Thing>> {
  if (isService(sid)) {
    const to = fields.find(({ field }) => field === 'useInboundWebhookOnNumber')?.to
    return client.updateService(sid, { useInboundWebhookOnNumber: to === 'true' })
  }
  return client.updateNumber(sid, Object.fromEntries(fields.map(({ field, to }) => [field, to])))
}

/** The setting a plan's change is about. */
export function partsOf(id: string): { readonly sid: string; readonly field: WebhookField } | null {
  const dot = id.indexOf('.')
  const field = webhookFields.find((name) => name === id.slice(dot + 1))
  return dot === -1 || field === undefined ? null : { sid: id.slice(0, dot), field }
}

/** What each change undoes to. */
export function recordsOf(changes: readonly WebhookChange[]): readonly WebhookRecord[] {
  return changes.flatMap(({ id, about, from, to }) => {
    const parts = partsOf(id)
    return parts === null ? [] : [{ ...parts, about, before: from, after: to }]
  })
}

/**
 * The records to undo by once `added` is written over `known`. Where the new change goes on from our own last one, what stood
 * there before us is kept.
 */
export function mergeRecords(
  known: readonly WebhookRecord[],
  added: readonly WebhookRecord[],
): readonly WebhookRecord[] {
  const isSame = (one: WebhookRecord, other: WebhookRecord) => one.sid === other.sid && one.field === other.field
  const merged = added.map((record) => {
    const earlier = known.find((one) => isSame(one, record))
    return earlier?.after === record.before ? { ...record, before: earlier.before } : record
  })
  return [...known.filter((one) => !added.some((record) => isSame(one, record))), ...merged]
}

/** Writes the `after` of each record, number by number, and reads each back. */
export function writeChanges(client: Client, records: readonly WebhookRecord[]): Promise<WriteResult> {
  return writeAll(client, grouped(records.map((record) => ({ ...record, to: record.after }))))
}

/**
 * Writes the `before` of each record where our own `after` still stands. What somebody else has changed since is left and
 * said; what stands at `before` already needs nothing.
 * @returns besides, the records that could not be settled now: to be undone another time
 */
export async function undoChanges(
  client: Client,
  records: readonly WebhookRecord[],
): Promise<WriteResult & { readonly left: readonly WebhookRecord[] }> {
  const problems: string[] = []
  const left: WebhookRecord[] = []
  let done = 0
  for (const sid of new Set(records.map((record) => record.sid))) {
    const ours = records.filter((record) => record.sid === sid)
    const read = await readThing(client, sid)
    if (read.kind !== 'ok') {
      // What is gone cannot be put back; what cannot be reached can, later.
      if (read.kind !== 'not-found') left.push(...ours)
      problems.push(
        `${ours[0]?.about ?? sid}: ${read.kind === 'not-found' ? 'it is no longer in the account.' : troubleOf(read).words}`,
      )
      continue
    }
    const standing = ours.filter((record) => isAt(read.value, record, 'after'))
    for (const record of ours) {
      if (standing.includes(record) || isAt(read.value, record, 'before')) continue
      problems.push(`${record.about}: somebody has changed this setting since; it was left as it is.`)
    }
    if (standing.length === 0) continue
    const result = await writeAll(client, grouped(standing.map((record) => ({ ...record, to: record.before }))))
    done += result.done
    problems.push(...result.problems)
    if (result.done < standing.length) left.push(...standing)
  }
  return { done, problems, left }
}

function isAt(thing: Thing, { field, before, after }: WebhookRecord, moment: 'before' | 'after'): boolean {
  return presentOf(thing, field) === (moment === 'before' ? before : after)
}

function grouped(changes: readonly (WebhookRecord & { readonly to: string })[]): readonly Write[] {
  return [...new Set(changes.map(({ sid }) => sid))].map((sid) => {
    const fields = changes.filter((change) => change.sid === sid)
    return { sid, about: fields[0]?.about ?? sid, fields }
  })
}

async function writeAll(client: Client, writes: readonly Write[]): Promise<WriteResult> {
  const problems: string[] = []
  let done = 0
  for (const write of writes) {
    const written = await writeThing(client, write)
    if (written.kind !== 'ok') {
      const { words, details } = troubleOf(written)
      problems.push(`${write.about}: ${words}${details === null ? '' : ` (${details})`}`)
      // Without a way out the others would be waited for one by one, in vain.
      if (written.kind === 'no-answer') break
      continue
    }
    const back = await readThing(client, write.sid)
    if (back.kind !== 'ok') {
      problems.push(`${write.about}: it was written, but could not be read back. ${troubleOf(back).words}`)
      continue
    }
    const kept = write.fields.filter(({ field, to }) => presentOf(back.value, field) === to)
    done += kept.length
    if (kept.length < write.fields.length) {
      problems.push(
        `${write.about}: Twilio took the change and still shows another value. Look at the number in its console.`,
      )
    }
  }
  return { done, problems }
}
