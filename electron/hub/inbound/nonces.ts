/**
 * One-time words that are to come back to this process through the public address. Whoever sends one, right or wrong, gets the
 * same answer as everybody else, so that strangers learn nothing.
 */
export interface ExpectedNonces {
  /** `heard` is called when it comes, once. @returns what ends the waiting */
  expect(nonce: string, heard: () => void): () => void
  /** @param query of a request for /healthz, without its question mark */
  hear(query: string): void
}

/** 128 random bits in hexadecimal. */
const shape = /^n=([0-9a-f]{32})$/

export function expectedNonces(): ExpectedNonces {
  const waiting = new Map<string, () => void>()
  return {
    expect(nonce, heard) {
      waiting.set(nonce, heard)
      return () => waiting.delete(nonce)
    },
    hear(query) {
      const nonce = shape.exec(query)?.[1]
      const heard = nonce === undefined ? undefined : waiting.get(nonce)
      if (nonce === undefined || heard === undefined) return
      waiting.delete(nonce)
      heard()
    },
  }
}
