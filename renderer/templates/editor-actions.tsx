import type { TemplateView } from '../../electron/ipc/contract/templates-views.ts'
import { Button } from '../ui/button.tsx'
import { useAction } from '../ui/use-action.ts'
import type { Action } from '../ui/use-action.ts'
import { templatesWords } from '../words/templates.ts'
import type { Chosen } from './drafts.ts'
import { useTemplateDrafts } from './drafts.ts'
import { duplicateTemplate, putOriginalBack, putTemplateAway } from './queries.ts'
import styles from './template-editor.module.css'

const words = templatesWords.editor

interface EditorActionsProps {
  readonly template: TemplateView | null
  readonly isChanged: boolean
  readonly canSave: boolean
  readonly saving: Action<[]>
  onDiscard(): void
  onChosen(chosen: Chosen): void
}

/** What can be done with the template that is shown. */
export function EditorActions({ template, isChanged, canSave, saving, onDiscard, onChosen }: EditorActionsProps) {
  const act = useAction(async (work: (shown: TemplateView) => Promise<unknown>) => {
    if (template !== null) await work(template)
  })
  const error = saving.error ?? act.error
  return (
    <>
      <div className={styles.actions}>
        <Button type="submit" variant="primary" disabled={!canSave || saving.busy}>
          {words.save}
        </Button>
        {isChanged || template === null ? (
          <Button variant="quiet" onClick={onDiscard}>
            {words.discard}
          </Button>
        ) : null}
        <span className={styles.state} role="status">
          {isChanged ? words.unsaved : template === null ? '' : words.saved}
        </span>
        {template === null ? null : (
          <>
            {template.isChanged && !isChanged ? (
              <Button
                variant="quiet"
                disabled={act.busy}
                onClick={() =>
                  act.run(async ({ id }) => {
                    await putOriginalBack(id)
                    useTemplateDrafts.getState().drop(id)
                  })
                }
              >
                {words.putBack}
              </Button>
            ) : null}
            <Button
              variant="quiet"
              disabled={act.busy || isChanged}
              onClick={() =>
                act.run(async ({ id, name }) => onChosen((await duplicateTemplate(id, words.copyName(name))).id))
              }
            >
              {words.duplicate}
            </Button>
            <Button
              variant="quiet"
              disabled={act.busy}
              onClick={() => act.run(({ id, isArchived }) => putTemplateAway(id, !isArchived))}
            >
              {template.isArchived ? words.bringBack : words.putAway}
            </Button>
          </>
        )}
      </div>
      {error === null ? null : (
        <p className={styles.error} role="alert">
          <strong>{words.notSaved}</strong> {error}
        </p>
      )}
    </>
  )
}
