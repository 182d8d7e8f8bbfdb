import { useMemo } from 'react'
import type { TemplateVersionView } from '../../electron/ipc/contract/templates-views.ts'
import type { SelectOption } from '../ui/select.tsx'
import { templatesWords } from '../words/templates.ts'

const words = templatesWords.editor

/** Spans of use that are offered, in minutes. */
const spans = [10, 15, 30, 45, 60, 120, 240, 600, 1_440] as const

/** Languages that rosters name, and some that camps meet. */
const languages = ['en', 'es', 'fr', 'pt', 'zh', 'vi', 'ar', 'pl', 'de', 'it', 'ko', 'ru', 'uk', 'tl', 'ht'] as const

/** The spans a text may be of use, with the one that stands; empty: the usual. */
export function useSpans(useMinutes: number | null): readonly SelectOption<string>[] {
  return useMemo(() => {
    const all = [...new Set([...spans, ...(useMinutes === null ? [] : [useMinutes])])].sort((a, b) => a - b)
    return [
      { value: '', label: words.usual },
      ...all.map((minutes) => ({ value: String(minutes), label: words.minutes(minutes) })),
    ]
  }, [useMinutes])
}

/** Languages in which there is no version yet. */
export function offeredLanguages(versions: readonly TemplateVersionView[]): readonly string[] {
  return languages.filter((language) => !versions.some((version) => version.language === language))
}
