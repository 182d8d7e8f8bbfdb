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

/** Takes away what is given to the printer; null where nothing is. */
let end: (() => void) | null = null
let reading = false

/** Prints today's list: one key, then the system's own dialog. */
export async function printSheet(): Promise<void> {
  // A key that is pressed twice asks once.
  if (reading) return
  reading = true
  end?.()
  const place = openPlace()
  try {
    const sheet = await callHub('family.sheet', {})
    flushSync(() => place.root.render(<Sheet sheet={sheet} />))
    give(place, `${words.title(sheet.campName)} ${sheet.day}`)
  } catch (error) {
    place.root.render(<Failed reason={asHubError(error).message} onClose={() => place.close()} />)
  } finally {
    reading = false
  }
}

/** Some hosts come back from `print` before the pages are made: what is printed stays until they say that it is. */
function give(place: Place, title: string): void {
  const before = document.title
  end = () => {
    end = null
    place.close()
    document.body.removeAttribute('data-printing')
    document.title = before
  }
  window.addEventListener('afterprint', () => end?.(), { once: true })
  document.body.setAttribute('data-printing', '')
  // What a saved PDF is called.
  document.title = title
  window.print()
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
