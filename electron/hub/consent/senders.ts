import { consentSenders, deriveAllOptOuts, setConsentSenders } from '../../../db/consent.ts'
import type { CarrierAccount } from '../carrier/types.ts'
import type { Store } from '../store.ts'

/** Texts leave from another number or Messaging Service from now on: who opted out of that one is closed, and nobody else. */
export function textFrom(store: Store, account: Pick<CarrierAccount, 'number' | 'messagingServiceSid'>): void {
  const { number, messagingServiceSid } = account
  const senders = messagingServiceSid === null ? [number] : [number, messagingServiceSid]
  // Nearly every start finds them as they were, and writes nothing.
  if (consentSenders(store.db).join() === [...senders].sort().join()) return
  store.write((write) => {
    setConsentSenders(write.db, senders)
    const changed = deriveAllOptOuts(write.db)
    for (const id of changed) write.conversation(id)
    if (changed.length > 0) write.stale('consent')
  })
}
