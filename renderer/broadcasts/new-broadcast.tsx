import { ArrowLeft } from 'lucide-react'
import { useEffect, useMemo, useRef } from 'react'
import type { BroadcastDraft } from '../../electron/ipc/contract/broadcast-views.ts'
import { campIsoDay } from '../lib/camp-time.ts'
import { hubNow } from '../lib/clock.ts'
import { useHubMinute, useSettings } from '../lib/data.ts'
import { useTemplates } from '../templates/queries.ts'
import { Button } from '../ui/button.tsx'
import { broadcastWords as words } from '../words/broadcasts.ts'
import { AudienceFields } from './audience-fields.tsx'
import { useBroadcastsUi } from './compose-state.ts'
import type { ComposeStart } from './compose-state.ts'
import { draftFrom, nameOf, useForm, withTemplate } from './form.ts'
import { MessageFields } from './message-fields.tsx'
import styles from './new-broadcast.module.css'
import { PreviewPane } from './preview-pane.tsx'
import { useAudiences, usePreview } from './queries.ts'
import { SendBar } from './send-bar.tsx'
import { TestToSelf } from './test-to-self.tsx'

/** The template of the weather button. */
const weatherKey = 'weather-delay'

/** A broadcast as it is written: who and what on the left, every text as it will read on the right. */
export function NewBroadcast({ start }: { readonly start: ComposeStart }) {
  const [form, setForm] = useForm(start)
  const audiences = useAudiences()
  const options = useMemo(() => audiences.data?.options ?? [], [audiences.data])
  const minute = useHubMinute()
  const zone = useSettings().timeZone
  const today = campIsoDay(Math.max(minute, hubNow()), zone)
  const draft: BroadcastDraft | null = useMemo(() => draftFrom(form, options), [form, options])
  const preview = usePreview(draft)
  useWeatherTemplate(start, setForm)
  const title =
    start.kind === 'weather'
      ? words.compose.weatherTitle
      : start.inPlaceOf === undefined
        ? words.compose.title
        : words.compose.editTitle
  const name = nameOf(form, start.againOf === undefined && start.inPlaceOf === undefined ? undefined : start.name)
  return (
    <section className={styles.compose} aria-label={title}>
      <div className={styles.form}>
        <header className={styles.head}>
          <Button
            variant="quiet"
            size="small"
            icon={<ArrowLeft size={16} aria-hidden />}
            onClick={() => useBroadcastsUi.getState().showList()}
          >
            {words.back}
          </Button>
          <h2 className={styles.title}>{title}</h2>
        </header>
        <div className={styles.fields}>
          <AudienceFields
            form={form}
            setForm={setForm}
            options={options}
            today={today}
            givenLabel={start.audienceLabel ?? null}
          />
          <MessageFields form={form} setForm={setForm} focused={start.kind === 'weather'} />
          <TestToSelf draft={draft} />
        </div>
      </div>
      <div className={styles.side}>
        <PreviewPane
          preview={draft === null ? null : (preview.data ?? null)}
          isOld={preview.isPlaceholderData}
          isSpoken={form.spoken}
          isWritten={Object.values(form.bodies).some((body) => body.trim() !== '')}
        />
        <SendBar
          draft={draft}
          preview={draft === null ? null : (preview.data ?? null)}
          isOld={preview.isPlaceholderData || preview.isFetching}
          error={preview.error}
          name={name}
          againOf={start.againOf ?? null}
          inPlaceOf={start.inPlaceOf ?? null}
        />
      </div>
    </section>
  )
}

/** The weather button has the weather's words ready, as soon as the templates are read. */
function useWeatherTemplate(start: ComposeStart, setForm: ReturnType<typeof useForm>[1]): void {
  const { data } = useTemplates()
  const isDone = useRef(start.kind !== 'weather')
  useEffect(() => {
    const template = data?.find(({ key, isArchived }) => key === weatherKey && !isArchived)
    if (isDone.current || data === undefined) return
    isDone.current = true
    if (template !== undefined) setForm((form) => withTemplate(form, template))
  }, [data, setForm])
}
