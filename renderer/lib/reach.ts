import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import type { WebhookPlan, WebhooksView, WebhookWriteResult } from '../../electron/ipc/contract/account-views.ts'
import type { CallInput } from '../../electron/ipc/contract/calls.ts'
import type { Change } from '../../electron/ipc/contract/changes.ts'
import type { ReachView } from '../../electron/ipc/contract/reach-views.ts'
import { asHubError, callHub } from './bridge.ts'
import type { HubError } from './bridge.ts'
import { follow } from './connect.ts'

interface ReachSnapshot {
  /** Null until read. */
  readonly reach: ReachView | null
  readonly webhooks: WebhooksView | null
  readonly error: HubError | null
}

const store = createStore<ReachSnapshot>(() => ({ reach: null, webhooks: null, error: null }))
let reachChanges = 0
let webhookChanges = 0
/** Only the settings show this: nothing is asked before they were opened. */
let isShown = false

function takeReach(reach: ReachView): void {
  reachChanges += 1
  store.setState({ reach, error: null })
}

function takeWebhooks(webhooks: WebhooksView): void {
  webhookChanges += 1
  store.setState({ webhooks, error: null })
}

/** Reads how webhooks come in, as the hub knows it now; Twilio is not asked. */
export async function readReach(): Promise<void> {
  isShown = true
  const before = { reach: reachChanges, webhooks: webhookChanges }
  try {
    const [reach, webhooks] = await Promise.all([
      callHub('reach.state', {}),
      callHub('webhooks.state', { refresh: false }),
    ])
    // A change that came meanwhile is newer.
    if (reachChanges === before.reach) takeReach(reach)
    if (webhookChanges === before.webhooks) takeWebhooks(webhooks)
  } catch (error) {
    store.setState({ error: asHubError(error) })
  }
}

follow({
  apply(batch: readonly Change[]) {
    for (const change of batch) {
      if (change.type === 'reach') takeReach(change.reach)
      if (change.type === 'webhooks') takeWebhooks(change.webhooks)
    }
  },
  readAgain() {
    if (isShown) void readReach()
  },
})

export function useReach(): ReachView | null {
  return useStore(store, (snapshot) => snapshot.reach)
}

export function useWebhooks(): WebhooksView | null {
  return useStore(store, (snapshot) => snapshot.webhooks)
}

/** Why it could not be read. */
export function useReachError(): HubError | null {
  return useStore(store, (snapshot) => snapshot.error)
}

/** Reads the numbers' settings at Twilio. */
export async function refreshWebhooks(): Promise<void> {
  takeWebhooks(await callHub('webhooks.state', { refresh: true }))
}

export async function setAuthtoken(authtoken: string | null): Promise<void> {
  takeReach(await callHub('reach.setAuthtoken', { authtoken }))
}

export async function reconnectNow(): Promise<void> {
  takeReach(await callHub('reach.reconnect', {}))
}

/** What "Fix it for me" would change, by settings read just now. */
export function planWebhooks(): Promise<WebhookPlan> {
  return callHub('webhooks.plan', {})
}

export async function fixWebhooks(changed: CallInput<'webhooks.fix'>['changes']): Promise<WebhookWriteResult> {
  const result = await callHub('webhooks.fix', { changes: changed })
  takeWebhooks(result.webhooks)
  return result
}

export async function undoWebhooks(): Promise<WebhookWriteResult> {
  const result = await callHub('webhooks.undo', {})
  takeWebhooks(result.webhooks)
  return result
}

/** One round trip through the public address; what came of it is told by `webhooks`. */
export async function proveAddress(): Promise<void> {
  const proof = await callHub('webhooks.prove', {})
  const { webhooks } = store.getState()
  if (webhooks !== null) takeWebhooks({ ...webhooks, proof, provedAt: proof.ok ? proof.at : webhooks.provedAt })
}

/** Whether the numbers follow by themselves when the public address changes. */
export async function followAddress(on: boolean): Promise<void> {
  takeWebhooks(await callHub('webhooks.follow', { on }))
}
