import type { MessageView } from './views.ts'

/** What the screen is shown of the Twilio account and its webhooks. Times are UTC epoch milliseconds by the hub's clock. */

/** `unknown`: Twilio does not show it, or could not be asked. */
export type CheckState = 'running' | 'ok' | 'problem' | 'unknown'

/** One line of a checklist that fills in while it runs. */
export interface CheckView {
  /** Stable; `name` is for the screen. */
  readonly id: string
  readonly name: string
  readonly state: CheckState
  /** What was found, or what is wrong and what to do. Empty while it runs. */
  readonly words: string
  /** What Twilio itself said; shown under Details. */
  readonly details: string | null
}

/** All that the screen ever learns of a secret. */
export interface SecretMarkView {
  readonly set: boolean
  readonly lastFour: string | null
}

export type CredentialField = 'accountSid' | 'authToken' | 'apiKey' | 'apiSecret'
export type CredentialSource = 'environment' | 'vault'

/** What keeps the credentials. With `environment` nothing is stored and nothing can be changed here. */
export type ProtectionView =
  | { readonly kind: 'environment' }
  | { readonly kind: 'keychain' | 'passphrase' | 'session' }
  /** Nothing was asked of the keychain yet. */
  | { readonly kind: 'closed' }
  /** Stored, behind a passphrase that was not entered yet. */
  | { readonly kind: 'locked' }
  /** A choice is needed first: a passphrase, or this session only. `reason` says why the keychain is not used. */
  | { readonly kind: 'needs-choice'; readonly reason: string; readonly hasStored: boolean }
  | { readonly kind: 'unreadable'; readonly reason: string }

/** A number or Messaging Service that texts can be sent from. */
export interface SenderChoice {
  /** E.164 of a number, or a Messaging Service's SID. */
  readonly id: string
  readonly kind: 'number' | 'service'
  /** "(312) 555-0100", or the service's name. */
  readonly label: string
  /** "SMS, MMS, voice", or the service's numbers. */
  readonly note: string
  readonly canText: boolean
  readonly canCall: boolean
  /** Numbers in E.164 that texts of it come from. */
  readonly numbers: readonly string[]
}

/** Why webhooks are turned away although they name our account. */
export interface TokenTrouble {
  /** `rotated`: Twilio does not accept the stored Auth Token any more. `signatures`: it does, and still every signature is wrong. */
  readonly kind: 'rotated' | 'signatures'
  readonly since: number
  readonly reason: string
  readonly remedy: string
}

export interface AccountView {
  readonly source: CredentialSource | null
  readonly protection: ProtectionView
  readonly secrets: Readonly<Record<CredentialField, SecretMarkView>>
  /** Whether what is stored was accepted by Twilio. */
  readonly stored: 'nothing' | 'tested' | 'untested'
  /** The account's name at Twilio; null before a test. */
  readonly name: string | null
  readonly kind: 'trial' | 'full' | 'unknown'
  readonly senders: readonly SenderChoice[]
  /** `id` of the chosen one; null: choose one. */
  readonly sender: string | null
  /** Segments a second that its kind of number allows; null without one. */
  readonly usualPace: number | null
  readonly checks: readonly CheckView[]
  readonly testing: boolean
  /** When the checks were made; null before the first time. */
  readonly testedAt: number | null
  readonly tokenTrouble: TokenTrouble | null
  /** Until when webhooks signed with the Auth Token before this one are let in; null: they are not. */
  readonly oldTokenUntil: number | null
  /** The test text sent last, since the start. */
  readonly testText: MessageView | null
}

export type SaveResult =
  /** Accepted by Twilio, and stored (with `source` `environment`: tested only). */
  | { readonly outcome: 'saved'; readonly account: AccountView }
  /** Nothing was tested or stored; one sentence for each field that is wrong. */
  | {
      readonly outcome: 'invalid'
      readonly fields: Readonly<Partial<Record<CredentialField, string>>>
      readonly account: AccountView
    }
  /** Twilio did not accept them; nothing was stored. */
  | { readonly outcome: 'refused'; readonly reason: string; readonly account: AccountView }
  /** Twilio could not be asked; nothing was stored. The same call with `keepUntested` stores them. */
  | { readonly outcome: 'no-answer'; readonly reason: string; readonly account: AccountView }
  /** Stored without a test, which follows by itself as soon as Twilio answers. */
  | { readonly outcome: 'kept-untested'; readonly reason: string; readonly account: AccountView }

/** How the listener's public address comes about. */
export type AddressSource = 'environment' | 'own-address' | 'ngrok' | 'none'

/** A round trip through the public address. */
export interface ProofView {
  readonly at: number
  readonly ok: boolean
  /** The address that was tried. */
  readonly address: string
  /** From the request to its answer, in real milliseconds; null without an answer. */
  readonly milliseconds: number | null
  readonly words: string
  readonly details: string | null
}

/** One setting of a number or a Messaging Service at Twilio, beside what it should be. */
export interface WebhookSetting {
  /** Stable: the thing's SID, a dot and the field. */
  readonly id: string
  /** "Texts go to". */
  readonly name: string
  /** Empty: not set. */
  readonly present: string
  /** Null: anything will do. */
  readonly wanted: string | null
  readonly state: 'right' | 'different'
}

/** Something at Twilio that makes the settings beside it count for nothing, in words. */
export interface WebhookTrap {
  readonly id: string
  readonly words: string
}

export interface NumberWebhooks {
  readonly sid: string
  /** E.164. */
  readonly address: string
  readonly displayAddress: string
  /** Texts are sent from it: the others are shown and left alone. */
  readonly inUse: boolean
  /** All is as it should be. */
  readonly right: boolean
  readonly settings: readonly WebhookSetting[]
  readonly traps: readonly WebhookTrap[]
  readonly smsFallback: FallbackState
  readonly voiceFallback: FallbackState
}

/** `ours`: it leads to this laptop, which is off when it is needed. `unneeded`: the number has no such thing. */
export type FallbackState = 'set' | 'missing' | 'ours' | 'unneeded'

/** What answers when this laptop is off: text to paste at Twilio (TwiML Bins), and whether the numbers in use have one. */
export interface FallbackGuide {
  readonly smsTwiml: string
  readonly voiceTwiml: string
  readonly check: CheckView
}

export interface WebhooksView {
  /** Public base address; null while there is none. */
  readonly address: string | null
  readonly source: AddressSource
  /** The last try of "Prove it"; null before the first. */
  readonly proof: ProofView | null
  /** When a round trip through this very address last came back. */
  readonly provedAt: number | null
  /** When Twilio last called with a right signature, since the start. */
  readonly lastWebhookAt: number | null
  /** Empty before the first reading. */
  readonly numbers: readonly NumberWebhooks[]
  /** When the settings were last read at Twilio. */
  readonly readAt: number | null
  /** What "Undo" would take back; null: nothing. */
  readonly undo: { readonly at: number; readonly count: number } | null
  /** Numbers that were pointed here are pointed at the new address by themselves when it changes. */
  readonly follows: boolean
  readonly fallback: FallbackGuide
}

export interface WebhookChange {
  /** Of the setting it changes. */
  readonly id: string
  /** The number as people read it, or the Messaging Service's name. */
  readonly about: string
  readonly name: string
  readonly from: string
  readonly to: string
  /** What else this will do. */
  readonly warning: string | null
  /** Part of "Fix it for me" unless it is taken out; the others only when they are put in. */
  readonly usual: boolean
}

export interface WebhookPlan {
  readonly changes: readonly WebhookChange[]
  readonly traps: readonly WebhookTrap[]
}

export interface WebhookWriteResult {
  /** Settings that were changed and read back. */
  readonly done: number
  /** What was not changed, and why. */
  readonly problems: readonly string[]
  readonly webhooks: WebhooksView
}
