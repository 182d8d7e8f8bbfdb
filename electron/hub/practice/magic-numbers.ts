/**
 * Numbers whose fate is known beforehand. The first two groups are Twilio's own test numbers
 * (Twilio docs: Test credentials); the third is ours, for what only shows after a text was accepted.
 */
const refusedRecipients: Readonly<Record<string, number>> = {
  '+15005550001': 21211,
  '+15005550002': 21612,
  '+15005550003': 21408,
  '+15005550004': 21610,
  '+15005550009': 21614,
}

const refusedSenders: Readonly<Record<string, number>> = {
  '+15005550001': 21212,
  '+15005550007': 21606,
  '+15005550008': 21611,
}

/** The code a text to this number is refused with at once; null where it is taken. */
export function refusalOfRecipient(to: string): number | null {
  return refusedRecipients[to] ?? null
}

/** The code a text from this number is refused with at once; null where the number is no magic one. */
export function refusalOfSender(from: string): number | null {
  return refusedSenders[from] ?? null
}

/** What becomes of an accepted text. */
export type Fate =
  | { readonly kind: 'delivered' }
  | { readonly kind: 'no-receipt' }
  | { readonly kind: 'fails'; readonly code: number }

/** `+1 500 555 3nnn` fails with 30nnn (3006: a landline), `+1 500 555 4000` stays sent; anything else arrives. */
export function fateOf(to: string): Fate {
  const code = /^\+15005553(\d{3})$/.exec(to)?.[1]
  if (code !== undefined) return { kind: 'fails', code: 30_000 + Number(code) }
  return to === '+15005554000' ? { kind: 'no-receipt' } : { kind: 'delivered' }
}
