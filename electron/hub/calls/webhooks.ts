import type { Handlers } from '../../ipc/contract/handlers.ts'
import type { WebhookRoom } from '../account/webhook-room.ts'

type Names =
  | 'webhooks.state'
  | 'webhooks.plan'
  | 'webhooks.fix'
  | 'webhooks.undo'
  | 'webhooks.follow'
  | 'webhooks.prove'

export function webhookHandlers(room: WebhookRoom): Pick<Handlers, Names> {
  return {
    'webhooks.state': ({ refresh }) => (refresh ? room.refresh() : room.view),
    'webhooks.plan': () => room.plan(),
    'webhooks.fix': ({ changes }) => room.fix(changes),
    'webhooks.undo': () => room.undo(),
    'webhooks.follow': ({ on }) => room.follow(on),
    'webhooks.prove': () => room.prove(),
  }
}
