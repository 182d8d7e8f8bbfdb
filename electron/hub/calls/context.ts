import type { Settings } from '../../ipc/contract/views.ts'
import type { Workspace } from '../workspace.ts'

/** What handlers work on: the workspace on screen now, and the settings. */
export interface CallContext {
  readonly shown: () => Workspace
  readonly settings: () => Settings
}
