import type { Handlers } from '../../ipc/contract/handlers.ts'
import type { HeldView } from '../../ipc/contract/held-views.ts'
import type { Log } from '../log.ts'
import { dropHeld, releaseHeld, takeBackDrop } from '../outbox/held.ts'
import { heldView } from '../outbox/held-view.ts'
import { tellOf } from '../outbox/tell.ts'
import type { CallContext } from './context.ts'

type Names = 'held.list' | 'held.release' | 'held.drop' | 'held.takeBack'

/** Texts that wait for a person's look. */
export function heldHandlers({ shown, settings, log }: CallContext & { readonly log: Log }): Pick<Handlers, Names> {
  const view = (): HeldView => heldView(shown().store.db, settings().defaultCountry)
  return {
    'held.list': view,
    'held.release': ({ requestId, which }) => {
      const { store } = shown()
      const released = store.write((write) => releaseHeld(write, requestId, which))
      tellOf(store, log, released)
      return view()
    },
    'held.drop': ({ requestId, which }) => {
      const { store } = shown()
      const dropped = store.write((write) => dropHeld(write, requestId, which))
      tellOf(store, log, dropped)
      return view()
    },
    'held.takeBack': ({ requestId, messageId, because }) => {
      shown().store.write((write) => takeBackDrop(write, requestId, messageId, because))
      return view()
    },
  }
}
