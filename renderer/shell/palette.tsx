import { Search } from 'lucide-react'
import { useEffect, useId, useMemo, useRef, useState } from 'react'
import type { KeyboardEvent } from 'react'
import { canRun, runCommand, useCommandsVersion } from '../keys/use-command.ts'
import { bindingsOf, useRemaps } from '../keys/bindings.ts'
import { commands } from '../keys/commands.ts'
import { useOnceReady } from '../lib/use-once-ready.ts'
import { Dialog } from '../ui/dialog.tsx'
import { Keys } from '../ui/keys.tsx'
import { VisuallyHidden } from '../ui/visually-hidden.tsx'
import { shellWords } from '../words/shell.ts'
import styles from './palette.module.css'
import { PaletteRow } from './palette-row.tsx'
import { rank } from './palette-rank.ts'
import { usePaletteNames } from './use-palette-names.ts'
import type { PaletteEntry } from './use-palette-names.ts'
import { useUi } from './ui-state.ts'

const words = shellWords.palette

/** "Command palette": every command and every name, one key away. */
export function Palette() {
  const [text, setText] = useState('')
  const [active, setActive] = useState(0)
  const id = useId()
  const input = useRef<HTMLInputElement>(null)
  const list = useRef<HTMLDivElement>(null)
  const names = usePaletteNames(text)
  const commandEntries = useCommandEntries(text)
  const entries = useMemo(() => {
    const wanted = text.trim()
    const people = names.entries
    // Without a word typed, people come first: that is what the palette is opened for most.
    return wanted === ''
      ? [...people, ...commandEntries]
      : [...commandEntries.slice(0, 6), ...people, ...commandEntries.slice(6)]
  }, [text, names.entries, commandEntries])
  const shown = Math.min(active, Math.max(0, entries.length - 1))

  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' })
  }, [shown])

  const choose = (entry: PaletteEntry | undefined) => {
    if (entry === undefined) return
    useUi.getState().closeDialog()
    // After the dialog has given the focus back, so that a command can move it.
    requestAnimationFrame(() => entry.run())
  }
  // A command is there with the key that asks for it; a name is not.
  const ready = names.ready || entries[shown]?.group === words.commands
  const chooseShown = useOnceReady(ready, () => choose(entries[shown]))
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.nativeEvent.isComposing) return
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 }[event.key]
    if (step !== undefined && entries.length > 0) {
      event.preventDefault()
      const last = entries.length - 1
      const wraps = Math.abs(step) === 1
      const next = shown + step
      setActive(
        next < 0 ? (wraps && shown === 0 ? last : 0) : next > last ? (wraps && shown === last ? 0 : last) : next,
      )
    } else if (event.key === 'Enter' && !event.repeat) {
      event.preventDefault()
      chooseShown.ask()
    }
  }

  return (
    <Dialog
      open
      hideTitle
      title={words.title}
      place="top"
      initialFocus={input}
      onOpenChange={(open) => {
        if (!open) useUi.getState().closeDialog()
      }}
    >
      <div className={styles.search}>
        <Search size={20} aria-hidden />
        <input
          ref={input}
          className={styles.input}
          type="text"
          role="combobox"
          aria-label={words.placeholder}
          aria-expanded
          aria-controls={`${id}-list`}
          aria-activedescendant={entries.length > 0 ? `${id}-${shown}` : undefined}
          aria-autocomplete="list"
          placeholder={words.placeholder}
          autoComplete="off"
          spellCheck={false}
          value={text}
          onChange={(event) => {
            setText(event.currentTarget.value)
            setActive(0)
            chooseShown.forget()
          }}
          onKeyDown={onKeyDown}
        />
      </div>
      <div ref={list} id={`${id}-list`} role="listbox" aria-label={words.title} className={styles.list}>
        {groupsOf(entries).map(({ group, from, items }) => (
          <div key={`${group}-${from}`} role="group" aria-label={group}>
            <div className={styles.group} aria-hidden>
              {group}
            </div>
            {items.map((entry, index) => (
              <PaletteRow
                key={entry.key}
                id={`${id}-${from + index}`}
                selected={from + index === shown}
                label={entry.label}
                note={entry.note}
                unread={entry.unread}
                keys={entry.keys === '' ? null : <Keys keys={entry.keys} />}
                onPoint={() => setActive(from + index)}
                onChoose={() => choose(entry)}
              />
            ))}
          </div>
        ))}
      </div>
      {entries.length === 0 ? <p className={styles.none}>{words.none(text.trim())}</p> : null}
      {names.failed ? <p className={styles.none}>{words.searchFailed}</p> : null}
      <VisuallyHidden>
        <span role="status">{words.results(entries.length)}</span>
      </VisuallyHidden>
    </Dialog>
  )
}

function useCommandEntries(text: string): readonly PaletteEntry[] {
  const version = useCommandsVersion()
  const remaps = useRemaps((state) => state.remaps)
  return useMemo(() => {
    const offered = commands.filter(
      (command) => command.hidden !== true && command.comesLater !== true && canRun(command.id),
    )
    return rank(text, offered, (command) => command.label).map((command) => ({
      key: command.id,
      group: words.commands,
      label: command.label,
      note: '',
      unread: 0,
      keys: bindingsOf(command, remaps)[0] ?? '',
      run: () => void runCommand(command.id),
    }))
    // `version` stands for the handlers `canRun` asks.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [text, remaps, version])
}

interface Group {
  readonly group: string
  readonly from: number
  readonly items: PaletteEntry[]
}

function groupsOf(entries: readonly PaletteEntry[]): readonly Group[] {
  const groups: Group[] = []
  entries.forEach((entry, index) => {
    const last = groups.at(-1)
    if (last?.group === entry.group) last.items.push(entry)
    else groups.push({ group: entry.group, from: index, items: [entry] })
  })
  return groups
}
