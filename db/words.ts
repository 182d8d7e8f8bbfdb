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

/** `not-shown`: a kind of file that is never opened here. `gone`: the carrier has it no more. */
export type MediaReason = 'too-large' | 'not-shown' | 'gone' | 'no-answer'

/** What is kept of a player's day. */
export type AttendanceState = 'late' | 'absent' | 'here' | 'picked-up'

/** What a player's day is shown as: expected and missing follow from the camp's times. */
export type BoardState = 'expected' | 'missing' | AttendanceState

/** A director may change the team. */
export type StaffRole = 'staff' | 'director'
