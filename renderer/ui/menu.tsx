import { Menu as Base } from '@base-ui/react/menu'
import type { ReactElement, ReactNode } from 'react'
import styles from './menu.module.css'

export interface MenuItem {
  readonly id: string
  readonly label: string
  readonly help?: string
  readonly icon?: ReactNode
  readonly disabled?: boolean
  run(): void
}

export interface MenuProps {
  /** The button that opens it: a `Button` or `IconButton`. */
  readonly trigger: ReactElement
  /** Heading of the menu, when the trigger does not say what is chosen. */
  readonly heading?: string
  readonly items: readonly MenuItem[]
  /** Opens as soon as it is there: its trigger was pressed while it was still being fetched. */
  readonly defaultOpen?: boolean
  readonly side?: 'top' | 'bottom'
  readonly align?: 'start' | 'center' | 'end'
}

/** Actions behind a button. Arrows move, a letter jumps, Escape closes and gives the focus back. */
export function Menu({ trigger, heading, items, defaultOpen, side = 'bottom', align = 'end' }: MenuProps) {
  return (
    <Base.Root defaultOpen={defaultOpen}>
      <Base.Trigger render={trigger} />
      <Base.Portal>
        <Base.Positioner side={side} align={align} sideOffset={4} className={styles.positioner}>
          <Base.Popup className={styles.popup}>
            <Base.Group>
              {heading === undefined ? null : <Base.GroupLabel className={styles.heading}>{heading}</Base.GroupLabel>}
              {items.map((item) => (
                <Base.Item key={item.id} className={styles.item} disabled={item.disabled} onClick={() => item.run()}>
                  {item.icon}
                  <span className={styles.words}>
                    <span>{item.label}</span>
                    {item.help === undefined ? null : <span className={styles.help}>{item.help}</span>}
                  </span>
                </Base.Item>
              ))}
            </Base.Group>
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  )
}
