import { Plus, Search } from 'lucide-react'
import { useEffect, useState } from 'react'
import { asHubError, useMode } from '../lib/data.ts'
import { Button } from '../ui/button.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { ErrorNotice } from '../ui/error-notice.tsx'
import { templatesWords as words } from '../words/templates.ts'
import { forgetTemplateDrafts, useTemplateDrafts } from './drafts.ts'
import { useTemplates } from './queries.ts'
import { TemplateEditor } from './template-editor.tsx'
import { TemplateList } from './template-list.tsx'
import styles from './templates-pane.module.css'

/** Of which store the drafts are. */
let draftsOf: string | null = null

function useDraftsOfThisStore(): void {
  const mode = useMode()
  useEffect(() => {
    if (draftsOf !== null && draftsOf !== mode) forgetTemplateDrafts()
    draftsOf = mode
  }, [mode])
}

/** The camp's templates: which there are, and one to be written, tried on the families as it is typed. */
export function TemplatesPane() {
  useDraftsOfThisStore()
  const templates = useTemplates()
  const chosen = useTemplateDrafts((state) => state.chosen)
  const choose = useTemplateDrafts((state) => state.choose)
  const [text, setText] = useState('')
  const all = templates.data ?? []
  const template = typeof chosen === 'number' ? all.find(({ id }) => id === chosen) : undefined
  if (templates.error !== null) {
    return (
      <ErrorNotice
        title={words.unreadable.title}
        details={asHubError(templates.error).details ?? asHubError(templates.error).message}
        onRetry={() => void templates.refetch()}
      >
        {words.unreadable.meaning}
      </ErrorNotice>
    )
  }
  return (
    <section className={styles.pane} aria-label={words.title}>
      <div className={styles.side}>
        <div className={styles.head}>
          <div className={styles.search}>
            <Search size={16} aria-hidden />
            <input
              type="search"
              className={styles.box}
              aria-label={words.search}
              placeholder={words.search}
              autoComplete="off"
              spellCheck={false}
              maxLength={80}
              value={text}
              onChange={(event) => setText(event.currentTarget.value)}
            />
          </div>
          <Button icon={<Plus size={16} aria-hidden />} onClick={() => choose('new')}>
            {words.newTemplate}
          </Button>
        </div>
        <TemplateList templates={all} text={text.trim()} chosen={chosen} onChoose={choose} />
      </div>
      {chosen === 'new' || template !== undefined ? (
        <TemplateEditor key={chosen} template={template ?? null} />
      ) : (
        <EmptyState title={words.chooseOne.title}>
          <p>{words.chooseOne.body}</p>
        </EmptyState>
      )}
    </section>
  )
}
