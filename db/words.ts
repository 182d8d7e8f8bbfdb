/** The words the store keeps in its columns. The screen's contract passes them on as they are. */

export type Channel = 'sms' | 'voice'
export type Direction = 'in' | 'out'

/** States of a message; `received` is an inbound one's only state. */
export type MessageState =
  | 'received'
  | 'scheduled'
  | 'queued'
  | 'sending'
  | 'uncertain'
  | 'sent'
  | 'delivered'
  | 'failed'
  | 'expired'
  | 'canceled'

/** Where a message came from. `elsewhere`: another device or the carrier's own console on the same number. */
export type MessageOrigin = 'person' | 'broadcast' | 'automation' | 'elsewhere'

/** Why a text waits for a person's look. */
export type HeldBecause = 'waited' | 'many' | 'restored'

export type AddressKind = 'phone' | 'shortcode' | 'alphanumeric' | 'withheld'

export type MediaKind = 'image' | 'audio' | 'video' | 'file'

/** `refused`: it came and was not kept; `failed`: it did not come. */
export type MediaState = 'waiting' | 'fetched' | 'failed' | 'refused'

/**
 * How we know whether somebody wants texts: their own text, the carrier's refusal (it knew already), staff who were asked in person,
 * or the registration.
 */
export type ConsentSource = 'text' | 'carrier' | 'staff' | 'import'

/** What a ladder looks after: a player who did not arrive, or one who was not picked up. */
export type LadderKind = 'not-arrived' | 'not-picked-up'

/** How far a player's ladder is: it climbs, asks a person first, stopped by itself, or was ended. */
export type LadderState = 'climbing' | 'asks' | 'stopped' | 'ended'

/** Why a ladder asks a person before it texts. */
export type LadderAsks = 'many' | 'slept' | 'wrote'

/** What keeps a rung's text for now. */
export type LadderWaits = 'no-internet' | 'not-on-duty' | 'not-set-up'

/** Why a ladder came to its end: what the board says, an answer, a person, or the day. */
export type LadderEnd = 'here' | 'late' | 'absent' | 'picked-up' | 'gone' | 'answered' | 'handled' | 'over' | 'off'

/** What became of a rung. */
export type LadderOutcome = 'sent' | 'skipped' | 'call' | 'alarm'

/** `not-shown`: a kind of file that is never opened here. `gone`: the carrier has it no more. */
export type MediaReason = 'too-large' | 'not-shown' | 'gone' | 'no-answer'

/** What is kept of a player's day. */
export type AttendanceState = 'late' | 'absent' | 'here' | 'picked-up'

/** What a player's day is shown as: expected and missing follow from the camp's times. */
export type BoardState = 'expected' | 'missing' | AttendanceState

/** A director may change the team. */
export type StaffRole = 'staff' | 'director'

/** `preparing`: its ledger is being written, and nothing of it has left. */
export type BroadcastState = 'scheduled' | 'preparing' | 'running' | 'paused' | 'canceled' | 'done'

/**
 * Why a broadcast is paused or canceled: a person said so, it waited too long to go on by itself, the store was put back from a copy,
 * or the app ended before its ledger was whole.
 */
export type BroadcastWhy = 'person' | 'waited' | 'restored' | 'cut-off'

/** What a recipient answered; `question`: anything that is no clear yes or no. */
export type BroadcastAnswer = 'yes' | 'no' | 'question'

/** What a parent's text proposes of a player's day. */
export type ProposalKind = 'late' | 'absent' | 'pick-up'

/** `superseded`: a later text of the same conversation says otherwise. */
export type ProposalState = 'open' | 'accepted' | 'dismissed' | 'superseded'

/** A pick-up change holds once its code was read back and two of the staff have confirmed it. */
export type PickUpChangeState = 'waits-for-code' | 'waits-for-staff' | 'confirmed' | 'canceled'
