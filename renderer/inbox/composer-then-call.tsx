import { PhoneForwarded } from 'lucide-react'
import { lazy, memo, Suspense, useState } from 'react'
import type { ButtonHTMLAttributes, Ref, RefObject } from 'react'
import type { ThenCall } from '../lib/messages.ts'
import { Button } from '../ui/button.tsx'
import { IconButton } from '../ui/icon-button.tsx'
import { voiceWords } from '../words/voice.ts'

// The menu's machinery is large: the first screen does not wait for it.
const ChoiceMenu = lazy(() => import('../ui/choice-menu.tsx').then((module) => ({ default: module.ChoiceMenu })))

const words = voiceWords.thenCall

const plans: readonly ThenCall[] = [
  { unless: 'delivered', minutes: 5 },
  { unless: 'answered', minutes: 5 },
  { unless: 'answered', minutes: 10 },
  { unless: 'answered', minutes: 30 },
]
const keyOf = (plan: ThenCall | null): string => (plan === null ? 'never' : `${plan.unless} ${plan.minutes}`)
const choices = [
  { value: 'never', label: words.never },
  ...plans.map((plan) => ({ value: keyOf(plan), label: words.choice(plan) })),
]

interface ThenCallControlProps {
  readonly value: ThenCall | null
  readonly disabled: boolean
  onChoose(plan: ThenCall | null): void
  readonly box: RefObject<HTMLTextAreaElement | null>
}

/** "Then call": the same words are spoken later, where the text has not done. */
export const ThenCallControl = memo(function ThenCallControl({ value, disabled, onChoose, box }: ThenCallControlProps) {
  const [open, setOpen] = useState(false)
  const [wanted, setWanted] = useState(false)
  if (disabled || !wanted) {
    return (
      <Trigger
        value={value}
        aria-haspopup="menu"
        aria-expanded={false}
        disabled={disabled}
        onClick={() => {
          setWanted(true)
          setOpen(true)
        }}
      />
    )
  }
  return (
    <Suspense fallback={<Trigger value={value} aria-haspopup="menu" aria-expanded />}>
      <ChoiceMenu
        heading={words.heading}
        help={words.help}
        trigger={<Trigger value={value} />}
        choices={choices}
        value={keyOf(value)}
        open={open}
        onOpenChange={setOpen}
        onChoose={(key) => onChoose(plans.find((plan) => keyOf(plan) === key) ?? null)}
        finalFocus={() => box.current}
      />
    </Suspense>
  )
})

interface TriggerProps extends Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'children' | 'aria-label' | 'value'> {
  readonly value: ThenCall | null
  readonly ref?: Ref<HTMLButtonElement>
}

function Trigger({ value, ...rest }: TriggerProps) {
  const label = value === null ? words.name(words.never) : words.name(words.choice(value))
  if (value === null) return <IconButton {...rest} label={label} icon={<PhoneForwarded size={18} aria-hidden />} />
  return (
    <Button {...rest} size="small" variant="quiet" aria-label={label} icon={<PhoneForwarded size={16} aria-hidden />}>
      {words.short(value)}
    </Button>
  )
}
