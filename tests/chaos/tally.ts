/** What became of the texts of one run, or of several together. */
export interface Tally {
  readonly texts: number
  /** Processes killed. */
  readonly kills: number
  /** Accepted by the hub from the screen, or by the carrier from a parent, and gone. */
  readonly lost: number
  /** Copies beyond the one that was wanted. */
  readonly doubled: number
  /** Texts of a conversation that overtook an earlier one. */
  readonly outOfOrder: number
  /** Without an end when there was nothing left to wait for. */
  readonly stuck: number
  /** Texts that were uncertain at some time. */
  readonly uncertain: number
  /** Those of them that ended as the carrier has them, without being sent twice. */
  readonly settledRight: number
  /** From the screen to the carrier, in ms of the hub's clock and of the machine's. */
  readonly longestWait: number
  readonly longestRealWait: number
  /** What else was not as promised, in words; empty where all is well. */
  readonly problems: readonly string[]
}

export const nothing: Tally = {
  texts: 0,
  kills: 0,
  lost: 0,
  doubled: 0,
  outOfOrder: 0,
  stuck: 0,
  uncertain: 0,
  settledRight: 0,
  longestWait: 0,
  longestRealWait: 0,
  problems: [],
}

export function add(one: Tally, other: Tally): Tally {
  return {
    texts: one.texts + other.texts,
    kills: one.kills + other.kills,
    lost: one.lost + other.lost,
    doubled: one.doubled + other.doubled,
    outOfOrder: one.outOfOrder + other.outOfOrder,
    stuck: one.stuck + other.stuck,
    uncertain: one.uncertain + other.uncertain,
    settledRight: one.settledRight + other.settledRight,
    longestWait: Math.max(one.longestWait, other.longestWait),
    longestRealWait: Math.max(one.longestRealWait, other.longestRealWait),
    problems: [...one.problems, ...other.problems],
  }
}

/** Whether all that is promised was kept. */
export function isKept(tally: Tally): boolean {
  const { lost, doubled, outOfOrder, stuck, uncertain, settledRight, problems } = tally
  return lost + doubled + outOfOrder + stuck + problems.length === 0 && uncertain === settledRight
}
