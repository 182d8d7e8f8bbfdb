// What the harness and its processes say to each other. All of it is plain data.

/** From the harness. */
export type ToChild =
  /** The clock may go on to this time (epoch ms). */
  | { readonly kind: 'grant'; readonly to: number }
  /** The wall clock jumps by so many ms without any timer noticing. */
  | { readonly kind: 'jump'; readonly by: number }
  | { readonly kind: 'ask'; readonly id: number; readonly request: unknown }
  | { readonly kind: 'end' }

/** To the harness. */
export type FromChild =
  /** All modules are loaded: it waits to be told to begin. */
  | { readonly kind: 'loaded' }
  /** The time that was granted has passed here. */
  | {
      readonly kind: 'passed'
      readonly to: number
      /** HTTP exchanges under way: time had better go slowly. */
      readonly busy: number
      /** When the next timer fires; null where none waits. */
      readonly nextDue: number | null
    }
  | { readonly kind: 'answer'; readonly id: number; readonly value: unknown }
  | { readonly kind: 'refusal'; readonly id: number; readonly message: string }
  /** Something happened that the harness keeps an eye on. */
  | { readonly kind: 'event'; readonly event: unknown }
