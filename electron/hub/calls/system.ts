import type { Handlers } from '../../ipc/contract/handlers.ts'
import type { Log } from '../log.ts'
import type { CallContext } from './context.ts'

export interface SystemParts extends CallContext {
  readonly state: Handlers['system.state']
  readonly presence: (focused: boolean, conversationId: number | null) => void
  readonly updateSettings: Handlers['settings.update']
  readonly log: Log
}

/** At most so many reports of the screen reach the log; a page that fails in a loop must not fill it. */
const mostReports = 200

export function systemHandlers(
  parts: SystemParts,
): Pick<Handlers, 'system.state' | 'system.presence' | 'system.reportError' | 'settings.update'> {
  let reports = 0
  return {
    'system.state': parts.state,
    'system.presence': ({ focused, conversationId }) => {
      parts.presence(focused, conversationId)
      return null
    },
    'system.reportError': ({ where, message, stack }) => {
      reports += 1
      if (reports <= mostReports) parts.log.error('screen-error', { where, message, stack })
      return null
    },
    'settings.update': parts.updateSettings,
  }
}
