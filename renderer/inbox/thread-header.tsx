import { MailOpen, MessageSquareReply, PanelRight, X } from 'lucide-react'
import type { ConversationView } from '../../electron/ipc/contract/views.ts'
import { useKeysFor } from '../keys/bindings.ts'
import { Button } from '../ui/button.tsx'
import { IconButton } from '../ui/icon-button.tsx'
import { inboxWords } from '../words/inbox.ts'
import { nameOf } from './conversation-name.ts'
import { PlayerMarks } from './player-marks.tsx'
import styles from './thread-header.module.css'

interface ThreadHeaderProps {
  readonly conversation: ConversationView
  readonly practice: boolean
  readonly replying: boolean
  readonly familyOpen: boolean
  onToggleReply(): void
  onMarkUnread(): void
  onToggleFamily(): void
  /** Beside a board: the way back, and little room. */
  readonly onClose?: (() => void) | undefined
}

const words = inboxWords.thread

/** Who the texts below are with, and what can be done with the whole conversation. */
export function ThreadHeader(props: ThreadHeaderProps) {
  const { conversation, practice, replying, familyOpen, onToggleReply, onMarkUnread, onToggleFamily, onClose } = props
  const unreadKeys = useKeysFor('conversation.markUnread')
  const familyKeys = useKeysFor('family.toggle')
  return (
    <header className={styles.header}>
      <div className={styles.who}>
        <h1 className={styles.name} data-selectable>
          {nameOf(conversation)}
        </h1>
        <div
          className={styles.under}
          hidden={conversation.name === null && (familyOpen || conversation.players.length === 0)}
        >
          {conversation.name === null ? null : (
            <span className={styles.number} data-selectable data-numeric>
              {conversation.displayAddress}
            </span>
          )}
          {familyOpen ? null : <PlayerMarks players={conversation.players} />}
        </div>
      </div>
      {practice && onClose !== undefined ? (
        <IconButton
          label={words.replyAsParent}
          icon={<MessageSquareReply size={20} aria-hidden />}
          aria-expanded={replying}
          onClick={onToggleReply}
        />
      ) : practice ? (
        <Button
          variant="quiet"
          icon={<MessageSquareReply size={18} aria-hidden />}
          aria-expanded={replying}
          onClick={onToggleReply}
        >
          {words.replyAsParent}
        </Button>
      ) : null}
      <IconButton
        label={words.markUnread}
        hintKeys={unreadKeys}
        icon={<MailOpen size={20} aria-hidden />}
        onClick={onMarkUnread}
      />
      <IconButton
        label={familyOpen ? words.hideFamily : words.showFamily}
        hintKeys={familyKeys}
        icon={<PanelRight size={20} aria-hidden />}
        pressed={familyOpen}
        onClick={onToggleFamily}
      />
      {onClose === undefined ? null : (
        <IconButton label={words.close} icon={<X size={20} aria-hidden />} onClick={onClose} />
      )}
    </header>
  )
}
