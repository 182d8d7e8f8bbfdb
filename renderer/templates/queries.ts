import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { MergeSet, TemplateVersionView, TemplateView } from '../../electron/ipc/contract/templates-views.ts'
import { callHub } from '../lib/data.ts'
import { queryClient } from '../lib/query-client.ts'
import { uuidV7 } from '../lib/uuid.ts'

/** Every template, those put away among them. */
export function useTemplates() {
  return useQuery({ queryKey: ['templates', 'list'], queryFn: () => callHub('templates.list', {}) })
}

/** A pause in typing after which a text is tried on the families, in milliseconds. */
const pause = 250

/** What is known of a version before it is sent, a moment after it was typed. */
export function useReport(versions: readonly TemplateVersionView[], language: string, set: MergeSet) {
  const asked = useSettled(JSON.stringify({ versions: cut(versions), language, set }))
  return useQuery({
    queryKey: ['templates', 'check', asked],
    queryFn: () => {
      const input = JSON.parse(asked) as { versions: TemplateVersionView[]; language: string; set: MergeSet }
      return callHub('templates.check', input)
    },
    placeholderData: keepPreviousData,
    // Each pause in typing makes one.
    gcTime: 10_000,
  })
}

/** As much of each as the hub looks at; it says that it is too long all the same. */
const mostLooked = 4_000
const cut = (versions: readonly TemplateVersionView[]): readonly TemplateVersionView[] =>
  versions.map(({ language, body }) => ({ language, body: body.slice(0, mostLooked) }))

function useSettled(value: string): string {
  const [settled, setSettled] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), pause)
    return () => clearTimeout(timer)
  }, [value])
  return settled
}

/** A template in words for whoever reads in a conversation. */
export function useFilled(template: TemplateView | null, conversationId: number, set: MergeSet) {
  const id = template?.id ?? null
  return useQuery({
    queryKey: ['templates', 'fill', id, template?.updatedAt, conversationId, set],
    queryFn: () => callHub('templates.fill', { id: id ?? 0, conversationId, set }),
    enabled: id !== null,
    // A family's day moves on.
    gcTime: 0,
    staleTime: 0,
  })
}

/** What a template says, as it is edited. */
export interface TemplateDraft {
  readonly name: string
  readonly useMinutes: number | null
  readonly versions: readonly TemplateVersionView[]
}

/** The list shows at once what became of a template; the hub's change follows. */
async function shown(changing: Promise<TemplateView>): Promise<TemplateView> {
  const changed = await changing
  queryClient.setQueryData<readonly TemplateView[]>(['templates', 'list'], (list = []) =>
    list.some(({ id }) => id === changed.id)
      ? list.map((template) => (template.id === changed.id ? changed : template))
      : [...list, changed],
  )
  return changed
}

/** Stores what was edited; `id` null makes a new one. */
export function saveTemplate(id: number | null, { name, useMinutes, versions }: TemplateDraft): Promise<TemplateView> {
  return shown(callHub('templates.save', { requestId: uuidV7(), id, name, useMinutes, versions: [...versions] }))
}

export function duplicateTemplate(id: number, name: string): Promise<TemplateView> {
  return shown(callHub('templates.duplicate', { requestId: uuidV7(), id, name: name.slice(0, mostName) }))
}

export function putTemplateAway(id: number, archived: boolean): Promise<TemplateView> {
  return shown(callHub('templates.archive', { id, archived }))
}

export function putOriginalBack(id: number): Promise<TemplateView> {
  return shown(callHub('templates.putBack', { id }))
}

/** Characters in a name. */
export const mostName = 80
