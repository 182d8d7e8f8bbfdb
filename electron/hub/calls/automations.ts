import type { Handlers } from '../../ipc/contract/handlers.ts'
import {
  addKeyword,
  automationOrRefuse,
  changeAutomation,
  removeAutomation,
  switchAutomation,
} from '../automation/change.ts'
import { dryRun } from '../automation/dry-run.ts'
import { automationRuns, automationView, automationViews } from '../automation/listing.ts'
import { seedAutomations } from '../automation/seed.ts'
import type { AutomationView } from '../../ipc/contract/automation-views.ts'
import type { CallContext } from './context.ts'

type Names = Extract<keyof Handlers, `automations.${string}`>

/** What sends texts by itself. */
export function automationHandlers({ shown, settings }: CallContext): Pick<Handlers, Names> {
  function view(id: number): AutomationView {
    const { db } = shown().store
    return automationView(db, automationOrRefuse({ db }, id))
  }
  return {
    'automations.list': () => {
      const { store } = shown()
      const known = automationViews(store.db)
      if (known.length > 0) return known
      store.write(seedAutomations)
      return automationViews(store.db)
    },
    'automations.update': ({ id, ...patch }) => {
      shown().store.write((write) => changeAutomation(write, id, patch))
      shown().day.automations.changed()
      return view(id)
    },
    'automations.switch': ({ id, enabled }) => {
      shown().store.write((write) => switchAutomation(write, id, enabled, settings().staffName))
      shown().day.automations.changed()
      return view(id)
    },
    'automations.addKeyword': ({ requestId }) => {
      const { store } = shown()
      store.write((write) => addKeyword(write, requestId))
      return automationViews(store.db)
    },
    'automations.remove': ({ id }) => {
      const { store } = shown()
      store.write((write) => removeAutomation(write, id))
      return automationViews(store.db)
    },
    'automations.dryRun': ({ id }) => {
      const { store, day } = shown()
      return dryRun(store.db, automationOrRefuse(store, id), day.automations.context())
    },
    'automations.runs': ({ id, before, limit }) => {
      const { db } = shown().store
      automationOrRefuse({ db }, id)
      return automationRuns(db, id, before, limit)
    },
  }
}
