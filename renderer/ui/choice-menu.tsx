import { Menu as Base } from '@base-ui/react/menu'
import { Check } from 'lucide-react'
import type { ReactElement } from 'react'
import styles from './menu.module.css'

export interface Choice<Value extends string> {
  readonly value: Value
  readonly label: string
  readonly help?: string
}

export interface ChoiceMenuProps<Value extends string> {
  /** The button that opens it: a `Button` or `IconButton`. */
  readonly trigger: ReactElement
  readonly heading: string
  readonly help?: string
  readonly choices: readonly Choice<Value>[]
  readonly value: Value
  readonly open: boolean
  onOpenChange(open: boolean): void
  /** Called for the choice that stands, too. */
  onChoose(value: Value): void
  /** Where the focus goes when it closes. */
  finalFocus(): HTMLElement | null
}

/** One of several, behind a button: the one that stands has a check. Arrows move, a letter jumps, Escape leaves all as it was. */
export function ChoiceMenu<Value extends string>(props: ChoiceMenuProps<Value>) {
  const { trigger, heading, help, choices, value, open, onOpenChange, onChoose, finalFocus } = props
  return (
    <Base.Root open={open} onOpenChange={(next) => onOpenChange(next)}>
      <Base.Trigger render={trigger} />
      <Base.Portal>
        <Base.Positioner side="top" align="start" sideOffset={4} className={styles.positioner}>
          <Base.Popup className={styles.popup} finalFocus={() => finalFocus()}>
            <Base.RadioGroup value={value}>
              <Base.GroupLabel className={styles.heading}>
                {heading}
                {help === undefined ? null : <span className={styles.headingHelp}>{help}</span>}
              </Base.GroupLabel>
              {choices.map((choice) => (
                <Base.RadioItem
                  key={choice.value}
                  value={choice.value}
                  closeOnClick
                  className={styles.choice}
                  onClick={() => onChoose(choice.value)}
                >
                  <span className={styles.check}>
                    <Base.RadioItemIndicator>
                      <Check size={16} aria-hidden />
                    </Base.RadioItemIndicator>
                  </span>
                  <span>{choice.label}</span>
                  {choice.help === undefined ? null : <span className={styles.aside}>{choice.help}</span>}
                </Base.RadioItem>
              ))}
            </Base.RadioGroup>
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  )
}
