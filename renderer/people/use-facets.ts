import { useQuery } from '@tanstack/react-query'
import type { PeopleFacets } from '../../electron/ipc/contract/people-views.ts'
import { callHub } from '../lib/data.ts'

const nothing: PeopleFacets = { camps: [], groups: [], fields: [], tags: [] }

/** Camps, groups, fields and tags there are; none until they were read. */
export function useFacets(): PeopleFacets {
  return useQuery({ queryKey: ['people', 'facets'], queryFn: () => callHub('people.facets', {}) }).data ?? nothing
}
