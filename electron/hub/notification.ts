import type { ArrivalKind, CaughtUpText } from './line.ts'
import type { LadderWants } from '../ipc/contract/ladder-views.ts'
import type { ConversationView, NotificationPrivacy } from '../ipc/contract/views.ts'

/** A notification as the system may show it, on a screen that strangers can see. */
export interface HubNotification {
  readonly title: string
  readonly body: string
  /** What a click shows; null: the window as it stands. */
  readonly conversationId: number | null
}

const longestBody = 180

/** What may be said of everything: which of them it is. */
const plainly: Readonly<Record<ArrivalKind, string>> = {
  text: 'New text',
  voicemail: 'New voicemail',
  'missed-call': 'Missed call',
}

/** Says as much about a new text, or a call, as the privacy setting allows. */
export function composeNotification(
  privacy: NotificationPrivacy,
  conversation: ConversationView,
  text: string,
  kind: ArrivalKind = 'text',
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
      return { title: who, body: plainly[kind], conversationId }
    case 'nothing':
      return { title: 'PTP Comms Hub', body: plainly[kind], conversationId }
  }
}

/** One notification for many texts and calls that arrived while the laptop could not be reached; it names nobody. */
function composeSummary(texts: readonly CaughtUpText[], conversationId: number): HubNotification {
  const calls = texts.filter(({ kind }) => kind !== 'text').length
  const what = calls === 0 ? 'texts' : calls === texts.length ? 'calls' : 'texts and calls'
  return { title: 'PTP Comms Hub', body: `${texts.length} ${what} arrived while this laptop was away`, conversationId }
}

const players = (count: number): string => (count === 1 ? '1 player' : `${count} players`)

/** What a ladder wants of a person; it names nobody, for strangers see it. */
const wanted: Readonly<Record<keyof LadderWants, (count: number) => string>> = {
  director: (count) => (count === 1 ? '1 player needs the director now' : `${count} players need the director now`),
  call: (count) => `Call the parents of ${players(count)}`,
  look: (count) => `A ladder asks before it texts about ${players(count)}`,
}

export interface NotifierOptions {
  readonly notify: (notification: HubNotification) => void
  readonly privacy: () => NotificationPrivacy
  readonly find: (conversationId: number) => ConversationView | undefined
  /** The workspace is the one on screen. */
  readonly isShown: () => boolean
  /** The store is practice's. */
  readonly isPractice: () => boolean
  /** Somebody looks at the window, where banners of this store stand. */
  readonly isWatched: () => boolean
  /** The conversation is before somebody's eyes: no need to call for them. */
  readonly isBeingRead: (conversationId: number) => boolean
}

export interface Notifier {
  textArrived(conversationId: number, body: string, kind: ArrivalKind): void
  textsCaughtUp(texts: readonly CaughtUpText[]): void
  /** A ladder newly wants a person: told of the live camp whatever is on screen. */
  laddersWant(wants: keyof LadderWants, players: number): void
}

const mostSingle = 3

/** Tells of new texts, each by itself; of many that were missed at once by one notification, for they are read on the screen. */
export function createNotifier({
  notify,
  privacy,
  find,
  isShown,
  isPractice,
  isWatched,
  isBeingRead,
}: NotifierOptions): Notifier {
  function textArrived(conversationId: number, body: string, kind: ArrivalKind): void {
    const conversation = isBeingRead(conversationId) ? undefined : find(conversationId)
    if (conversation) notify(composeNotification(privacy(), conversation, body, kind))
  }
  return {
    textArrived,
    textsCaughtUp(texts) {
      const last = texts.at(-1)
      if (!last || texts.length <= mostSingle) {
        for (const { conversationId, body, kind } of texts) textArrived(conversationId, body, kind)
      } else if (isShown()) notify(composeSummary(texts, last.conversationId))
    },
    laddersWant(wants, count) {
      if (isWatched()) return
      const title = isPractice() ? 'PTP Comms Hub (practice)' : 'PTP Comms Hub'
      notify({ title, body: wanted[wants](count), conversationId: null })
    },
  }
}
