import type { LinkState } from '../../ipc/contract/views.ts'

/** What is known about the way out to the carrier. Only the carrier's own answers are proof. */
export interface Link {
  readonly state: LinkState
  /** When the carrier last answered anything over a good connection (epoch ms), or null. */
  readonly lastProofAt: number | null
  /** An answer of any kind came from the carrier. */
  proved(): void
  /** A request found no way out; `captive` when something else answered in the carrier's place. */
  failed(captive: boolean): void
  /** The OS hints at a change: the next probe comes at once. Never forbids a send. */
  hint(): void
  /** Called after each change of `state`. Returns the function that stops it. */
  onChange(listener: (state: LinkState) => void): () => void
  /** Called whenever the carrier has answered, at the pace of its answers. Returns the function that stops it. */
  onProof(listener: () => void): () => void
  start(): void
  stop(): void
}
