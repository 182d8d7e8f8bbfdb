import { MessageSquareOff, Phone, SendHorizontal, X } from 'lucide-react'
import { useCallback, useImperativeHandle, useLayoutEffect, useRef, useState } from 'react'
import type { KeyboardEvent, Ref } from 'react'
import type { ConversationView } from '../../electron/ipc/contract/views.ts'
import { keysFor } from '../keys/bindings.ts'
import { FirstTextNote } from '../templates/first-text-note.tsx'
import { useFirstText } from '../templates/first-text.ts'
import { useCallsClosed } from '../lib/data.ts'
import type { ThenCall } from '../lib/messages.ts'
import { Button } from '../ui/button.tsx'
import { IconButton } from '../ui/icon-button.tsx'
import { SegmentedRadio } from '../ui/segmented-radio.tsx'
import { inboxWords } from '../words/inbox.ts'
import { voiceWords } from '../words/voice.ts'
import styles from './composer.module.css'
import { ComposerFoot } from './composer-foot.tsx'
import { PlainButton } from './composer-plain.tsx'
import { RepeatQuestion } from './composer-repeat.tsx'
import { ScheduleButton, SchedulePanel } from './composer-schedule.tsx'
import { TemplateButton, TemplatePanel } from './composer-template.tsx'
import { mostCharacters, mostSpoken, useSending } from './composer-sending.ts'
import { UseControl } from './composer-use-control.tsx'
import { UseTime } from './composer-use-time.tsx'
import type { Use } from './composer-use.ts'
import type { TextToEdit } from './edit-request.ts'
import { ClosedWords } from './closed-words.tsx'
import { HearButton } from './hear-button.tsx'
import { SegmentHint } from './segment-hint.tsx'
import { ThenCallControl } from './composer-then-call.tsx'
import { SpokenInControl, useSpokenIn } from './composer-spoken-in.tsx'
import { SpokenHint } from './spoken-hint.tsx'
import { countWhereItMatters } from './segments.ts'

export interface ComposerHandle {
  focus(): void
  hasFocus(): boolean
  blur(): void
  /** Puts a text or a call that failed, or waits for a look, into the box to be changed and sent in its place. */
  edit(message: Pick<TextToEdit, 'id' | 'body' | 'spoken'>): void
  /** A call was missed: what is in the box, or a word of ours where there is nothing, is texted. */
  textBack(): void
}

interface ComposerProps {
  readonly conversation: ConversationView
  readonly name: string
  readonly linkDown: boolean
  readonly ref?: Ref<ComposerHandle>
}

const words = inboxWords.composer

/** Where a text is written. What is typed is kept here alone: no key makes the thread render. */
export function Composer({ conversation, name, linkDown, ref }: ComposerProps) {
  const { id, closedReason } = conversation
  const box = useRef<HTMLTextAreaElement>(null)
  const notButton = useRef<HTMLButtonElement>(null)
  const completing = useRef((body: string) => body)
  const [thenCall, setThenCall] = useState<ThenCall | null>(null)
  const [trouble, setTrouble] = useState<string | null>(null)
  const sending = useSending(conversation, box, (body) => completing.current(body), thenCall)
  const { text, edited, use, question, refusal, sendable, change } = sending
  const spoken = sending.spoken !== null
  const language = sending.spoken?.language ?? null
  // What staff chose for this conversation, kept from call to call; null: the family's language.
  const chosenLanguage = useRef<string | null>(null)
  const spokenIn = useSpokenIn(spoken ? id : null)
  const first = useFirstText(conversation, text)
  const [timing, setTiming] = useState(false)
  const [planning, setPlanning] = useState(false)
  const [picking, setPicking] = useState(false)
  const whole = first.notice === null || spoken ? text : first.complete(text)
  const count = countWhereItMatters(whole)
  const over = whole.length - (spoken ? mostSpoken : mostCharacters)
  const noCalls = useCallsClosed() ?? (conversation.kind === 'phone' ? null : words.voiceNot)
  const closed = closedReason !== null && !spoken
  const toBox = () => box.current?.focus()
  const latest = useRef(sending)
  useLayoutEffect(() => {
    latest.current = sending
    completing.current = first.complete
  })
  // The same from key to key: the control's menu is not drawn again with each letter.
  const chooseUse = useCallback((next: Use) => {
    setTiming(false)
    latest.current.changeUse(next)
  }, [])
  const chooseTime = useCallback(() => setTiming(true), [])
  const togglePicking = useCallback(() => setPicking((open) => !open), [])
  const togglePlanning = useCallback(() => setPlanning((open) => !open), [])
  const afterUse = useCallback(() => document.querySelector<HTMLElement>('[data-use-time]') ?? box.current, [])

  const writePlain = (plain: string) => {
    // What was typed meanwhile stays.
    if (latest.current.text === text) change(plain)
  }

  const send = () => {
    // Asked already: the answer is not given by pressing on.
    if (question === undefined) {
      sending.send()
      // A call is asked for text by text: none is to follow the next one unasked.
      if (sendable) setThenCall(null)
      setTrouble(null)
    } else notButton.current?.focus()
  }

  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (event.key === '/' && text === '' && !event.ctrlKey && !event.altKey && !event.metaKey && !isComposing(event)) {
      event.preventDefault()
      setPicking(true)
      return
    }
    if (event.key !== 'Enter' || event.shiftKey || event.ctrlKey || event.altKey || event.metaKey) return
    if (isComposing(event)) return
    event.preventDefault()
    // A held Enter sends once.
    if (!event.repeat) send()
  }

  useImperativeHandle(ref, () => ({
    focus: () => box.current?.focus(),
    blur: () => box.current?.blur(),
    hasFocus: () => document.activeElement === box.current,
    edit: (message) => {
      sending.edit(message)
      const field = box.current
      field?.focus()
      // The caret goes behind the text once it is there; and where texts are closed, a box for a call opens only then.
      requestAnimationFrame(() => {
        field?.focus()
        field?.setSelectionRange(message.body.length, message.body.length)
      })
    },
    textBack: () => {
      sending.changeSpoken(null)
      if (text.trim() === '') {
        const { textBackBody } = voiceWords
        change(textBackBody)
        requestAnimationFrame(() => box.current?.setSelectionRange(textBackBody.length, textBackBody.length))
      }
      toBox()
    },
  }))

  return (
    <div className={styles.composer}>
      <div className={styles.column}>
        {refusal === null ? null : (
          <div className={styles.refusal} role="alert">
            <p>
              <strong>{words.refused}</strong> {refusal} {words.refusedMeaning}
            </p>
            <IconButton
              label={inboxWords.thread.closeReply}
              icon={<X size={18} aria-hidden />}
              onClick={sending.dismissRefusal}
            />
          </div>
        )}
        {closedReason === null ? null : (
          <p className={styles.closed} id={`closed-${id}`}>
            <MessageSquareOff size={18} aria-hidden />
            <span>
              <strong>{words.closed}</strong> <ClosedWords conversation={conversation} />
            </span>
          </p>
        )}
        {edited === undefined ? null : (
          <div className={styles.editing}>
            <span>{edited.isCall ? voiceWords.composer.editing : words.editing}</span>
            <Button
              size="small"
              variant="quiet"
              onClick={() => {
                sending.cancelEdit()
                toBox()
              }}
            >
              {words.cancelEdit}
            </Button>
          </div>
        )}
        {question === undefined ? null : (
          <RepeatQuestion
            earlier={question.earlier}
            notButton={notButton}
            takesFocus={() => document.activeElement === box.current || document.activeElement === document.body}
            onAnswer={(again) => {
              sending.answer(again)
              toBox()
            }}
          />
        )}
        {timing && !closed ? (
          <UseTime
            onSet={(at) => {
              sending.changeUse({ kind: 'until', at })
              setTiming(false)
              toBox()
            }}
            onCancel={() => {
              setTiming(false)
              toBox()
            }}
          />
        ) : null}
        {planning && !closed ? (
          <SchedulePanel
            use={use}
            sendable={sendable}
            onSchedule={(plan) => {
              sending.schedule(plan)
              setPlanning(false)
              toBox()
            }}
            onCancel={() => {
              setPlanning(false)
              toBox()
            }}
          />
        ) : null}
        {picking && !closed ? (
          <TemplatePanel
            conversationId={id}
            onPick={(picked) => {
              sending.insert(
                picked.text,
                picked.useMinutes === null ? null : { kind: 'for', minutes: picked.useMinutes },
              )
              setPicking(false)
              toBox()
            }}
            onClose={(typed) => {
              if (typed !== undefined) sending.insert(typed, null)
              setPicking(false)
              toBox()
            }}
          />
        ) : null}
        {closed || spoken ? null : <FirstTextNote first={first} />}
        <div className={styles.card}>
          <div className={styles.grow} data-value={text}>
            <textarea
              ref={box}
              className={styles.box}
              aria-label={words.label}
              aria-describedby={closed ? `closed-${id}` : undefined}
              aria-invalid={over > 0 || undefined}
              placeholder={spoken ? voiceWords.composer.placeholder(name) : words.placeholder(name)}
              value={text}
              rows={1}
              dir="auto"
              disabled={closed}
              data-composer
              onChange={(event) => change(event.currentTarget.value)}
              onKeyDown={onKeyDown}
            />
          </div>
          <div className={styles.bar}>
            <SegmentedRadio
              label={words.sendAs}
              size="small"
              value={spoken ? 'voice' : 'sms'}
              segments={[
                { value: 'sms', label: words.sms },
                { value: 'voice', label: words.voice, disabled: noCalls !== null, hint: noCalls ?? words.voiceHint },
              ]}
              onValueChange={(channel) => {
                sending.changeSpoken(channel === 'voice' ? { language: chosenLanguage.current } : null)
                setTrouble(null)
                setPlanning(false)
              }}
            />
            {spoken ? (
              <HearButton text={text} language={language ?? spokenIn?.language ?? 'en'} onTrouble={setTrouble} />
            ) : null}
            {spoken && spokenIn !== null ? (
              <SpokenInControl
                spokenIn={spokenIn}
                isKnown={conversation.name !== null}
                value={language}
                onChoose={(chosen) => {
                  chosenLanguage.current = chosen
                  sending.changeSpoken({ language: chosen })
                }}
                box={box}
              />
            ) : null}
            <TemplateButton isOpen={picking} disabled={closed} onToggle={togglePicking} />
            <ScheduleButton isOpen={planning} disabled={closed || spoken} onToggle={togglePlanning} />
            {spoken || noCalls !== null ? null : (
              <ThenCallControl value={thenCall} disabled={closed} onChoose={setThenCall} box={box} />
            )}
            <UseControl use={use} disabled={closed} onChoose={chooseUse} onTime={chooseTime} finalFocus={afterUse} />
            <span className={styles.space} />
            <Button
              variant="primary"
              size="small"
              className={styles.send}
              icon={spoken ? <Phone size={16} aria-hidden /> : <SendHorizontal size={16} aria-hidden />}
              hint={spoken ? words.voiceHint : words.send}
              hintKeys={keysFor('message.send')}
              disabled={!sendable}
              // The box keeps the focus: the next text can be typed at once.
              onPointerDown={(event) => event.preventDefault()}
              onClick={send}
            >
              {linkDown ? words.sendWhenOnline : words.send}
            </Button>
          </div>
        </div>
        <ComposerFoot>
          {spoken ? (
            <SpokenHint text={text} trouble={trouble} />
          ) : (
            <>
              <SegmentHint count={count} most={mostCharacters} length={whole.length} />
              {count === null || count.costly === null || closed ? null : (
                <PlainButton text={text} onWrite={writePlain} />
              )}
            </>
          )}
        </ComposerFoot>
      </div>
    </div>
  )
}

/** While an input method composes, keys belong to it; 229 is how older engines say so. */
function isComposing(event: KeyboardEvent): boolean {
  return event.nativeEvent.isComposing || event.keyCode === 229
}
