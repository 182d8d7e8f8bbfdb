import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { BroadcastDraft, BroadcastView } from '../../electron/ipc/contract/broadcast-views.ts'
import { callHub } from '../lib/data.ts'
import { uuidV7 } from '../lib/uuid.ts'

/** A pause in typing after which the preview is made again, in milliseconds. */
const pause = 200
/** Broadcasts a page. */
const page = 20
/** Texts that a preview shows at once: enough to scroll through, few enough to be there at once. */
const shown = 500

export function useBroadcasts() {
  return useInfiniteQuery({
    queryKey: ['broadcasts', 'list'],
    initialPageParam: null as { createdAt: number; id: string } | null,
    queryFn: ({ pageParam }) => callHub('broadcasts.list', { before: pageParam, limit: page }),
    getNextPageParam: (last) => {
      const end = last.items.at(-1)
      return last.hasMore && end ? { createdAt: end.createdAt, id: end.id } : null
    },
    placeholderData: keepPreviousData,
  })
}

/** Who can be asked for now. The board moves on, so they are read again with it. */
export function useAudiences() {
  return useQuery({
    queryKey: ['board', 'audiences'],
    queryFn: () => callHub('audience.options', {}),
    placeholderData: keepPreviousData,
    staleTime: 0,
  })
}

/** Who would get which text, a moment after something was changed. */
export function usePreview(draft: BroadcastDraft | null) {
  const asked = useSettled(draft === null ? null : JSON.stringify(draft))
  return useQuery({
    queryKey: ['board', 'preview', asked],
    queryFn: () =>
      callHub('broadcasts.preview', { draft: JSON.parse(asked ?? 'null') as BroadcastDraft, from: 0, limit: shown }),
    enabled: asked !== null,
    placeholderData: keepPreviousData,
    // Each pause in typing makes one, and the board moves on.
    gcTime: 10_000,
    staleTime: 0,
  })
}

function useSettled(value: string | null): string | null {
  const [settled, setSettled] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), pause)
    return () => clearTimeout(timer)
  }, [value])
  return settled
}

/** People of a page of a report. */
const reportPage = 500

export function useReport(id: string) {
  return useInfiniteQuery({
    queryKey: ['broadcasts', 'report', id],
    initialPageParam: -1,
    queryFn: ({ pageParam }) => callHub('broadcasts.report', { id, after: pageParam, limit: reportPage }),
    getNextPageParam: (last) =>
      last.recipients.length < reportPage ? null : (last.recipients.at(-1)?.position ?? null),
    placeholderData: keepPreviousData,
  })
}

type Act = 'broadcasts.pause' | 'broadcasts.resume' | 'broadcasts.cancel' | 'broadcasts.sendNow'

/** Pauses, resumes or cancels a broadcast; the list follows by itself. */
export const actOn = (act: Act, id: string): Promise<BroadcastView> => callHub(act, { requestId: uuidV7(), id })

/** How many of its texts have left this laptop, one way or another. */
export function goneOf({ counts }: BroadcastView): number {
  return counts.sending + counts.uncertain + counts.sent + counts.delivered
}
