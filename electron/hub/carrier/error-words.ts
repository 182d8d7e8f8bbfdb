/**
 * What a carrier's "no" means for the outbox: `text` ends this one text, or call; `account` stops all texts until a person
 * mends the account or the sender; `wait` asks to try later, nothing is wrong with the text.
 */
export type FailureClass = 'text' | 'account' | 'wait'

export interface ErrorWords {
  readonly class: FailureClass
  /** What happened, for a volunteer. */
  readonly reason: string
  /** The one thing to do. */
  readonly remedy: string
}

const text = (reason: string, remedy: string): ErrorWords => ({ class: 'text', reason, remedy })
const account = (reason: string, remedy: string): ErrorWords => ({ class: 'account', reason, remedy })
const wait = (reason: string, remedy: string): ErrorWords => ({ class: 'wait', reason, remedy })

const suspended = account(
  'The Twilio account is not active.',
  'Ask whoever pays for it to sign in to Twilio and top it up.',
)
const noRecipient = text('This text has no number to go to.', 'Add the number and send again.')
const wrongNumber = text('This is not a valid phone number.', 'Correct the number and send again.')
const emptyText = text('This text is empty.', 'Write something and send again.')
const wrongSender = account(
  'Our number cannot send texts: it is not ours, or is not set up for it.',
  'Choose the right number in Settings, Twilio.',
)
const attachment = text('An attachment of this text cannot be sent.', 'Take the attachment off and send again.')
const noSender = account(
  'The Messaging Service has no number that can send this.',
  'Check the Messaging Service at Twilio, or send from our number.',
)
const senderRejected = account(
  'Carriers do not accept our number yet.',
  'Finish the registration of the number at Twilio. Call in the meantime.',
)
const busyCarrier = wait('The mobile network is busy.', 'Try again in a few minutes.')
const dailyLimit = wait('Our number has reached what it may send today.', 'Call instead, or try again tomorrow.')
const spamShield = wait(
  'Twilio held this text back to guard against misuse.',
  'Try again in an hour. If it is urgent, call.',
)
const twilioTrouble = wait('Twilio has trouble at the moment.', 'Try again in a few minutes.')
const badSchedule = text('This text cannot be scheduled for that time.', 'Choose another time.')
const callOnly = text('This call cannot be made from our number.', 'Call from another phone.')

/**
 * Twilio's error dictionary in a volunteer's words (Twilio docs: "Error and Warning Dictionary"), for codes that answer a
 * request and for codes that come later with a status. Of calls `call-error-words.ts` tells.
 */
export const errorWords: ReadonlyMap<number, ErrorWords> = new Map<number, ErrorWords>([
  [20003, account('Twilio did not accept our sign-in.', 'Check the Account SID and Auth Token in Settings, Twilio.')],
  [20005, suspended],
  [10001, suspended],
  [30002, suspended],
  [20008, account('These are test credentials; they send nothing.', 'Enter the live credentials in Settings, Twilio.')],
  [
    20404,
    account(
      'Twilio does not know this account or number.',
      'Check the Account SID and the number in Settings, Twilio.',
    ),
  ],
  [20429, wait('Too many requests reached Twilio at once.', 'Nothing to do. The text goes out by itself.')],
  [20500, twilioTrouble],
  [20503, twilioTrouble],

  [21201, noRecipient],
  [21604, noRecipient],
  [21211, wrongNumber],
  [21217, wrongNumber],
  [21212, wrongSender],
  [21603, wrongSender],
  [21606, wrongSender],
  [21210, callOnly],
  [21214, text('This number cannot be reached by a call.', 'Check the number, or text instead.')],
  [
    21215,
    account(
      'Calls to that country are not switched on.',
      'Switch the country on in Twilio, Voice Geographic Permissions.',
    ),
  ],
  [
    13227,
    account(
      'Calls to that country are not switched on.',
      'Switch the country on in Twilio, Voice Geographic Permissions.',
    ),
  ],
  [21216, callOnly],
  [32017, callOnly],
  [
    21219,
    text(
      'A trial account can call only numbers it has verified.',
      'Verify the number at Twilio, or upgrade the account.',
    ),
  ],
  [
    21408,
    text(
      'Texts to that country are not switched on.',
      'Switch the country on in Twilio, Messaging Geographic Permissions.',
    ),
  ],
  [21602, emptyText],
  [21619, emptyText],
  [
    21608,
    text('This account may text only numbers it has verified.', 'Verify the number at Twilio, or upgrade the account.'),
  ],
  [21609, account('Our public address cannot take reports from Twilio.', 'Check the address in Settings, Webhooks.')],
  [
    21610,
    text(
      'This person replied STOP, so texts are switched off.',
      'Call instead. They can text START to get texts again.',
    ),
  ],
  [21611, wait('Our number has too many texts in line.', 'Nothing to do. The text goes out by itself.')],
  [21612, text('This number cannot be texted from our number.', 'Call instead.')],
  [21614, text('This number cannot get texts. It may be a landline.', 'Call, or use another number.')],
  [21617, text('This text is longer than 1600 characters.', 'Shorten it and send again.')],
  [21620, attachment],
  [21623, attachment],
  [21624, text('This text was asked to wait for an impossible time.', 'Try again.')],
  [21703, noSender],
  [21704, noSender],
  [21705, noSender],
  [90007, text('This text was asked to wait for an impossible time.', 'Try again.')],

  [30001, wait('Our number had too many texts in line.', 'Try again in a few minutes.')],
  [30003, text('The phone is off, has no signal or cannot get texts.', 'Call, or try again later.')],
  [30004, text('The phone or its network blocks our texts.', 'Call instead.')],
  [30005, text('This number is not in service.', 'Check the number with the family.')],
  [30006, text('This number cannot get texts. It may be a landline.', 'Call instead.')],
  [30007, text('The mobile network took this text for spam.', 'Reword it, leave links out, or call.')],
  [30008, text('The mobile network could not deliver this text and does not say why.', 'Try again once, or call.')],
  [30017, busyCarrier],
  [30022, wait('Our number sent too many texts at once.', 'Try again in a few minutes.')],
  [30023, dailyLimit],
  [30027, dailyLimit],
  [30024, senderRejected],
  [30033, senderRejected],
  [30034, senderRejected],
  [30035, account('Our number is still being set up.', 'Wait until Twilio has finished. Call in the meantime.')],
  [
    30032,
    account('Our toll-free number is not verified yet.', 'Finish its verification at Twilio. Call in the meantime.'),
  ],
  [30036, text('This text waited too long to be sent.', 'Send it again if it still matters.')],
  [30044, text('This text is too long for a trial account.', 'Shorten it, or upgrade the account.')],
  [
    30410,
    text(
      'The mobile network did not answer in time; the text may have arrived.',
      'Ask the family before you send it again.',
    ),
  ],
  [30450, spamShield],
  [30453, spamShield],
  [
    63038,
    account(
      'The account has reached its limit of texts for 24 hours.',
      'Wait, or ask Twilio to raise the limit. Call in the meantime.',
    ),
  ],

  [35111, badSchedule],
  [35114, badSchedule],
  [35118, badSchedule],
  [35125, text('Too many texts are scheduled already.', 'Send this one later.')],
])
