import { useRef, useState } from 'react'
import type { MergeSet, TemplateView } from '../../electron/ipc/contract/templates-views.ts'
import { useAction } from '../ui/use-action.ts'
import { Button } from '../ui/button.tsx'
import { SegmentedRadio } from '../ui/segmented-radio.tsx'
import { Select } from '../ui/select.tsx'
import { TextArea } from '../ui/text-area.tsx'
import { TextField } from '../ui/text-field.tsx'
import { languageName, templatesWords } from '../words/templates.ts'
import { draftOf, emptyDraft, sameDraft, useTemplateDrafts, withBody, withoutLanguage } from './drafts.ts'
import { EditorActions } from './editor-actions.tsx'
import { offeredLanguages, useSpans } from './choices.ts'
import { InsertField } from './insert-field.tsx'
import { saveTemplate, useReport } from './queries.ts'
import type { TemplateDraft } from './queries.ts'
import { TemplateCheck } from './template-check.tsx'
import styles from './template-editor.module.css'

const words = templatesWords.editor

/** What a template says in each language, tried on the families beside it while it is written. */
export function TemplateEditor({ template }: { readonly template: TemplateView | null }) {
  const chosen = template?.id ?? 'new'
  const stored = template === null ? emptyDraft : draftOf(template)
  const draft = useTemplateDrafts((state) => state.drafts.get(chosen)) ?? stored
  const { keep, drop, choose } = useTemplateDrafts.getState()
  const [language, setLanguage] = useState(draft.versions[0]?.language ?? 'en')
  const [set, setSet] = useState<MergeSet>({})
  const box = useRef<HTMLTextAreaElement>(null)
  const isChanged = !sameDraft(draft, stored)
  // A version that was taken away, or put back without it.
  const shown = draft.versions.some((version) => version.language === language)
    ? language
    : (draft.versions[0]?.language ?? 'en')
  const body = draft.versions.find((version) => version.language === shown)?.body ?? ''
  const report = useReport(draft.versions, shown, set)
  const saving = useAction(async () => {
    const saved = await saveTemplate(template?.id ?? null, { ...draft, name: draft.name.trim() })
    drop(chosen)
    if (chosen === 'new') choose(saved.id)
  })

  const change = (next: TemplateDraft) => {
    if (sameDraft(next, stored) && template !== null) drop(chosen)
    else keep(chosen, next)
  }
  const write = (text: string, caret?: number) => {
    change(withBody(draft, shown, text))
    if (caret === undefined) return
    requestAnimationFrame(() => {
      box.current?.focus()
      box.current?.setSelectionRange(caret, caret)
    })
  }
  const insert = (field: string) => {
    const from = box.current?.selectionStart ?? body.length
    const to = box.current?.selectionEnd ?? from
    write(`${body.slice(0, from)}${field}${body.slice(to)}`, from + field.length)
  }
  const select = (at: number, length: number) => {
    box.current?.focus()
    box.current?.setSelectionRange(at, at + length)
  }
  const addLanguage = (added: string) => {
    change(withBody(draft, added, ''))
    setLanguage(added)
    requestAnimationFrame(() => box.current?.focus())
  }
  const spans = useSpans(draft.useMinutes)

  return (
    <div className={styles.columns}>
      <form
        className={styles.editor}
        aria-label={words.label}
        onSubmit={(event) => {
          event.preventDefault()
          saving.run()
        }}
      >
        {template?.isArchived === true ? <p className={styles.note}>{words.putAwayNote}</p> : null}
        <div className={styles.top}>
          <TextField
            label={words.name}
            value={draft.name}
            maxLength={80}
            required
            onChange={(event) => change({ ...draft, name: event.currentTarget.value })}
          />
          <Select
            label={words.use}
            value={String(draft.useMinutes ?? '')}
            options={spans}
            data-hint={words.useHelp}
            onValueChange={(value) => change({ ...draft, useMinutes: value === '' ? null : Number(value) })}
          />
        </div>
        <div className={styles.languages}>
          <SegmentedRadio
            label={words.language}
            size="small"
            value={shown}
            segments={draft.versions.map((version) => ({
              value: version.language,
              label: languageName(version.language),
            }))}
            onValueChange={setLanguage}
          />
          <Select
            label={words.addLanguage}
            hideLabel
            value=""
            options={[
              { value: '', label: words.addLanguage, disabled: true },
              ...offeredLanguages(draft.versions).map((value) => ({ value, label: languageName(value) })),
            ]}
            onValueChange={addLanguage}
          />
          {draft.versions.length > 1 ? (
            <Button size="small" variant="quiet" onClick={() => change(withoutLanguage(draft, shown))}>
              {words.removeLanguage(languageName(shown))}
            </Button>
          ) : null}
        </div>
        <TextArea
          ref={box}
          label={words.text}
          rows={7}
          dir="auto"
          lang={shown}
          maxLength={1_600}
          value={body}
          onChange={(event) => write(event.currentTarget.value)}
        />
        <InsertField onInsert={insert} />
        <EditorActions
          template={template}
          isChanged={isChanged}
          canSave={isChanged && draft.name.trim() !== '' && draft.versions.some((one) => one.body.trim() !== '')}
          saving={saving}
          onDiscard={() => {
            drop(chosen)
            if (template === null) choose(null)
          }}
          onChosen={choose}
        />
      </form>
      <TemplateCheck
        body={body}
        language={shown}
        report={report}
        set={set}
        onSet={setSet}
        onWrite={write}
        onSelect={select}
        onAddLanguage={addLanguage}
      />
    </div>
  )
}
