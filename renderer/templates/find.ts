import type { TemplateView } from '../../electron/ipc/contract/templates-views.ts'

const folded = (text: string): string => text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase()

/** The templates with every word of what was typed, in their names or in what they say; those whose name begins so come first. */
export function findTemplates(templates: readonly TemplateView[], text: string): readonly TemplateView[] {
  const wanted = folded(text).split(/\s+/).filter(Boolean)
  if (wanted.length === 0) return templates
  return templates
    .map((template) => ({ template, rank: rankOf(template, wanted) }))
    .filter(({ rank }) => rank < unfit)
    .sort((one, other) => one.rank - other.rank)
    .map(({ template }) => template)
}

const unfit = 3

function rankOf({ name, versions }: TemplateView, wanted: readonly string[]): number {
  const title = folded(name)
  if (title.startsWith(wanted.join(' '))) return 0
  if (wanted.every((word) => title.includes(word))) return 1
  const all = `${title} ${versions.map(({ body }) => folded(body)).join(' ')}`
  return wanted.every((word) => all.includes(word)) ? 2 : unfit
}
