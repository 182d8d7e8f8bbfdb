import { rm } from 'node:fs/promises'
import { oldRecordings, setRecordingRemoved } from '../../../db/voice.ts'
import type { Timer } from '../clock.ts'
import type { DayDesk, DayParts } from '../day/day.ts'
import { mediaFile } from '../media/files.ts'

const day = 24 * 3_600_000
/** The first look, once the start is over. */
const afterStart = 6 * 60_000
/** Recordings that are removed in one commit. */
const most = 50

/** Removes, once a day, the recordings of callers that have been kept as long as was set; their messages stay, and say so. */
export function createVoicemailKeeper(
  parts: Pick<DayParts, 'store' | 'mediaDir' | 'clock' | 'log' | 'settings'>,
): DayDesk {
  const { store, clock, log } = parts
  let timer: Timer = clock.after(afterStart, look)
  let underWay: Promise<void> = Promise.resolve()
  let isStopped = false

  function look(): void {
    underWay = removeOld()
      .catch((error: unknown) => log.error('recordings-not-removed', { error }))
      .then(() => {
        if (!isStopped) timer = clock.after(day, look)
      })
  }

  async function removeOld(): Promise<void> {
    const days = parts.settings().voicemailDays
    // A disk without room has more urgent things to do.
    if (days === 0 || store.isShort) return
    const before = clock.now() - days * day
    for (let after = 0; ;) {
      const old = oldRecordings(store.db, before, after, most)
      const gone: number[] = []
      for (const { message_seq, media_id } of old) {
        after = message_seq
        // The file first: what a crash cuts off is found again by its row.
        if (await remove(media_id)) gone.push(message_seq)
        if (isStopped) return
      }
      if (gone.length > 0)
        store.write((write) => {
          for (const seq of gone) {
            setRecordingRemoved(write.db, seq, days)
            write.message(seq)
          }
        })
      if (old.length < most) return
    }
  }

  /** @returns false where it cannot be removed now: it is being played, say */
  async function remove(mediaId: string): Promise<boolean> {
    try {
      await rm(mediaFile(parts.mediaDir, mediaId), { force: true })
      return true
    } catch (error) {
      log.warn('recording-not-removed', { error })
      return false
    }
  }

  return {
    committed() {},
    stop() {
      isStopped = true
      timer.cancel()
      return underWay
    },
  }
}
