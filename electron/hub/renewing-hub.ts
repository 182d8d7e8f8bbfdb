import type { ChangeBatch } from '../ipc/contract/changes.ts'
import type { Handlers } from '../ipc/contract/handlers.ts'
import { callNames } from '../ipc/contract/names.ts'
import { realClock } from './clock.ts'
import { CallFailure } from './failure.ts'
import type { Hub, HubOptions } from './hub-types.ts'
import { startHub } from './hub.ts'

/** Requests under way get so many real milliseconds to end; what is cut off is asked after by the hub that follows. */
const renewDeadline = 2_000

/**
 * A hub that can begin anew on its data folder without its host noticing: after a restore its store is another one. Meanwhile
 * calls are refused in words, and afterwards every screen is told to read everything again.
 * @param lost hears why no hub could begin again: the host tells it and ends
 */
export async function startRenewingHub(
  options: Omit<HubOptions, 'renew'>,
  lost: (error: unknown) => void,
): Promise<Hub> {
  // One clock for all of them: a hurried one must not jump back.
  const clock = options.clock ?? realClock(options.environment.clockRate)
  const listeners = new Set<(batch: ChangeBatch) => void>()
  const unreadListeners = new Set<() => void>()
  let current: Hub = await begin(options.environment)
  let isRenewing = false
  let renewing: Promise<void> = Promise.resolve()
  let isStopped = false

  async function begin(environment: HubOptions['environment']): Promise<Hub> {
    const hub = await startHub({ ...options, environment, clock, renew })
    hub.subscribe((batch) => {
      for (const listener of listeners) listener(batch)
    })
    hub.onUnreadCount(() => {
      for (const listener of unreadListeners) listener()
    })
    return hub
  }

  function renew(): void {
    if (isRenewing || isStopped) return
    isRenewing = true
    // Whoever asked is answered first.
    renewing = new Promise<void>((resolve) => {
      setImmediate(resolve)
    }).then(beginAgain)
  }

  async function beginAgain(): Promise<void> {
    options.log.info('renewing')
    // What leads here from outside leads to this port.
    const port = Number(new URL(current.webhookAddress ?? 'http://127.0.0.1').port)
    const environment = port > 0 ? { ...options.environment, webhookPort: port } : options.environment
    try {
      await current.stop(renewDeadline)
      if (isStopped) return
      current = await begin(environment)
      isRenewing = false
      await tellAll()
    } catch (error) {
      options.log.error('not-renewed', { error })
      lost(error)
    }
  }

  /** The first batch of a new epoch makes every screen read everything again. */
  async function tellAll(): Promise<void> {
    const { feed, mode, settings } = await current.handlers['system.state']({})
    const batch: ChangeBatch = {
      ...feed,
      changes: [
        { type: 'mode', mode },
        { type: 'settings', settings },
      ],
    }
    for (const listener of listeners) listener(batch)
    for (const listener of unreadListeners) listener()
  }

  const handlers = Object.fromEntries(
    callNames.map((name) => [
      name,
      (input: unknown) => {
        if (isRenewing) throw new CallFailure('unavailable', 'A copy is being put back. That takes a moment.')
        return (current.handlers[name] as (given: unknown) => unknown)(input)
      },
    ]),
  ) as unknown as Handlers

  return {
    handlers,
    storeFailed: (error) => current.storeFailed(error),
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    get webhookAddress() {
      return current.webhookAddress
    },
    unreadCount: () => (isRenewing ? 0 : current.unreadCount()),
    onUnreadCount(listener) {
      unreadListeners.add(listener)
      return () => unreadListeners.delete(listener)
    },
    keepsAwake: () => !isRenewing && current.keepsAwake(),
    waitingCount: () => (isRenewing ? 0 : current.waitingCount()),
    media: (id) => (isRenewing ? null : current.media(id)),
    mediaSaved(id, name) {
      if (!isRenewing) current.mediaSaved(id, name)
    },
    showConversation(id) {
      if (!isRenewing) current.showConversation(id)
    },
    linkHint(kind) {
      if (!isRenewing) current.linkHint(kind)
    },
    async stop(deadline) {
      isStopped = true
      if (isRenewing) await renewing
      // A stop of one that the renewal has stopped already changes nothing.
      if (!isRenewing) await current.stop(deadline)
    },
  }
}
