import { useQuery } from '@tanstack/react-query'
import { X } from 'lucide-react'
import { useCallback, useState } from 'react'
import { ThreadPane } from '../inbox/thread-pane.tsx'
import { FamilyPanel } from '../inbox/family-panel.tsx'
import { callHub } from '../lib/data.ts'
import { openConversationWith } from '../lib/messages.ts'
import { useProposalsOf } from '../lib/proposals.ts'
import { useConversation, useReadConversation } from '../lib/stores.ts'
import { Button } from '../ui/button.tsx'
import { ErrorBoundary } from '../ui/error-boundary.tsx'
import { IconButton } from '../ui/icon-button.tsx'
import { useAction } from '../ui/use-action.ts'
import { proposalWords } from '../words/proposals.ts'
import styles from './beside.module.css'

export interface BesideProps {
  /** The chosen row's player; null: none is chosen. */
  readonly playerId: number | null
  /** The number a text about them goes to first (E.164); null where nobody can be texted. */
  readonly textAt: string | null
  /** Back to the board: the search box takes the focus. */
  onClose(): void
}

const words = proposalWords.beside

/** The conversation with the family of the chosen row, beside the board: in a wide window a pane, in a narrow one over it. */
export function Beside({ playerId, textAt, onClose }: BesideProps) {
  const found = useQuery({
    queryKey: ['family-day', 'conversation', playerId],
    queryFn: () => callHub('family.conversation', { playerId: playerId ?? 1 }),
    enabled: playerId !== null,
  })
  // Where a text proposes something, the one it came in.
  const proposed = useProposalsOf(playerId ?? 0).proposals.at(-1)?.conversationId
  const id = playerId === null ? null : (proposed ?? found.data?.conversationId ?? null)
  const conversation = useConversation(id)
  const [missing, setMissing] = useState(false)
  useReadConversation(
    id,
    useCallback(() => setMissing(true), []),
  )
  const [withFamily, setWithFamily] = useState(false)
  return (
    <aside
      className={styles.beside}
      aria-label={words.label}
      onKeyDown={(event) => {
        // What floats over it (a menu, a dialog) closes by itself first.
        const isWithin = event.target instanceof Node && event.currentTarget.contains(event.target)
        if (event.key !== 'Escape' || event.defaultPrevented || !isWithin) return
        event.preventDefault()
        event.stopPropagation()
        onClose()
      }}
    >
      {conversation === undefined ? (
        <div className={styles.none}>
          <div className={styles.bar}>
            <IconButton label={words.close} icon={<X size={20} aria-hidden />} onClick={onClose} />
          </div>
          {playerId === null ? (
            <p>{words.none}</p>
          ) : missing || found.isError ? (
            <p role="alert">{words.unreadable}</p>
          ) : found.data?.conversationId === null ? (
            <NoTexts textAt={textAt} onOpened={() => void found.refetch()} />
          ) : null}
        </div>
      ) : (
        <ErrorBoundary pane={words.label} resetKey={conversation.id}>
          <div className={styles.thread}>
            <ThreadPane
              key={conversation.id}
              conversation={conversation}
              target={null}
              familyShown={withFamily}
              takesFocus={false}
              onClose={onClose}
              onToggleFamily={() => setWithFamily(!withFamily)}
            />
            {withFamily ? (
              <div className={styles.family}>
                <FamilyPanel
                  conversation={conversation}
                  onClose={() => setWithFamily(false)}
                  onOpenAddress={(address) => void openConversationWith(address).catch(() => undefined)}
                />
              </div>
            ) : null}
          </div>
        </ErrorBoundary>
      )}
    </aside>
  )
}

function NoTexts({ textAt, onOpened }: { readonly textAt: string | null; onOpened(): void }) {
  const open = useAction(async () => {
    if (textAt === null) return
    await openConversationWith(textAt)
    onOpened()
  })
  if (textAt === null) return <p>{words.nobody}</p>
  return (
    <>
      <p>{words.noTexts}</p>
      <Button disabled={open.busy} onClick={() => open.run()}>
        {words.begin}
      </Button>
      {open.error === null ? null : <p role="alert">{open.error}</p>}
    </>
  )
}
