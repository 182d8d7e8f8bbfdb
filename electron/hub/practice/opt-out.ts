/** What a whole text can mean to Twilio itself (Twilio docs: default opt-out keywords). */
export type Keyword = 'stop' | 'start' | 'help'

const keywords: Readonly<Record<string, Keyword>> = {
  STOP: 'stop',
  STOPALL: 'stop',
  UNSUBSCRIBE: 'stop',
  CANCEL: 'stop',
  END: 'stop',
  QUIT: 'stop',
  REVOKE: 'stop',
  OPTOUT: 'stop',
  START: 'start',
  YES: 'start',
  UNSTOP: 'start',
  HELP: 'help',
  INFO: 'help',
}

/** The keyword a text is; null where it is an ordinary one. Only the whole text counts, in any case ("Stop please" does not). */
export function keywordOf(body: string): Keyword | null {
  return keywords[body.trim().toUpperCase()] ?? null
}

/** What Twilio answers by itself. */
export const keywordReplies: Readonly<Record<Keyword, string>> = {
  stop: 'You have successfully been unsubscribed. You will not receive any more messages from this number. Reply START to resubscribe.',
  start:
    'You have successfully been re-subscribed to messages from this number. Reply HELP for help. Reply STOP to unsubscribe. Msg&Data Rates May Apply.',
  help: 'Reply STOP to unsubscribe. Msg&Data Rates May Apply.',
}
