import type { MergeSet } from '../../ipc/contract/templates-views.ts'

/** What was given for all, without what was left empty. */
export function given(set: { readonly [Field in keyof MergeSet]: string | undefined }): MergeSet {
  return Object.fromEntries(Object.entries(set).filter(([, value]) => value !== undefined && value !== ''))
}
