import { useEffect, useRef } from 'react'
import { useCallsClosed } from '../lib/data.ts'
import { TemplateSelect } from '../templates/template-select.tsx'
import { Button } from '../ui/button.tsx'
import { SegmentedRadio } from '../ui/segmented-radio.tsx'
import { Select } from '../ui/select.tsx'
import { Switch } from '../ui/switch.tsx'
import { TextArea } from '../ui/text-area.tsx'
import { TextField } from '../ui/text-field.tsx'
import { broadcastWords } from '../words/broadcasts.ts'
import { languageName } from '../words/templates.ts'
import { leftBehind, withBody, withoutLeftBehind, withTemplate } from './form.ts'
import type { Form, SetForm } from './form.ts'
import styles from './new-broadcast.module.css'

const words = broadcastWords.compose

/** Spans of use that are offered, in minutes. */
const spans = [15, 30, 45, 60, 120, 240, 480, 1_440] as const
/** As much as the hub looks at; it says that a text is too long. */
const longest = 4_000

interface MessageFieldsProps {
  readonly form: Form
  readonly setForm: SetForm
  /** The words are ready, and what they leave open is asked for first. */
  readonly focused: boolean
}

/** What it says: a template or words of one's own, in each language there is, and what goes into its fields. */
export function MessageFields({ form, setForm, focused }: MessageFieldsProps) {
  const languages = Object.keys(form.bodies)
  const body = form.bodies[form.language] ?? ''
  const behind = leftBehind(form)
  const all = Object.values(form.bodies).join(' ')
  const asks = (field: string): boolean => new RegExp(String.raw`\{\{\s*${field}\s*(?:\||\}\})`, 'i').test(all)
  const noCalls = useCallsClosed()
  const place = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (focused) place.current?.querySelector<HTMLElement>('input, textarea')?.focus()
  }, [focused])
  return (
    <fieldset className={styles.group}>
      <legend className={styles.legend}>{words.message}</legend>
      <SegmentedRadio
        label={words.by}
        size="small"
        value={form.spoken ? 'call' : 'text'}
        segments={[
          { value: 'text', label: words.byText },
          { value: 'call', label: words.byCall, disabled: noCalls !== null, hint: noCalls ?? words.byCallHint },
        ]}
        onValueChange={(by) => setForm({ spoken: by === 'call' })}
      />
      <TemplateSelect
        value={form.templateId}
        onChoose={(template) => setForm((before) => withTemplate(before, template))}
      />
      {languages.length > 1 ? (
        <SegmentedRadio
          label={words.language}
          size="small"
          value={form.language}
          segments={languages.map((language) => ({ value: language, label: languageName(language) }))}
          onValueChange={(language) => setForm({ language })}
        />
      ) : null}
      <div ref={place} className={styles.words}>
        <TextArea
          label={words.message}
          hideLabel
          rows={5}
          maxLength={longest}
          value={body}
          help={words.messageHelp}
          onChange={(event) => {
            const { value } = event.currentTarget
            setForm((before) => withBody(before, value))
          }}
        />
      </div>
      {behind.length === 0 ? null : (
        <div className={styles.behind} role="status">
          <span>{words.leftBehind(behind.map(languageName).join(', '))}</span>
          <Button size="small" onClick={() => setForm(withoutLeftBehind)}>
            {words.oneForAll(languageName(form.language))}
          </Button>
        </div>
      )}
      {asks('time') ? (
        <TextField
          label={words.time}
          help={words.timeHelp}
          maxLength={80}
          value={form.time}
          onChange={(event) => setForm({ time: event.currentTarget.value })}
        />
      ) : null}
      {asks('field') ? (
        <TextField
          label={words.field}
          help={words.fieldHelp}
          maxLength={80}
          value={form.field}
          onChange={(event) => setForm({ field: event.currentTarget.value })}
        />
      ) : null}
      <Select
        label={words.use}
        value={String(form.useMinutes)}
        options={[...new Set([...spans, form.useMinutes])]
          .sort((one, other) => one - other)
          .map((minutes) => ({ value: String(minutes), label: words.useFor(minutes) }))}
        onValueChange={(minutes) => setForm({ useMinutes: Number(minutes) })}
      />
      {form.spoken || noCalls !== null ? null : (
        <Select
          label={words.callAfter}
          help={words.callAfterHelp}
          value={String(form.callAfter)}
          options={[...new Set([0, 5, 10, 20, 30, form.callAfter])].map((minutes) => ({
            value: String(minutes),
            label: minutes === 0 ? words.callNobody : words.callIn(minutes),
          }))}
          onValueChange={(minutes) => setForm({ callAfter: Number(minutes) })}
        />
      )}
      <Switch
        label={words.confirm}
        help={words.confirmHelp}
        checked={form.asksToConfirm}
        onCheckedChange={(asksToConfirm) => setForm({ asksToConfirm })}
      />
    </fieldset>
  )
}
