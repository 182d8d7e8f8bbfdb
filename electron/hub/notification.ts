import type { CaughtUpText } from './line.ts'
import type { ConversationView, NotificationPrivacy } from '../ipc/contract/views.ts'

/** A notification as the system may show it, on a screen that strangers can see. */
export interface HubNotification {
  readonly title: string
  readonly body: string
  readonly conversationId: number
}

const longestBody = 180

/** Says as much about a new text as the privacy setting allows. */
export function composeNotification(
  privacy: NotificationPrivacy,
  conversation: ConversationView,
  text: string,
): HubNotification {
  const conversationId = conversation.id
  const who = conversation.name ?? conversation.displayAddress
  switch (privacy) {
    case 'name-and-text': {
      const body = text.trim() === '' ? 'Sent a picture' : text
      return {
        title: who,
        body: body.length > longestBody ? `${body.slice(0, longestBody - 1)}…` : body,
        conversationId,
      }
    }
    case 'name':
      return { title: who, body: 'New text', conversationId }
    case 'nothing':
      return { title: 'PTP Comms Hub', body: 'New text', conversationId }
  }
}

/** One notification for many texts that arrived while the laptop could not be reached; it names nobody. */
function composeSummary(count: number, conversationId: number): HubNotification {
  return { title: 'PTP Comms Hub', body: `${count} texts arrived while this laptop was away`, conversationId }
}

export interface NotifierOptions {
  readonly notify: (notification: HubNotification) => void
  readonly privacy: () => NotificationPrivacy
  readonly find: (conversationId: number) => ConversationView | undefined
  /** The workspace is the one on screen. */
  readonly isShown: () => boolean
  /** The conversation is before somebody's eyes: no need to call for them. */
  readonly isBeingRead: (conversationId: number) => boolean
}

export interface Notifier {
  textArrived(conversationId: number, body: string): void
  textsCaughtUp(texts: readonly CaughtUpText[]): void
}

const mostSingle = 3

/** Tells of new texts, each by itself; of many that were missed at once by one notification, for they are read on the screen. */
export function createNotifier({ notify, privacy, find, isShown, isBeingRead }: NotifierOptions): Notifier {
  function textArrived(conversationId: number, body: string): void {
    const conversation = isBeingRead(conversationId) ? undefined : find(conversationId)
    if (conversation) notify(composeNotification(privacy(), conversation, body))
  }
  return {
    textArrived,
    textsCaughtUp(texts) {
      const last = texts.at(-1)
      if (!last || texts.length <= mostSingle) {
        for (const { conversationId, body } of texts) textArrived(conversationId, body)
      } else if (isShown()) notify(composeSummary(texts.length, last.conversationId))
    },
  }
}
