import { useRef, useState } from 'react'
import { forgetEverything } from '../lib/account.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { ErrorNotice } from '../ui/error-notice.tsx'
import { useAction } from '../ui/use-action.ts'
import { credentialWords } from '../words/credentials.ts'

const words = credentialWords.forget

/** Deletes every credential; asks once. */
export function ForgetButton() {
  const [open, setOpen] = useState(false)
  const keep = useRef<HTMLButtonElement>(null)
  const forget = useAction(async () => {
    await forgetEverything()
    setOpen(false)
  })
  return (
    <>
      <Button onClick={() => setOpen(true)}>{words.title}</Button>
      <Dialog
        open={open}
        title={words.title}
        width="narrow"
        initialFocus={keep}
        onOpenChange={setOpen}
        actions={
          <>
            <Button ref={keep} onClick={() => setOpen(false)}>
              {words.keep}
            </Button>
            <Button variant="danger" disabled={forget.busy} onClick={() => forget.run()}>
              {words.confirm}
            </Button>
          </>
        }
      >
        <p>{words.what}</p>
        <p>{words.meaning}</p>
        {forget.error === null ? null : <ErrorNotice title={forget.error} />}
      </Dialog>
    </>
  )
}
