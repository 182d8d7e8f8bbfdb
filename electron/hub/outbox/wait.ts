/** Texts that waited this long need a person's look before they go, in milliseconds. */
export const longestWait = 15 * 60_000

/**
 * Whether a text that would go now by itself has waited so long that a person is to look at it first.
 * @param since from when its wait counts (epoch ms); null: a person let it go, and it waits for a way out
 */
export function hasWaitedLong(since: number | null, now: number): boolean {
  // A clock that was set back makes the beginning lie ahead: nobody knows how long it was.
  return since !== null && Math.abs(now - since) >= longestWait
}
