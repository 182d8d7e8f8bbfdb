import { dirname } from 'node:path'
import { prepareStore } from '../../electron/hub/backup/prepare.ts'
import type { Callee } from '../../electron/hub/practice/voice/types.ts'
import { messageView } from '../../electron/hub/views.ts'
import type { CallView } from '../../electron/ipc/contract/views.ts'
import { campLine } from './camp-line.ts'
import type { CampLine, CampLineOptions } from './camp-line.ts'
import { manualClock } from './manual-clock.ts'
import type { ManualClock } from './manual-clock.ts'
import { migrationsDir } from './test-store.ts'

export const ana = '+12015550111'
export const words = 'Lightning near the fields. Camp ends at noon, come to the north gate.'

/** A camp's line, and phones that answer as the test says. */
export interface VoiceRig {
  readonly clock: ManualClock
  readonly line: CampLine
  /** The message of the call as its bubble shows it. */
  call(id: string): CallView
}

/** @param callees how the phone behaves, call by call; the last one goes on */
export async function voiceRig(
  callees: Callee | readonly Callee[],
  options: Partial<CampLineOptions> = {},
): Promise<VoiceRig> {
  const clock = manualClock()
  const list = Array.isArray(callees) ? (callees as readonly Callee[]) : [callees as Callee]
  const line = await campLine({
    clock,
    phones: { pickUp: (_address, count) => list[Math.min(count, list.length - 1)] ?? { kind: 'silent' } },
    settings: { campName: 'PTP Camps' },
    ...options,
  })
  return {
    clock,
    line,
    call(id) {
      const view = messageView(line.message(id)).call
      if (view === null) throw new Error('It is no call')
      return view
    },
  }
}

/** A person who picks up and hears it to the end. */
export const listens: Callee = { kind: 'person', rings: 6_000, keys: [] }
/** Whether a call has come to its end, and that is known. */
export const ended =
  ({ line, call }: VoiceRig, id: string) =>
  () =>
    call(id).progress === 'ended' && line.message(id).state !== 'sending'

/** What the app does to a store that is put back from a copy, before it opens it. @param file the store's, closed */
export function preparedCopy({ clock }: VoiceRig, file: string) {
  return prepareStore({
    file,
    migrationsDir,
    mediaDir: dirname(file),
    header: { madeAt: clock.now() },
    isOurs: true,
    credentials: null,
    consent: [],
    clock,
  })
}
