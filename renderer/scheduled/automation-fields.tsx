import { useState } from 'react'
import type { ReactNode } from 'react'
import type { CallInput } from '../../electron/ipc/contract/calls.ts'
import type { AutomationView } from '../../electron/ipc/contract/automation-views.ts'
import { Select } from '../ui/select.tsx'
import { TextField } from '../ui/text-field.tsx'
import { automationWords as words } from '../words/automations.ts'
import { timeText } from './use-plan.ts'

type Told = NonNullable<CallInput<'automations.update'>['settings']>

interface AutomationFieldsProps {
  readonly automation: AutomationView
  onChange(settings: Told): void
}

const hours = [0, 1, 2, 3, 4, 6, 12, 20, 24] as const

/** What a kind is told besides its text. */
export function AutomationFields({ automation: { settings }, onChange }: AutomationFieldsProps): ReactNode {
  switch (settings.kind) {
    case 'check-in':
    case 'pick-up':
      return null
    case 'follow-up':
      return (
        <>
          <Select
            label={words.hours}
            value={String(settings.hours)}
            options={[...new Set([...hours, settings.hours])]
              .sort((one, other) => one - other)
              .map((value) => ({ value: String(value), label: String(value) }))}
            onValueChange={(value) => onChange({ ...settings, hours: Number(value) })}
          />
          <Select
            label={words.which}
            value={settings.which}
            options={(['last-day', 'each-day'] as const).map((value) => ({ value, label: words.whichFollowUp[value] }))}
            onValueChange={(which) => onChange({ ...settings, which })}
          />
        </>
      )
    case 'reminder':
      return (
        <>
          <TimeField
            label={words.at}
            minutes={settings.minutes}
            onChange={(minutes) => onChange({ ...settings, minutes })}
          />
          <Select
            label={words.before}
            value={settings.which}
            options={(['first-day', 'each-day'] as const).map((value) => ({
              value,
              label: words.whichReminder[value],
            }))}
            onValueChange={(which) => onChange({ ...settings, which })}
          />
        </>
      )
    case 'keyword':
      return <WordsField all={settings.words} onChange={(all) => onChange({ kind: 'keyword', words: [...all] })} />
    case 'after-hours':
      return (
        <>
          <TimeField label={words.from} minutes={settings.from} onChange={(from) => onChange({ ...settings, from })} />
          <TimeField
            label={words.until}
            minutes={settings.until}
            onChange={(until) => onChange({ ...settings, until })}
          />
        </>
      )
  }
}

interface TimeFieldProps {
  readonly label: string
  readonly minutes: number
  onChange(minutes: number): void
}

/** A time of day, kept once it is whole and the field is left. */
export function TimeField({ label, minutes, onChange }: TimeFieldProps) {
  const [typed, setTyped] = useState<string | null>(null)
  const keep = () => {
    const match = /^(\d{2}):(\d{2})$/.exec(typed ?? '')
    setTyped(null)
    if (match === null) return
    const chosen = Number(match[1]) * 60 + Number(match[2])
    if (chosen !== minutes) onChange(chosen)
  }
  return (
    <TextField
      type="time"
      label={label}
      value={typed ?? timeText(minutes)}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onBlur={keep}
      onKeyDown={(event) => {
        if (event.key === 'Enter') keep()
      }}
    />
  )
}

function WordsField({ all, onChange }: { readonly all: readonly string[]; onChange(words: readonly string[]): void }) {
  const joined = all.join(', ')
  const [typed, setTyped] = useState<string | null>(null)
  const keep = () => {
    const kept = (typed ?? joined)
      .split(',')
      .map((word) => word.trim())
      .filter((word) => word !== '')
    setTyped(null)
    if (kept.join(', ') !== joined) onChange(kept)
  }
  return (
    <TextField
      label={words.words}
      help={words.wordsHelp}
      value={typed ?? joined}
      maxLength={200}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onBlur={keep}
      onKeyDown={(event) => {
        if (event.key === 'Enter') keep()
      }}
    />
  )
}
