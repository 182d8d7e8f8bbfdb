import type { CheckId, FixPlace } from '../../ipc/contract/diagnostics-views.ts'

/** What a check's button does: something here, or a place in the settings where a person does it. */
export type Fix =
  | { readonly label: string; readonly run: () => Promise<unknown> | void }
  | { readonly label: string; readonly opens: FixPlace }

/** What a check found. `words` are for the person at the screen, `details` for whoever helps them. Neither holds anything private. */
export interface Finding {
  /** `unknown`: nobody could be asked, or it cannot be read on this machine. */
  readonly state: 'ok' | 'problem' | 'unknown'
  readonly words: string
  readonly details?: string | null
  readonly fix?: Fix | null
}

export type Findings = Readonly<Partial<Record<CheckId, Finding>>>

/** One look that answers one check or several. */
export interface Examination {
  readonly ids: readonly CheckId[]
  /** Reads memory and the store's indexes alone: made again whenever the connection changes. */
  readonly isQuick?: true
  /** Real milliseconds it is waited for. */
  readonly patience?: number
  readonly run: (signal: AbortSignal) => Findings | Promise<Findings>
}

export const ok = (words: string, details: string | null = null): Finding => ({ state: 'ok', words, details })

export const unknown = (words: string, fix: Fix | null = null): Finding => ({ state: 'unknown', words, fix })

export const problem = (words: string, fix: Fix | null = null, details: string | null = null): Finding => ({
  state: 'problem',
  words,
  details,
  fix,
})
