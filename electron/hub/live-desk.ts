import type { AddressSource } from '../ipc/contract/account-views.ts'
import { lastOwnTextAt } from '../../db/attempts.ts'
import type { Change } from '../ipc/contract/changes.ts'
import type { Handlers } from '../ipc/contract/handlers.ts'
import { openAccountRoom } from './account/account-room.ts'
import type { AccountRoom } from './account/account-room.ts'
import { openAccountMemory } from './account/memory.ts'
import { createProver } from './account/prove.ts'
import { openWebhookRoom } from './account/webhook-room.ts'
import type { WebhookRoom } from './account/webhook-room.ts'
import { accountHandlers } from './calls/account.ts'
import { dutyHandlers } from './calls/duty.ts'
import { webhookHandlers } from './calls/webhooks.ts'
import type { Credentials } from './carrier/account-types.ts'
import type { CarrierAccount } from './carrier/types.ts'
import type { Clock, Timer } from './clock.ts'
import { createDuty } from './duty/duty.ts'
import type { Duty } from './duty/duty.ts'
import { whereTextsGo } from './duty/where-texts-go.ts'
import type { Listener } from './inbound/listener.ts'
import type { LineOptions } from './line.ts'
import type { Log } from './log.ts'
import type { Vault } from './secrets/types.ts'
import type { Workspace } from './workspace.ts'

export interface LiveDeskOptions {
  /** The live store, with the line that follows the account. */
  readonly live: Workspace
  readonly environmentAccount: CarrierAccount | null
  readonly vault: Vault
  readonly api: Pick<Credentials, 'apiOrigin' | 'apiCertificateAuthority'>
  readonly listener: Pick<Listener, 'expectNonce'>
  readonly clock: Clock
  readonly log: Log
  readonly address: () => { readonly url: string | null; readonly source: AddressSource }
  readonly defaultCountry: () => string
  readonly campName: () => string
  readonly publish: (changes: readonly Change[]) => void
  /** How the line is to be run. */
  readonly line: Omit<
    LineOptions,
    'account' | 'numbers' | 'callFrom' | 'webhookTokens' | 'signatureHeard' | 'isOnDuty' | 'sentElsewhere'
  >
  /** The live line was put on another account, or taken off. */
  readonly lineChanged: () => void
  /** Who can be called from, perhaps, is known otherwise. */
  readonly callersChanged: () => void
}

/** The live account as a person sets it up, and the line that goes by it. */
export interface LiveDesk {
  readonly account: AccountRoom
  readonly webhooks: WebhookRoom
  /** Whether this laptop looks after the number: what runs by itself asks it. */
  readonly duty: Duty
  readonly handlers: Partial<Handlers>
  stop(): void
}

/** Texts under way on the line before get so many real milliseconds to end; what is cut off is asked after. */
const changeDeadline = 5_000

/**
 * A webhook in our name that was turned away may have been Twilio's, with a text that is known nowhere else: it is looked for at
 * once, but not more often than this (milliseconds), for strangers can send such webhooks, too.
 */
const lookAfterWrongEvery = 30_000

/** Puts the account's rooms on the live store. Nothing connects before `account.start()`. */
export function openLiveDesk(options: LiveDeskOptions): LiveDesk {
  const { live, clock, log, listener, defaultCountry, publish } = options
  const memory = openAccountMemory(live.store)
  const shared = { clock, log, memory, defaultCountry, publish }

  const duty = createDuty({
    clock,
    log,
    memory,
    publish,
    lastOwnText: () => lastOwnTextAt(live.store.db),
    wentOnDuty: () => live.line?.outbox.wake(),
  })

  let restFromLooking: Timer | null = null
  function lookForTurnedAway(): void {
    if (restFromLooking !== null) return
    restFromLooking = clock.after(lookAfterWrongEvery, () => (restFromLooking = null))
    void live.line?.catchUp.now()
  }

  const account: AccountRoom = openAccountRoom({
    ...shared,
    environmentAccount: options.environmentAccount,
    vault: options.vault,
    api: options.api,
    host: {
      connected: () => live.line?.account ?? null,
      async connect(wanted) {
        if (live.line) await live.disconnect(changeDeadline)
        if (wanted) {
          duty.connected(wanted.number)
          live.connect({
            ...options.line,
            account: wanted,
            isOnDuty: duty.isOnDuty,
            sentElsewhere: duty.sentElsewhere,
            numbers: () => account.numbers,
            callFrom: account.callerOf,
            webhookTokens: () => account.webhookTokens,
            signatureHeard(signature) {
              account.heard(signature)
              if (signature === 'right') webhooks.heard()
              else lookForTurnedAway()
            },
          })
        }
        live.line?.link.onChange((state) => state === 'online' && account.online())
        options.lineChanged()
      },
      resume: () => live.line?.outbox.resume(),
      hearingChanged: () => live.line?.catchUp.intervalChanged(),
      callersChanged: options.callersChanged,
    },
  })

  const webhooks: WebhookRoom = openWebhookRoom({
    ...shared,
    client: account.client,
    sender: () => account.sender,
    address: options.address,
    prover: createProver({ clock, expectNonce: listener.expectNonce }),
    campName: options.campName,
    settingsRead(read, pointed) {
      const written = memory.read('webhooks.before')?.records ?? []
      const where = whereTextsGo(read, written, options.address().url)
      duty.settingsRead(where)
      if (pointed && where.kind === 'here') duty.pointedHere()
    },
  })

  function mayBePointedHere(): boolean {
    const { address, numbers } = webhooks.view
    const used = numbers.filter(({ inUse }) => inUse)
    return address !== null && (used.length === 0 || used.some(({ right }) => !right))
  }

  return {
    account,
    webhooks,
    duty,
    handlers: {
      ...accountHandlers({ account, live, defaultCountry }),
      ...webhookHandlers(webhooks),
      ...dutyHandlers({ duty, mayBePointedHere }),
    },
    stop() {
      restFromLooking?.cancel()
      duty.stop()
      account.stop()
      webhooks.stop()
    },
  }
}
