import { useQuery } from '@tanstack/react-query'
import type { BroadcastView } from '../../electron/ipc/contract/broadcast-views.ts'
import { callHub } from '../lib/data.ts'

/** So many of the newest are looked through: none older waits without having been seen. */
const looked = 10

/** The broadcast that waits for somebody's look before it goes on; null while none does. */
export function useWaitingBroadcast(): BroadcastView | null {
  const { data } = useQuery({
    queryKey: ['broadcasts', 'waiting'],
    queryFn: () => callHub('broadcasts.list', { before: null, limit: looked }),
  })
  return data?.items.find(({ state, why }) => state === 'paused' && (why === 'waited' || why === 'restored')) ?? null
}
