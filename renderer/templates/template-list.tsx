import { useState } from 'react'
import type { TemplateView } from '../../electron/ipc/contract/templates-views.ts'
import { Button } from '../ui/button.tsx'
import { cx } from '../ui/cx.ts'
import { languageName, templatesWords as words } from '../words/templates.ts'
import { useTemplateDrafts } from './drafts.ts'
import type { Chosen } from './drafts.ts'
import { findTemplates } from './find.ts'
import styles from './template-list.module.css'

interface TemplateListProps {
  readonly templates: readonly TemplateView[]
  /** What was typed to find one; empty: all. */
  readonly text: string
  readonly chosen: Chosen | null
  onChoose(chosen: Chosen): void
}

/** The templates in the camp's order; those put away below, where they are asked for. */
export function TemplateList({ templates, text, chosen, onChoose }: TemplateListProps) {
  const drafts = useTemplateDrafts((state) => state.drafts)
  const [showPutAway, setShowPutAway] = useState(false)
  const found = findTemplates(templates, text)
  const inUse = found.filter((template) => !template.isArchived)
  const putAway = found.filter((template) => template.isArchived)
  // What is looked for is shown wherever it is.
  const isOpen = showPutAway || text !== '' || putAway.some(({ id }) => id === chosen)
  const row = (template: TemplateView) => (
    <Row
      key={template.id}
      name={template.name}
      languages={template.versions.map(({ language }) => languageName(language)).join(', ')}
      isChosen={chosen === template.id}
      isUnsaved={drafts.has(template.id)}
      onChoose={() => onChoose(template.id)}
    />
  )
  return (
    <div className={styles.scroll}>
      <ul className={styles.list} aria-label={words.list}>
        {drafts.has('new') || chosen === 'new' ? (
          <Row
            name={drafts.get('new')?.name || words.newName}
            languages={words.unsaved}
            isChosen={chosen === 'new'}
            isUnsaved
            onChoose={() => onChoose('new')}
          />
        ) : null}
        {inUse.map(row)}
      </ul>
      {text !== '' && found.length === 0 ? <p className={styles.none}>{words.nothingFound(text)}</p> : null}
      {putAway.length === 0 ? null : (
        <>
          {text === '' ? (
            <Button variant="quiet" aria-expanded={isOpen} onClick={() => setShowPutAway(!isOpen)}>
              {isOpen ? words.hidePutAway : words.showPutAway(putAway.length)}
            </Button>
          ) : null}
          {isOpen ? (
            <ul className={cx(styles.list, styles.putAway)} aria-label={words.putAwayHeading}>
              {putAway.map(row)}
            </ul>
          ) : null}
        </>
      )}
    </div>
  )
}

interface RowProps {
  readonly name: string
  readonly languages: string
  readonly isChosen: boolean
  readonly isUnsaved: boolean
  onChoose(): void
}

function Row({ name, languages, isChosen, isUnsaved, onChoose }: RowProps) {
  return (
    <li>
      <button
        type="button"
        className={cx(styles.row, isChosen && styles.chosen)}
        aria-current={isChosen ? 'true' : undefined}
        onClick={onChoose}
      >
        <span className={styles.name}>{name}</span>
        <span className={styles.fact}>{isUnsaved && languages !== words.unsaved ? words.unsaved : languages}</span>
      </button>
    </li>
  )
}
