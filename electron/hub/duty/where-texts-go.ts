import type { WebhookRecord } from '../account/memory.ts'
import { wantedUrl } from '../account/webhook-plan.ts'
import type { AccountWebhooks } from '../account/webhook-plan.ts'

/** Where Twilio sends the texts of the numbers that were once pointed at this laptop. */
export type WhereTextsGo =
  | { readonly kind: 'here' }
  | { readonly kind: 'elsewhere'; readonly address: string }
  /** No number was ever pointed here, or none that was has an address now. */
  | { readonly kind: 'unknown' }

/**
 * Tells another laptop's address from ours. One that was ours and is no longer is still not another laptop's.
 * @param written what was written from here and not undone
 * @param address our public address now; null where there is none
 */
export function whereTextsGo(
  read: Pick<AccountWebhooks, 'numbers'>,
  written: readonly WebhookRecord[],
  address: string | null,
): WhereTextsGo {
  let isHere = false
  for (const { sid, field, after } of written) {
    if (field !== 'smsUrl') continue
    const present = read.numbers.find((number) => number.sid === sid)?.smsUrl ?? ''
    if (present === '') continue
    const ours = address === null ? [after] : [after, wantedUrl(address, 'sms')]
    if (!ours.some((url) => bare(url) === bare(present))) return { kind: 'elsewhere', address: bare(present) }
    isHere = true
  }
  return { kind: isHere ? 'here' : 'unknown' }
}

/** Without the part that is not sent. */
function bare(url: string): string {
  return url.replace(/#.*$/, '')
}
