/** Which laptop looks after the live number: automations, reminders and schedules run there alone. Staff text from any. */

/** What another laptop, or Twilio's console, was seen to do. */
export interface OtherLaptop {
  /**
   * `texts`: texts went out from our number that this laptop did not send. `address`: Twilio sends texts to another address
   * than the one that was set from here.
   */
  readonly reason: 'texts' | 'address'
  /** The last time it was seen, in epoch milliseconds by the hub's clock. */
  readonly at: number
}

export interface DutyView {
  readonly onDuty: boolean
  /** Null where nothing was seen since this laptop went on duty. A laptop on duty may know of another that texts, too. */
  readonly other: OtherLaptop | null
  /** Another laptop made this one stand back, and nobody here has said yet what is to hold. */
  readonly asks: boolean
}

/** What is left to be done once this laptop is on duty. */
export interface TakenOver {
  readonly duty: DutyView
  /** `point-here`: there is an address that leads here, and Twilio is not known to use it: Settings → Webhooks. */
  readonly next: 'point-here' | 'nothing'
}
