import { useQuery } from '@tanstack/react-query'
import { Languages } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import type { ButtonHTMLAttributes, Ref, RefObject } from 'react'
import type { CallOutput } from '../../electron/ipc/contract/calls.ts'
import { callHub } from '../lib/data.ts'
import { Button } from '../ui/button.tsx'
import { languageName } from '../words/templates.ts'
import { voiceWords } from '../words/voice.ts'
import styles from './composer.module.css'

// The menu's machinery is large: the first screen does not wait for it.
const ChoiceMenu = lazy(() => import('../ui/choice-menu.tsx').then((module) => ({ default: module.ChoiceMenu })))

const words = voiceWords.composer

type SpokenIn = CallOutput<'conversations.spokenIn'>

/** In which languages a conversation can be called; null until that is known. @param id null: nobody asks */
export function useSpokenIn(id: number | null): SpokenIn | null {
  // What the family speaks is changed under People.
  const { data } = useQuery({
    queryKey: ['people', 'spokenIn', id],
    queryFn: () => callHub('conversations.spokenIn', { id: id ?? 0 }),
    enabled: id !== null,
  })
  return data ?? null
}

interface SpokenInControlProps {
  readonly spokenIn: SpokenIn
  /** Somebody is known here, whose language it is. */
  readonly isKnown: boolean
  /** What staff chose; null: the family's. */
  readonly value: string | null
  onChoose(language: string | null): void
  readonly box: RefObject<HTMLTextAreaElement | null>
}

/** "Spoken in": whose voice reads what is in the box. */
export function SpokenInControl({ spokenIn, isKnown, value, onChoose, box }: SpokenInControlProps) {
  const [open, setOpen] = useState(false)
  const [wanted, setWanted] = useState(false)
  const shown = value ?? spokenIn.language
  if (!wanted) {
    return (
      <Trigger
        language={shown}
        aria-haspopup="menu"
        aria-expanded={false}
        onClick={() => {
          setWanted(true)
          setOpen(true)
        }}
      />
    )
  }
  return (
    <Suspense fallback={<Trigger language={shown} aria-haspopup="menu" aria-expanded />}>
      <ChoiceMenu
        heading={words.spokenInHeading}
        help={words.spokenInHelp}
        trigger={<Trigger language={shown} />}
        choices={spokenIn.languages.map((code) => ({
          value: code,
          label: languageName(code),
          ...(isKnown && code === spokenIn.language ? { help: words.theirs } : {}),
        }))}
        value={shown}
        open={open}
        onOpenChange={setOpen}
        onChoose={(code) => onChoose(code === spokenIn.language ? null : code)}
        finalFocus={() => box.current}
      />
    </Suspense>
  )
}

interface TriggerProps extends Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'children' | 'aria-label' | 'lang'> {
  readonly language: string
  readonly ref?: Ref<HTMLButtonElement>
}

function Trigger({ language, ...rest }: TriggerProps) {
  const name = languageName(language)
  return (
    <Button
      {...rest}
      size="small"
      variant="quiet"
      aria-label={words.spokenIn(name)}
      className={styles.spokenIn}
      hint={words.spokenIn(name)}
      icon={<Languages size={16} aria-hidden />}
    >
      {name}
    </Button>
  )
}
