import type { Clock, Timer } from './clock.ts'
import type { Touched } from './store.ts'

/** Changes that come in many commits in a row, as the callbacks of a broadcast do, are told together once in so many ms. */
const tellPace = 30
/** Messages told at once, each of which costs a reading here and a drawing there; the others come after. */
const mostAtOnce = 32

/** What changed in the views of messages and conversations. */
export type TouchedViews = Pick<Touched, 'messages' | 'conversations'>

/** Decides when the screen is told of a commit. */
export interface Teller {
  committed(touched: Touched): void
  /** What was not told yet is not told any more. */
  stop(): void
}

/**
 * Tells at once of what a person did, and of the first of many commits; of those that follow it, together. Views are read when
 * they are told, so that what is told late is never old.
 */
export function createTeller(clock: Clock, tell: (views: TouchedViews) => void): Teller {
  let messages = new Set<number>()
  let conversations = new Set<number>()
  let toldAt = Number.NEGATIVE_INFINITY
  let soon: Timer | null = null

  function tellAll(): void {
    soon?.cancel()
    soon = null
    toldAt = clock.now()
    const rest = [...messages].slice(mostAtOnce)
    const views = { messages: rest.length > 0 ? new Set([...messages].slice(0, mostAtOnce)) : messages, conversations }
    messages = new Set(rest)
    conversations = new Set()
    if (rest.length > 0) soon = clock.after(tellPace, tellAll)
    tell(views)
  }

  return {
    committed(touched) {
      for (const seq of touched.messages) messages.add(seq)
      for (const id of touched.conversations) conversations.add(id)
      const since = clock.now() - toldAt
      // A clock set back must not keep anything.
      if (!touched.together || since < 0 || since >= tellPace) tellAll()
      else soon ??= clock.after(tellPace - since, tellAll)
    },
    stop() {
      soon?.cancel()
      soon = null
    },
  }
}
