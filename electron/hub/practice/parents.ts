import { createHash } from 'node:crypto'

import { between, pick, seededRandom } from '../random.ts'
import type { Random } from '../random.ts'
import { childsDrawing } from './drawing.ts'
import type { InboundText } from './inbound.ts'
import { answersTo, asksSomething, chatterIn, comesWithPicture, questionsIn, topicOf } from './parent-phrases.ts'
import type { ParentLanguage } from './parent-phrases.ts'
import type { SampleCamp } from './sample-camp.ts'
import type { Span } from './types.ts'

/** A text that has reached a parent's phone. */
export interface TextHeard {
  /** E.164. */
  readonly address: string
  readonly body: string
  /** Many phones got texts at the same time. */
  readonly bulk: boolean
  /** Epoch ms. */
  readonly now: number
}

export interface ParentReply {
  /** Ms of the clock from hearing to answering. */
  readonly after: number
  readonly body: string
  /** A picture that comes along. */
  readonly media?: InboundText['media']
}

/** How simulated parents react to what reaches their phones. */
export interface ParentBehaviour {
  answer(heard: TextHeard): readonly ParentReply[]
}

type Kind = 'quick' | 'slow' | 'silent' | 'chatty' | 'asking' | 'weary'

interface Manner {
  /** Share of all parents. */
  readonly share: number
  /** How likely an answer to a question is, and to a mere notice. */
  readonly toQuestion: number
  readonly toNotice: number
  /** Ms. */
  readonly pause: Span
}

const manners: Readonly<Record<Kind, Manner>> = {
  quick: { share: 0.36, toQuestion: 0.97, toNotice: 0.6, pause: [3000, 9000] },
  slow: { share: 0.22, toQuestion: 0.85, toNotice: 0.35, pause: [14_000, 45_000] },
  silent: { share: 0.12, toQuestion: 0.15, toNotice: 0, pause: [20_000, 60_000] },
  chatty: { share: 0.14, toQuestion: 1, toNotice: 0.8, pause: [4000, 12_000] },
  asking: { share: 0.13, toQuestion: 0.95, toNotice: 0.7, pause: [5000, 15_000] },
  // Tired of being written to: may say STOP when everybody is texted at once.
  weary: { share: 0.03, toQuestion: 0.5, toNotice: 0.05, pause: [5000, 20_000] },
}

/** Of those who answer a question to everybody, so many do so much later; ms. */
const lateShare = 0.15
const lateBy: Span = [4 * 60_000, 15 * 60_000]

/** Answers to what was not asked; after these the parent waits for a question. */
const mostUnasked = 2

interface Parent {
  readonly kind: Kind
  readonly language: ParentLanguage
  readonly kid: string
  unasked: number
  /** Said last, so that nobody says the same thing twice in a row. */
  lastSaid: string
  hasStopped: boolean
}

/**
 * The parents of the sample camp: each number has its own manner, which the camp's seed fixes.
 * They answer what a text says, never more than twice in a row unasked, so that two machines cannot talk for ever.
 */
export function campParents(camp: SampleCamp, random: Random = seededRandom(camp.seed)): ParentBehaviour {
  const parents = new Map<string, Parent>()

  function parentAt(address: string): Parent {
    const known = parents.get(address)
    if (known !== undefined) return known
    const family = camp.families.find((candidate) =>
      candidate.guardians.some((guardian) => guardian.addresses.includes(address)),
    )
    const guardian = family?.guardians.find((candidate) => candidate.addresses.includes(address))
    const parent: Parent = {
      kind: kindOf(camp.seed, address),
      language: guardian?.language === 'es' ? 'es' : 'en',
      kid: family?.players[0]?.firstName ?? (guardian?.language === 'es' ? 'el niño' : 'the kid'),
      unasked: 0,
      lastSaid: '',
      hasStopped: false,
    }
    parents.set(address, parent)
    return parent
  }

  return {
    answer(heard) {
      const parent = parentAt(heard.address)
      if (parent.hasStopped) return []
      const manner = manners[parent.kind]
      const pause = between(random, manner.pause[0], manner.pause[1])
      if (heard.bulk && parent.kind === 'weary' && random.next() < 0.5) {
        parent.hasStopped = true
        return [{ after: pause, body: 'STOP' }]
      }

      const asked = asksSomething(heard.body)
      if (asked) parent.unasked = 0
      const topic = topicOf(heard.body)
      const eagerness = asked ? manner.toQuestion : topic === 'thanks' ? manner.toNotice / 3 : manner.toNotice
      const willing = random.next() < (heard.bulk && !asked ? eagerness / 2 : eagerness)
      if (!willing || parent.unasked >= mostUnasked) return []

      // Some read what everybody was asked over lunch.
      const late = heard.bulk && topic === 'confirm' && random.next() < lateShare ? between(random, ...lateBy) : 0
      const replies: ParentReply[] = [{ after: pause + late, ...say(parent, answersTo(topic, parent.language)) }]
      if (!asked) parent.unasked += 1
      const more = parent.kind === 'asking' ? questionsIn(parent.language) : chatterIn(parent.language)
      const talkative = (parent.kind === 'asking' || parent.kind === 'chatty') && topic !== 'injury'
      if (talkative && parent.unasked < mostUnasked && random.next() < 0.5) {
        parent.unasked += 1
        replies.push({ after: pause + late + between(random, 3000, 9000), ...say(parent, more) })
      }
      return replies
    },
  }

  function say(parent: Parent, phrases: readonly string[]): Pick<ParentReply, 'body' | 'media'> {
    const fresh = phrases.filter((phrase) => phrase !== parent.lastSaid)
    const phrase = pick(random, fresh.length > 0 ? fresh : phrases)
    parent.lastSaid = phrase
    const body = phrase.replaceAll('{kid}', parent.kid)
    return comesWithPicture(phrase) ? { body, media: [childsDrawing(random)] } : { body }
  }
}

/** A number keeps its manner over restarts. */
function kindOf(seed: number, address: string): Kind {
  let place = createHash('md5').update(`${seed}:${address}`).digest().readUInt32BE(0) / 2 ** 32
  for (const kind of Object.keys(manners) as Kind[]) {
    place -= manners[kind].share
    if (place < 0) return kind
  }
  return 'quick'
}
