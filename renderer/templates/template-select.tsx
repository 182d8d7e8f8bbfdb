import type { TemplateView } from '../../electron/ipc/contract/templates-views.ts'
import { asHubError } from '../lib/data.ts'
import { Select } from '../ui/select.tsx'
import { templatesWords as words } from '../words/templates.ts'
import { useTemplates } from './queries.ts'

interface TemplateSelectProps {
  /** The template chosen; null: none. */
  readonly value: number | null
  /** Its label, where "Template" does not say enough. */
  readonly label?: string
  /** What choosing none is called; null: one has to be chosen. Absent: "Your own words". */
  readonly none?: string | null
  readonly help?: string
  readonly disabled?: boolean
  onChoose(template: TemplateView | null): void
}

/** One of the camp's templates. One that was put away stays chosen where it was, and is offered no more. */
export function TemplateSelect({
  value,
  label = words.select,
  none = words.none,
  help,
  disabled,
  onChoose,
}: TemplateSelectProps) {
  const templates = useTemplates()
  const all = templates.data ?? []
  const offered = all.filter((template) => !template.isArchived || template.id === value)
  return (
    <Select
      label={label}
      help={help}
      error={templates.error === null ? null : asHubError(templates.error).message}
      disabled={disabled === true || templates.data === undefined}
      value={value === null ? '' : String(value)}
      options={[
        ...(none === null && value !== null ? [] : [{ value: '', label: none ?? '', disabled: none === null }]),
        ...offered.map((template) => ({ value: String(template.id), label: template.name })),
      ]}
      onValueChange={(chosen) => onChoose(all.find((template) => String(template.id) === chosen) ?? null)}
    />
  )
}
