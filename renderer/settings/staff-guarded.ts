import type { StaffView } from '../../electron/ipc/contract/staff-views.ts'
import { HubError } from '../lib/data.ts'
import { takeStaff } from '../lib/staff.ts'

/** Runs a change of the team; where the key has grown too old, the team is closed and opened anew by a PIN. */
export async function guarded(onClosed: () => void, work: () => Promise<StaffView>): Promise<void> {
  try {
    takeStaff(await work())
  } catch (error) {
    if (error instanceof HubError && error.code === 'forbidden') onClosed()
    throw error
  }
}
