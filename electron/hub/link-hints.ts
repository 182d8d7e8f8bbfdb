import type { LinkHint } from './hub-types.ts'
import type { Workspace } from './workspace.ts'

/** Lets everything that waits try again: the disk, or a store, is well. */
export function goOn(workspace: Workspace | undefined): void {
  workspace?.line?.outbox.wake()
  workspace?.line?.media.wake()
  // Webhooks were turned away meanwhile.
  void workspace?.line?.catchUp.now()
}

/** What the system says of sleep and network: it makes the next look sooner and forbids nothing. */
export function hintLink(workspace: Workspace | undefined, kind: LinkHint): void {
  const line = workspace?.line
  if (!line) return
  if (kind === 'suspend') {
    line.away.suspended()
    return
  }
  // Sleep and a change of network leave connections behind that look alive and are not.
  line.carrier.dropIdleConnections()
  line.link.hint()
  line.outbox.wake()
  if (kind === 'resume') void line.catchUp.now()
}
