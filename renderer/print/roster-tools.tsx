import { ClipboardCheck, Printer } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import type { BoardView } from '../../electron/ipc/contract/board-views.ts'
import { useKeysFor } from '../keys/bindings.ts'
import { runCommand, useCommand } from '../keys/use-command.ts'
import { IconButton } from '../ui/icon-button.tsx'
import { printWords as words } from '../words/print.ts'

const PaperDialog = lazy(() => import('./paper-dialog.tsx').then((module) => ({ default: module.PaperDialog })))

/** On Check-in: today's list to paper, and its ticks back from it. */
export function RosterTools({ board }: { readonly board: BoardView }) {
  const keys = useKeysFor('roster.print')
  const [entering, setEntering] = useState(false)
  useCommand('roster.paper', () => setEntering(true))
  return (
    <>
      <IconButton
        label={words.paper.button}
        icon={<ClipboardCheck size={20} aria-hidden />}
        onClick={() => setEntering(true)}
      />
      <IconButton
        label={words.button}
        hintKeys={keys}
        icon={<Printer size={20} aria-hidden />}
        onClick={() => runCommand('roster.print')}
      />
      {entering ? (
        <Suspense fallback={null}>
          <PaperDialog board={board} onClose={() => setEntering(false)} />
        </Suspense>
      ) : null}
    </>
  )
}
