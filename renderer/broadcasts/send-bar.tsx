import { useQuery } from '@tanstack/react-query'
import { Send } from 'lucide-react'
import { useRef, useState } from 'react'
import type { BroadcastDraft, BroadcastPreview, BroadcastView } from '../../electron/ipc/contract/broadcast-views.ts'
import { campIsoClock, campIsoDay, campTime } from '../lib/camp-time.ts'
import { asHubError, callHub, useHubMinute, useSettings } from '../lib/data.ts'
import { uuidV7 } from '../lib/uuid.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { SegmentedRadio } from '../ui/segmented-radio.tsx'
import { useAction } from '../ui/use-action.ts'
import { broadcastWords } from '../words/broadcasts.ts'
import { useBroadcastsUi } from './compose-state.ts'
import type { ComposeStart } from './compose-state.ts'
import styles from './new-broadcast.module.css'

const words = broadcastWords.send
const compose = broadcastWords.compose
/** More families than this are asked about once more. */
const fewFamilies = 10

interface SendBarProps {
  readonly draft: BroadcastDraft | null
  readonly preview: BroadcastPreview | null
  /** The preview is of what was there before the last change. */
  readonly isOld: boolean
  readonly error: unknown
  readonly name: string
  readonly againOf: string | null
  readonly inPlaceOf: ComposeStart['inPlaceOf'] | null
}

/** Sends it: at once to a few families, after one more look to many, and now or at a time. */
export function SendBar({ draft, preview, isOld, error, name, againOf, inPlaceOf }: SendBarProps) {
  const [step, setStep] = useState<'ready' | 'sure'>('ready')
  const [earlier, setEarlier] = useState<BroadcastView | null>(null)
  const now = useHubMinute()
  const zone = useSettings().timeZone
  const time = usePlannedTime(inPlaceOf?.sendAt ?? null, zone)
  const send = useSend({
    draft,
    name,
    againOf,
    inPlaceOf: inPlaceOf?.id ?? null,
    sendAt: time.isLater ? time.at : null,
    onRepeat: setEarlier,
  })
  const families = preview?.families ?? 0
  const isSpoken = draft?.spoken === true
  const blocked =
    draft === null || isOld || families === 0 || (preview?.faults.length ?? 0) > 0 || (time.isLater && time.at === null)
  const label = time.isLater ? words.plan(families) : words.button(families)
  const go = (): void => {
    setStep('ready')
    send.run(null)
  }
  return (
    <div className={styles.bar}>
      <div className={styles.when}>
        <SegmentedRadio
          label={compose.when}
          size="small"
          value={time.isLater ? 'later' : 'now'}
          segments={[
            { value: 'now', label: compose.now },
            { value: 'later', label: compose.later },
          ]}
          onValueChange={(when) => time.setLater(when === 'later')}
        />
        {time.isLater ? (
          <>
            <input
              type="date"
              className={styles.time}
              aria-label={compose.date}
              value={time.day}
              onChange={(event) => time.setDay(event.currentTarget.value)}
            />
            <input
              type="time"
              className={styles.time}
              aria-label={compose.clock}
              value={time.clock}
              onChange={(event) => time.setClock(event.currentTarget.value)}
            />
            <span className={styles.note} role="status">
              {time.reason ?? (time.at === null ? '' : campTime(time.at, now, zone))}
            </span>
          </>
        ) : null}
      </div>
      <span className={styles.space} />
      {preview !== null && families === 0 && preview.faults.length === 0 ? (
        <p className={styles.note}>{isSpoken ? words.nobodyCalled : words.nobody}</p>
      ) : null}
      <Button
        variant="primary"
        icon={<Send size={16} aria-hidden />}
        disabled={blocked || send.busy}
        onClick={() => (families > fewFamilies ? setStep('sure') : go())}
      >
        {label}
      </Button>
      {send.error !== null || error !== null ? (
        <p className={styles.error} role="alert">
          {words.failed} {send.error ?? asHubError(error).message}
        </p>
      ) : null}
      {step === 'sure' && preview !== null ? (
        <Sure preview={preview} isSpoken={isSpoken} label={label} onBack={() => setStep('ready')} onSend={go} />
      ) : null}
      {earlier === null ? null : (
        <Dialog
          open
          width="narrow"
          title={words.repeatTitle}
          onOpenChange={(open) => {
            if (!open) setEarlier(null)
          }}
          actions={
            <>
              <Button onClick={() => setEarlier(null)}>{words.back}</Button>
              <Button
                variant="primary"
                onClick={() => {
                  setEarlier(null)
                  send.run(earlier.id)
                }}
              >
                {words.repeatGo}
              </Button>
            </>
          }
        >
          <p>{words.repeat(earlier.name, campTime(earlier.startedAt ?? earlier.createdAt, now, zone))}</p>
        </Dialog>
      )}
    </div>
  )
}

interface SureProps {
  readonly preview: BroadcastPreview
  readonly isSpoken: boolean
  readonly label: string
  onBack(): void
  onSend(): void
}

/** The second step: how many, how long, and how the first one reads. */
function Sure({ preview, isSpoken, label, onBack, onSend }: SureProps) {
  const sendButton = useRef<HTMLButtonElement>(null)
  const [first] = preview.items
  const span = broadcastWords.span(preview.takes)
  return (
    <Dialog
      open
      width="narrow"
      title={words.sure(preview.families)}
      initialFocus={sendButton}
      onOpenChange={(open) => {
        if (!open) onBack()
      }}
      actions={
        <>
          <Button onClick={onBack}>{words.back}</Button>
          <Button ref={sendButton} variant="primary" icon={<Send size={16} aria-hidden />} onClick={onSend}>
            {label}
          </Button>
        </>
      }
    >
      <div className={styles.sure}>
        <p>{isSpoken ? words.meaningCalls(preview.texts, span) : words.meaning(preview.texts, span)}</p>
        {first === undefined ? null : (
          <>
            <p className={styles.note}>{isSpoken ? words.sampleCall : words.sample}</p>
            <p className={styles.sample} lang={first.language} dir="auto">
              {first.body}
            </p>
          </>
        )}
      </div>
    </Dialog>
  )
}

interface SendOptions {
  readonly draft: BroadcastDraft | null
  readonly name: string
  readonly againOf: string | null
  readonly inPlaceOf: string | null
  readonly sendAt: number | null
  onRepeat(earlier: BroadcastView): void
}

/** Begins the broadcast once, however often it is pressed: the same words keep the same id until they are sent. */
function useSend({ draft, name, againOf, inPlaceOf, sendAt, onRepeat }: SendOptions) {
  const made = useRef<{ readonly of: string; readonly id: string } | null>(null)
  return useAction(async (repeats: string | null) => {
    if (draft === null) return
    const order = JSON.stringify({ draft, sendAt })
    if (made.current?.of !== order) made.current = { of: order, id: uuidV7() }
    const { id } = made.current
    const start = await callHub('broadcasts.send', { id, name, draft, sendAt, againOf, repeats, inPlaceOf })
    if (start.kind === 'repeat') onRepeat(start.earlier)
    else useBroadcastsUi.getState().showList()
  })
}

/** A time by the camp's clock; the hub says what it comes to. @param before when it was to begin until now (epoch ms) */
function usePlannedTime(before: number | null, zone: string) {
  const [isLater, setLater] = useState(before !== null)
  const [day, setDay] = useState(before === null ? '' : campIsoDay(before, zone))
  const [clock, setClock] = useState(before === null ? '' : campIsoClock(before, zone))
  const match = /^(\d\d):(\d\d)$/.exec(clock)
  const minutes = match === null ? null : Number(match[1]) * 60 + Number(match[2])
  const check = useQuery({
    queryKey: ['broadcast-time', day, minutes],
    queryFn: () => callHub('schedule.check', { day, minutes: minutes ?? 0 }),
    enabled: isLater && day !== '' && minutes !== null,
    staleTime: 0,
  })
  const verdict = check.data
  return {
    isLater,
    setLater,
    day,
    setDay,
    clock,
    setClock,
    at: verdict !== undefined && 'at' in verdict ? verdict.at : null,
    reason: verdict !== undefined && 'reason' in verdict ? verdict.reason : null,
  }
}
