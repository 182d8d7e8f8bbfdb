import { CircleAlert, X } from 'lucide-react'
import { useEffect, useId, useRef, useState } from 'react'
import type { KeyboardEvent } from 'react'
import type { MergeSet, TemplateView } from '../../electron/ipc/contract/templates-views.ts'
import { asHubError } from '../lib/data.ts'
import { useOnceReady } from '../lib/use-once-ready.ts'
import { Button } from '../ui/button.tsx'
import { cx } from '../ui/cx.ts'
import { IconButton } from '../ui/icon-button.tsx'
import { TextField } from '../ui/text-field.tsx'
import { VisuallyHidden } from '../ui/visually-hidden.tsx'
import { templateUseWords } from '../words/template-use.ts'
import { templatesWords } from '../words/templates.ts'
import { findTemplates } from './find.ts'
import { useFilled, useTemplates } from './queries.ts'
import styles from './template-picker.module.css'

const words = templatesWords.picker

export interface PickedText {
  readonly text: string
  /** For so many minutes it is of use; null: as usual. */
  readonly useMinutes: number | null
}

export interface TemplatePickerProps {
  readonly conversationId: number
  onPick(picked: PickedText): void
  /** Closed without a choice; `typed` belongs into the box. */
  onClose(typed?: string): void
}

const none: readonly TemplateView[] = []

/** Finds a template and puts it into words for this family: arrows choose, Enter inserts. Nothing is sent by it. */
export function TemplatePicker({ conversationId, onPick, onClose }: TemplatePickerProps) {
  const listId = useId()
  const field = useRef<HTMLInputElement>(null)
  const gives = useRef<HTMLDivElement>(null)
  const [text, setText] = useState('')
  const [active, setActive] = useState(0)
  const [set, setSet] = useState<MergeSet>({})
  const templates = useTemplates()
  const found = findTemplates(templates.data?.filter(({ isArchived }) => !isArchived) ?? none, text.trim())
  const current = Math.max(0, Math.min(active, found.length - 1))
  const template = found[current] ?? null
  const filled = useFilled(template, conversationId, set)
  const answer = filled.data
  const asks = answer?.ok === false ? answer.ask : []
  const given = Object.keys(set) as readonly (keyof MergeSet)[]
  const fields = [...new Set([...given, ...asks])]

  // The box had the focus: whoever pressed a key goes on here.
  useEffect(() => field.current?.focus(), [])

  const ready = templates.data !== undefined && !filled.isFetching
  const pick = useOnceReady(ready, () => {
    if (answer?.ok === true) onPick({ text: answer.text, useMinutes: answer.useMinutes })
    // What is missing is asked for, one field after the other.
    else emptyField(gives.current)?.focus()
  })

  const look = (index: number) => {
    setActive(index)
    setSet({})
    pick.forget()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing || event.keyCode === 229) return
    const isSearch = event.target === field.current
    if (event.key === 'Escape') {
      event.preventDefault()
      onClose()
    } else if (event.key === '/' && isSearch && text === '') {
      event.preventDefault()
      onClose('/')
    } else if ((event.key === 'ArrowDown' || event.key === 'ArrowUp') && found.length > 0) {
      event.preventDefault()
      look((current + (event.key === 'ArrowDown' ? 1 : -1) + found.length) % found.length)
    } else if (event.key === 'Enter' && event.target instanceof HTMLInputElement) {
      event.preventDefault()
      if (!event.repeat && template !== null) pick.ask()
    }
  }

  return (
    // Keys of the fields within come up here.
    <div className={styles.picker} role="group" aria-label={templateUseWords.pick} onKeyDown={onKeyDown}>
      <div className={styles.left}>
        <TextField
          ref={field}
          label={templatesWords.select}
          role="combobox"
          aria-expanded
          aria-autocomplete="list"
          aria-controls={listId}
          aria-activedescendant={template === null ? undefined : `${listId}-${template.id}`}
          placeholder={words.help}
          value={text}
          maxLength={80}
          onChange={(event) => {
            setText(event.currentTarget.value)
            look(0)
          }}
        />
        <ul id={listId} role="listbox" aria-label={words.label} className={styles.list}>
          {found.map((one, index) => (
            // The focus stays in the field, whose arrows and Enter choose: an option hears no keys of its own.
            // oxlint-disable-next-line jsx-a11y/click-events-have-key-events
            <li
              key={one.id}
              ref={index === current ? showOption : undefined}
              id={`${listId}-${one.id}`}
              role="option"
              aria-selected={index === current}
              className={cx(styles.option, index === current && styles.active)}
              onPointerDown={(event) => event.preventDefault()}
              onClick={() => look(index)}
              onDoubleClick={pick.ask}
            >
              {one.name}
            </li>
          ))}
        </ul>
        <div role="status">
          <VisuallyHidden>{templates.data === undefined ? '' : words.count(found.length)}</VisuallyHidden>
        </div>
      </div>
      <div className={styles.right}>
        <div className={styles.said} aria-live="polite" aria-busy={filled.isFetching}>
          {templates.error !== null || filled.error !== null ? (
            <p className={styles.wrong}>{asHubError(templates.error ?? filled.error).message}</p>
          ) : template === null ? (
            <p className={styles.quiet}>{text === '' && templates.isSuccess ? words.empty : words.nothing}</p>
          ) : answer?.ok === true ? (
            <p className={styles.bubble} dir="auto" lang={answer.language}>
              {answer.text}
            </p>
          ) : answer?.ok === false && asks.length === 0 ? (
            <>
              <p className={styles.wrong}>
                <CircleAlert size={16} aria-hidden />
                <span>{words.missing}</span>
              </p>
              <ul className={styles.faults}>
                {answer.faults.map((fault) => (
                  <li key={fault}>{fault}</li>
                ))}
              </ul>
            </>
          ) : answer?.ok === false ? (
            <p>{words.give}</p>
          ) : null}
        </div>
        {fields.length === 0 ? null : (
          <div ref={gives} className={styles.gives} role="group" aria-label={words.give}>
            {fields.map((name) => (
              <TextField
                key={name}
                label={templatesWords.set[name]}
                value={set[name] ?? ''}
                maxLength={80}
                onChange={(event) => {
                  setSet({ ...set, [name]: event.currentTarget.value })
                  pick.forget()
                }}
              />
            ))}
          </div>
        )}
        <div className={styles.actions}>
          <Button size="small" disabled={answer?.ok !== true} onClick={pick.ask}>
            {words.insert}
          </Button>
        </div>
      </div>
      <IconButton
        label={words.close}
        icon={<X size={18} aria-hidden />}
        className={styles.close}
        onClick={() => onClose()}
      />
    </div>
  )
}

/** The first of the fields that ask for what is missing which has nothing in it. */
function emptyField(group: HTMLElement | null): HTMLInputElement | undefined {
  return [...(group?.querySelectorAll('input') ?? [])].find(({ value }) => value.trim() === '')
}

function showOption(option: HTMLElement | null): void {
  option?.scrollIntoView({ block: 'nearest' })
}
