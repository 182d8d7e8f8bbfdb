import { createRoot } from 'react-dom/client'
import type { Root } from 'react-dom/client'
import { flushSync } from 'react-dom'
import { asHubError, callHub } from '../lib/bridge.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { printWords as words } from '../words/print.ts'
import { Sheet } from './sheet.tsx'

interface Place {
  readonly root: Root
  close(): void
}

/** Beside the app in the page, where only the printer looks. */
function openPlace(): Place {
  const place = document.createElement('div')
  place.setAttribute('data-print', '')
  document.body.append(place)
  const root = createRoot(place)
  return {
    root,
    close() {
      root.unmount()
      place.remove()
    },
  }
}

let printing = false

/** Prints today's list: one key, then the system's own dialog. A second press while it is open does nothing. */
export async function printSheet(): Promise<void> {
  if (printing) return
  printing = true
  const place = openPlace()
  const title = document.title
  try {
    const sheet = await callHub('family.sheet', {})
    flushSync(() => place.root.render(<Sheet sheet={sheet} />))
    document.body.setAttribute('data-printing', '')
    // What a saved PDF is called.
    document.title = `${words.title(sheet.campName)} ${sheet.day}`
    // Returns once the dialog is closed.
    window.print()
    place.close()
  } catch (error) {
    place.root.render(<Failed reason={asHubError(error).message} onClose={() => place.close()} />)
  } finally {
    document.body.removeAttribute('data-printing')
    document.title = title
    printing = false
  }
}

function Failed({ reason, onClose }: { readonly reason: string; onClose(): void }) {
  return (
    <Dialog
      open
      onOpenChange={(open) => (open ? undefined : onClose())}
      title={words.failed.title}
      width="narrow"
      actions={<Button onClick={onClose}>{words.failed.close}</Button>}
    >
      <p role="alert">{reason}</p>
    </Dialog>
  )
}
