import { create } from 'zustand'
import type { TemplateView } from '../../electron/ipc/contract/templates-views.ts'
import type { TemplateDraft } from './queries.ts'

/** A template of the list, or the one that is being written. */
export type Chosen = number | 'new'

interface TemplateDrafts {
  readonly chosen: Chosen | null
  /** What was changed and not saved yet: it is there when one comes back from another template or screen. */
  readonly drafts: ReadonlyMap<Chosen, TemplateDraft>
  choose(chosen: Chosen | null): void
  keep(chosen: Chosen, draft: TemplateDraft): void
  drop(chosen: Chosen): void
}

export const useTemplateDrafts = create<TemplateDrafts>()((set) => ({
  chosen: null,
  drafts: new Map(),
  choose: (chosen) => set({ chosen }),
  keep: (chosen, draft) => set(({ drafts }) => ({ drafts: new Map(drafts).set(chosen, draft) })),
  drop: (chosen) =>
    set(({ drafts }) => {
      const left = new Map(drafts)
      left.delete(chosen)
      return { drafts: left }
    }),
}))

export const emptyDraft: TemplateDraft = { name: '', useMinutes: null, versions: [{ language: 'en', body: '' }] }

export function draftOf({ name, useMinutes, versions }: TemplateView): TemplateDraft {
  return { name, useMinutes, versions }
}

export function sameDraft(one: TemplateDraft, other: TemplateDraft): boolean {
  return (
    one.name === other.name &&
    one.useMinutes === other.useMinutes &&
    one.versions.length === other.versions.length &&
    one.versions.every(({ language, body }) =>
      other.versions.some((version) => version.language === language && version.body === body),
    )
  )
}

/** The draft with another text in one language; a language that has no version yet gets one. */
export function withBody(draft: TemplateDraft, language: string, body: string): TemplateDraft {
  const has = draft.versions.some((version) => version.language === language)
  return {
    ...draft,
    versions: has
      ? draft.versions.map((version) => (version.language === language ? { language, body } : version))
      : [...draft.versions, { language, body }],
  }
}

export function withoutLanguage(draft: TemplateDraft, language: string): TemplateDraft {
  return { ...draft, versions: draft.versions.filter((version) => version.language !== language) }
}

/** Of another store: its templates have other words under the same numbers. */
export function forgetTemplateDrafts(): void {
  useTemplateDrafts.setState({ chosen: null, drafts: new Map() })
}
