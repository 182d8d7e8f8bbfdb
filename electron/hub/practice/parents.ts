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
}

/** How simulated parents react to what reaches their phones. */
export interface ParentBehaviour {
  answer(heard: TextHeard): readonly ParentReply[]
}
