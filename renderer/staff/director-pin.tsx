import { useState } from 'react'
import type { ReactNode } from 'react'
import { looksLikePin, useStaff } from '../lib/staff.ts'
import { Select } from '../ui/select.tsx'
import { staffWords } from '../words/staff.ts'
import { PinField } from './pin-field.tsx'

const words = staffWords.director

/** A director's PIN for one act: what to show, and what to send along. */
export interface DirectorPin {
  /** A director has a PIN: the hub refuses the act without one. */
  readonly isNeeded: boolean
  /** What was entered may be a PIN, or none is needed. */
  readonly isReady: boolean
  readonly by: { readonly staffId: number; readonly pin: string } | null
  /** Where to enter it; null where none is needed. @param onEnter runs the act, once it may be a PIN */
  field(onEnter: () => void): ReactNode
  /** Runs the act with the PIN, which is forgotten after it. */
  use<Value>(act: (by: DirectorPin['by']) => Promise<Value>): Promise<Value>
}

/** Asks for a director's PIN where one has one. */
export function useDirectorPin(): DirectorPin {
  const directors = (useStaff().data?.people ?? []).filter((one) => one.role === 'director' && one.hasPin)
  const [chosen, setChosen] = useState('')
  const [pin, setPin] = useState('')
  const who = directors.find((one) => String(one.id) === chosen) ?? directors[0]
  const by = who === undefined ? null : { staffId: who.id, pin }
  const isReady = who === undefined || looksLikePin(pin)
  return {
    isNeeded: who !== undefined,
    isReady,
    by,
    field: (onEnter) =>
      who === undefined ? null : (
        <>
          {directors.length > 1 ? (
            <Select
              label={staffWords.team.director}
              value={String(who.id)}
              options={directors.map((one) => ({ value: String(one.id), label: one.name }))}
              onValueChange={setChosen}
            />
          ) : null}
          <PinField
            label={staffWords.pin.pinOf(who.name)}
            help={words.help}
            value={pin}
            onValueChange={setPin}
            onEnter={() => {
              if (isReady) onEnter()
            }}
          />
        </>
      ),
    async use(act) {
      try {
        return await act(by)
      } finally {
        setPin('')
      }
    },
  }
}
