import { newId } from '../../../electron/hub/ids.ts'
import type { HeldView } from '../../../electron/ipc/contract/held-views.ts'
import type { ConversationView } from '../../../electron/ipc/contract/views.ts'
import { ProcessGone } from './process.ts'
import { CallRefused } from './rig.ts'
import type { Rig } from './rig.ts'

/** A text that a person will type. */
export interface PlannedText {
  readonly to: string
  /** Its own, so that the judge knows it at the carrier. */
  readonly body: string
  /** When it is typed, epoch ms of the rig's clock. */
  readonly at: number
  readonly noUseAfter?: number
  /** It is spoken on a call. */
  readonly spoken?: boolean
}

/** A text that was typed, and what the screen knows of it. */
export interface TypedText extends PlannedText {
  readonly id: string
  readonly typedAt: number
  /** The hub said that it has it. */
  isAcknowledged: boolean
}

/** Whoever sits at the screen: types texts by a plan, each once, and repeats a call whose answer did not come. */
export interface Person {
  readonly texts: readonly TypedText[]
  readonly hasTyped: boolean
  /** Looks at what is held, and types what is due by now. Where the hub dies under it, the rest waits for the next call. */
  typeDue(): Promise<void>
  /** Looks at what is held for a person, now and then, and sends all of it. */
  approve(): Promise<void>
}

/** Plans `count` texts to so many numbers, evenly over `span` ms from `start`. */
export function planTexts(
  count: number,
  numbers: readonly string[],
  start: number,
  span: number,
  spoken = false,
): PlannedText[] {
  return Array.from({ length: count }, (_, index) => ({
    to: numbers[index % numbers.length] ?? '',
    body: `Text ${index + 1} of ${count}: see you at the tent`,
    at: start + Math.floor((span * index) / count),
    spoken,
  }))
}

/** So many numbers of parents; fictional ones (555-01xx), by area code. */
export function parentNumbers(count: number): readonly string[] {
  return Array.from(
    { length: count },
    (_, index) => `+1${201 + Math.floor(index / 100)}55501${String(index % 100).padStart(2, '0')}`,
  )
}

/** How often somebody looks whether texts are held, in ms. */
const lookEvery = 15_000

export function createPerson(rig: Rig, plan: readonly PlannedText[]): Person {
  let lookedAt = rig.conductor.now
  const texts: TypedText[] = []
  const conversations = new Map<string, number>()
  let next = 0

  async function conversationWith(address: string): Promise<number> {
    const known = conversations.get(address)
    if (known !== undefined) return known
    const { id } = await rig.call<ConversationView>('conversations.open', { address })
    conversations.set(address, id)
    return id
  }

  async function hand(text: TypedText): Promise<void> {
    await rig.call('messages.send', {
      id: text.id,
      conversationId: await conversationWith(text.to),
      channel: text.spoken === true ? 'voice' : 'sms',
      body: text.body,
      replaces: null,
      noUseAfter: text.noUseAfter ?? null,
    })
    text.isAcknowledged = true
  }

  /** One request id per look: made again after a death, the same look changes nothing twice. */
  async function approve(): Promise<void> {
    if (rig.conductor.now - lookedAt < lookEvery) return
    lookedAt = rig.conductor.now
    const requestId = newId(rig.conductor.now)
    try {
      const { count, throughSeq } = await rig.call<HeldView>('held.list', {})
      if (count > 0) await rig.call('held.release', { requestId, which: { kind: 'all', throughSeq } })
    } catch (error) {
      // The next look is soon.
      if (!isAway(error)) throw error
    }
  }

  return {
    approve,
    texts,
    get hasTyped() {
      return next === plan.length && texts.every((text) => text.isAcknowledged)
    },
    async typeDue() {
      await approve()
      try {
        for (;;) {
          const last = texts.at(-1)
          if (last && !last.isAcknowledged) {
            await hand(last)
            continue
          }
          const planned = plan[next]
          if (!planned || planned.at > rig.conductor.now) return
          next += 1
          const typedAt = rig.conductor.now
          texts.push({ ...planned, id: newId(typedAt), typedAt, isAcknowledged: false })
        }
      } catch (error) {
        // The screen shows that the hub is gone or that it has no account; the person goes on when it is back.
        if (!isAway(error)) throw error
      }
    },
  }
}

/** The hub is gone, has no account, or cannot store anything: the person tries again. */
function isAway(error: unknown): boolean {
  return error instanceof ProcessGone || (error instanceof CallRefused && error.code === 'unavailable')
}
