import { useRef, useState } from 'react'
import type { AccountView, CredentialField, SaveResult } from '../../electron/ipc/contract/account-views.ts'
import type { CallInput } from '../../electron/ipc/contract/calls.ts'
import { saveAndTest } from '../lib/account.ts'
import { HubError } from '../lib/data.ts'
import { twilioWords } from '../words/twilio.ts'

/** What is typed; null: what is stored stays. */
type Typed = Readonly<Record<CredentialField, string | null>>
const needed = ['accountSid', 'authToken'] as const
const words = twilioWords.signIn.missing
const nothingTyped: Typed = { accountSid: null, authToken: null, apiKey: null, apiSecret: null }

/** How the last "Save and test" ended. `blocked`: a place to keep credentials has to be chosen or opened first. */
export type SaveOutcome =
  | { readonly kind: 'saved' | 'kept-untested' | 'invalid' | 'blocked' }
  | { readonly kind: 'refused' | 'no-answer' | 'error'; readonly reason: string }

export interface Credentials {
  readonly typed: Typed
  readonly faults: Readonly<Partial<Record<CredentialField, string>>>
  /** The stored API key goes when it is saved. */
  readonly removesKey: boolean
  readonly oldTokenHours: number
  readonly busy: boolean
  readonly outcome: SaveOutcome | null
  type(field: CredentialField, value: string | null): void
  setRemovesKey(removes: boolean): void
  setOldTokenHours(hours: number): void
  save(keepUntested?: boolean): void
}

/** The credentials as they are being typed. They are let go once they are saved, and with the page. */
export function useCredentials(stored: AccountView['secrets'] | null): Credentials {
  const [typed, setTyped] = useState(nothingTyped)
  const [faults, setFaults] = useState<Credentials['faults']>({})
  const [removesKey, setRemovesKey] = useState(false)
  const [oldTokenHours, setOldTokenHours] = useState(24)
  const [busy, setBusy] = useState(false)
  const [outcome, setOutcome] = useState<SaveOutcome | null>(null)
  const running = useRef(false)

  function take(result: SaveResult): void {
    setFaults(result.outcome === 'invalid' ? result.fields : {})
    if (result.outcome === 'saved' || result.outcome === 'kept-untested') {
      setTyped(nothingTyped)
      setRemovesKey(false)
      setOutcome({ kind: result.outcome })
    } else if (result.outcome === 'invalid') setOutcome({ kind: 'invalid' })
    else setOutcome({ kind: result.outcome, reason: result.reason })
  }

  function save(keepUntested = false): void {
    if (running.current) return
    const missing = Object.fromEntries(
      needed
        .filter((field) => stored?.[field].set !== true && !typed[field]?.trim())
        .map((field) => [field, words[field]]),
    )
    setFaults(missing)
    // Nobody is asked where to keep what is not there.
    if (Object.keys(missing).length > 0) return setOutcome({ kind: 'invalid' })
    running.current = true
    setBusy(true)
    setOutcome(null)
    const input: CallInput<'account.saveAndTest'> = {
      ...given('accountSid'),
      ...given('authToken'),
      ...(removesKey ? { apiKey: null, apiSecret: null } : { ...given('apiKey'), ...given('apiSecret') }),
      oldTokenHours,
      ...(keepUntested ? { keepUntested } : {}),
    }
    saveAndTest(input)
      .then(take, (error: unknown) => {
        // The hub asked the keychain just now; the page shows the choice, and saves once it is made.
        const blocked = error instanceof HubError && error.code === 'unavailable'
        setOutcome(blocked ? { kind: 'blocked' } : { kind: 'error', reason: String(message(error)) })
      })
      .finally(() => {
        running.current = false
        setBusy(false)
      })
  }

  /** Only what was typed: an empty field leaves what is stored. */
  function given<Field extends CredentialField>(field: Field): Partial<Record<Field, string>> {
    const value = typed[field]
    return value === null || value.trim() === '' ? {} : ({ [field]: value } as Record<Field, string>)
  }

  return {
    typed,
    faults,
    removesKey,
    oldTokenHours,
    busy,
    outcome,
    type(field, value) {
      setTyped((before) => ({ ...before, [field]: value }))
      setFaults(({ [field]: _gone, ...rest }) => rest)
      setOutcome(null)
    },
    setRemovesKey,
    setOldTokenHours,
    save,
  }
}

function message(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
