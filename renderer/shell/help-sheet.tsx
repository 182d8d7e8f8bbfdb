import { Fragment } from 'react'
import { bindingsOf, useRemaps } from '../keys/bindings.ts'
import { commandGroups, commands } from '../keys/commands.ts'
import { openSettings } from './settings-tab.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Keys } from '../ui/keys.tsx'
import { commandWords } from '../words/commands.ts'
import { shellWords } from '../words/shell.ts'
import styles from './help-sheet.module.css'
import { useUi } from './ui-state.ts'

const words = shellWords.help

/** "Keyboard shortcuts": every command with its keys, the user's changes included. */
export function HelpSheet() {
  const remaps = useRemaps((state) => state.remaps)
  const close = () => useUi.getState().closeDialog()
  return (
    <Dialog
      open
      title={words.title}
      width="wide"
      isRead
      onOpenChange={(open) => {
        if (!open) close()
      }}
      actions={<Button onClick={() => openSettings('keyboard')}>{words.change}</Button>}
    >
      <div className={styles.groups}>
        {commandGroups.map((group) => (
          <section key={group} className={styles.group} aria-label={commandWords.groups[group]}>
            <h3 className={styles.heading}>{commandWords.groups[group]}</h3>
            <dl>
              {commands
                .filter(
                  (command) =>
                    command.group === group && command.comesLater !== true && bindingsOf(command, remaps).length > 0,
                )
                .map((command) => (
                  <div key={command.id} className={styles.row}>
                    <dt>{command.label}</dt>
                    <dd className={styles.keys}>
                      {bindingsOf(command, remaps).map((keys, index) => (
                        <Fragment key={keys}>
                          {index === 0 ? null : <span className={styles.or}>{words.or}</span>}
                          <Keys keys={keys} />
                        </Fragment>
                      ))}
                    </dd>
                  </div>
                ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  )
}
