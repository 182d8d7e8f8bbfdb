import { QueryClient } from '@tanstack/react-query'

/**
 * For the small reads that no change announces. The hub is on this laptop: the browser's idea of being online must not
 * pause a read, and nothing is read again unless it was made stale.
 */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      networkMode: 'always',
      staleTime: Infinity,
      gcTime: 5 * 60_000,
      refetchOnWindowFocus: false,
      refetchOnReconnect: false,
      retry: false,
    },
    mutations: { networkMode: 'always', retry: false },
  },
})
