import { Fragment } from 'react'
import { commandGroups, commands } from '../keys/commands.ts'
import type { CommandId } from '../keys/commands.ts'
import { useSettings } from '../lib/data.ts'
import { Button } from '../ui/button.tsx'
import { commandWords } from '../words/commands.ts'
import { settingsWords } from '../words/settings.ts'
import { KeyRow } from './key-row.tsx'
import styles from './keyboard-tab.module.css'
import { SavedMark } from './saved-mark.tsx'
import { Section } from './section.tsx'
import { useSaving } from './use-setting.ts'

const words = settingsWords.keyboard

/** Every command and its keys, to change by pressing new ones. */
export function KeyboardTab() {
  const { keyBindings } = useSettings()
  const saving = useSaving()
  const change = (id: CommandId, keys: string | null) => {
    const rest = Object.fromEntries(Object.entries(keyBindings).filter(([known]) => known !== id))
    saving.save({ keyBindings: keys === null ? rest : { ...rest, [id]: keys } })
  }
  const changed = Object.keys(keyBindings).length > 0
  return (
    <Section intro={words.what}>
      <div className={styles.bar}>
        <Button size="small" disabled={!changed} onClick={() => saving.save({ keyBindings: {} })}>
          {words.resetAll}
        </Button>
        <SavedMark shown={saving.saved} />
        {saving.error === null ? null : (
          <span role="alert" className={styles.error}>
            {saving.error}
          </span>
        )}
      </div>
      {commandGroups.map((group) => (
        <Fragment key={group}>
          <h3 className={styles.heading}>{commandWords.groups[group]}</h3>
          <ul className={styles.list}>
            {commands
              .filter((command) => command.group === group && command.comesLater !== true)
              .map((command) => (
                <KeyRow
                  key={command.id}
                  command={command}
                  remaps={keyBindings}
                  onChange={(keys) => change(command.id, keys)}
                />
              ))}
          </ul>
        </Fragment>
      ))}
    </Section>
  )
}
