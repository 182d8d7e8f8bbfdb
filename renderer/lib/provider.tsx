import { useEffect } from 'react'
import type { ReactNode } from 'react'
import { QueryClientProvider } from '@tanstack/react-query'
import { useStore } from 'zustand'
import { appStore } from './app-store.ts'
import type { HubError } from './bridge.ts'
import { connectToHub, reconnectToHub } from './connect.ts'
import { queryClient } from './query-client.ts'

interface HubDataProviderProps {
  readonly children: ReactNode
  /** Shown until the hub was read for the first time. */
  readonly loading: ReactNode
  /** Shown when that first reading fails. */
  readonly failed: (error: HubError, retry: () => void) => ReactNode
}

/** Follows the hub and renders its children once there is something to show. */
export function HubDataProvider({ children, loading, failed }: HubDataProviderProps) {
  useEffect(() => void connectToHub(), [])
  const ready = useStore(appStore, (snapshot) => snapshot.state !== null)
  const error = useStore(appStore, (snapshot) => snapshot.error)
  return (
    <QueryClientProvider client={queryClient}>
      {ready ? children : error === null ? loading : failed(error, reconnectToHub)}
    </QueryClientProvider>
  )
}
