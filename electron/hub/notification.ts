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
export function composeSummary(count: number, conversationId: number): HubNotification {
  return { title: 'PTP Comms Hub', body: `${count} texts arrived while this laptop was away`, conversationId }
}
