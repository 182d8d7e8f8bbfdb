import type { SelectOption } from '../ui/select.tsx'

/** Those that rosters name most. */
const codes = ['en', 'es', 'fr', 'pt', 'zh', 'pl', 'vi', 'ar', 'de', 'it', 'ko', 'ru', 'uk', 'tl', 'hi']

/** Languages by name in the reader's own; `current` is among them. */
export function languageChoices(current: string): readonly SelectOption<string>[] {
  const names = new Intl.DisplayNames(undefined, { type: 'language', fallback: 'code' })
  return (codes.includes(current) ? codes : [current, ...codes]).map((code) => ({
    value: code,
    label: names.of(code) ?? code,
  }))
}
