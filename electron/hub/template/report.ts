import type {
  Culprit,
  FaultView,
  MergeSet,
  TemplateReport,
  TemplateVersionView,
  TextPreview,
} from '../../ipc/contract/templates-views.ts'
import { countSegments } from '../carrier/segments.ts'
import { culpritsIn, diagnose } from './doctor.ts'
import { faultWords } from './fault-words.ts'
import { isMergeField } from './fields.ts'
import { baseLanguage } from './join-names.ts'
import { lintText } from './lint.ts'
import { chooseVersion, mergeText } from './merge.ts'
import { nextTurn } from './next-turn.ts'
import { parseText } from './parse.ts'
import type { ParsedText, WritingFault } from './parse.ts'
import { factsOf } from './readers.ts'
import type { Reader, TriedOn } from './readers.ts'

export interface CheckedTemplate {
  readonly versions: readonly TemplateVersionView[]
  /** Of the version that is reported on. */
  readonly language: string
  /** What is given for all. */
  readonly set: MergeSet
}

export interface CheckContext {
  readonly readers: readonly Reader[]
  readonly triedOn: TriedOn
  /** The name the camp goes by; empty where it has none. */
  readonly campName: string
  /** US dollars for one segment. */
  readonly pricePerSegment: number
}

/** So many characters are merged and counted in one turn of the event loop: a few ms. */
const charactersEachTurn = 32_000
/** Of those that miss something, and of the others besides the longest. */
const shownRefused = 3
const shownOthers = 3
/** Once these are put right, others show. */
const mostFaults = 20

/** Tries a version on everybody who would read it, and says what there is to say of it. Reads nothing but what it is given. */
export async function reportOn(template: CheckedTemplate, context: CheckContext): Promise<TemplateReport> {
  const { language, set } = template
  const body = template.versions.find((version) => version.language === language)?.body ?? ''
  const { faults, pieces } = parseText(body)
  const written = template.versions.filter((version) => version.body.trim() !== '' || version.language === language)
  const own = context.readers.filter((reader) => chooseVersion(written, reader.language)?.language === language)
  // A version that nobody here reads is tried on those who are here.
  const readers = own.length > 0 ? own : context.readers
  // What is wrong with the words is wrong for everybody, and is said once.
  const isWrong = faults.length > 0
  const tried = isWrong || body.trim() === '' ? [] : await tryOn(body, language, readers, set, context.campName)
  const sent = tried.filter((preview) => preview.text !== null)
  const refused = tried.filter((preview) => preview.text === null)
  const [longest] = [...sent].sort(byLength)
  const segments = sent.reduce((sum, preview) => sum + preview.segments, 0)
  return {
    faults: faults.slice(0, mostFaults).map((fault) => faultView(fault, body)),
    findings: lintText(body, { campName: context.campName }),
    culprits: culpritsOf(body, pieces),
    triedOn: context.triedOn,
    texts: own.length,
    refused: isWrong ? readers.length : refused.length,
    longest: longest?.text == null ? null : { preview: longest, diagnosis: diagnose(longest.text) },
    segments,
    cost: segments * context.pricePerSegment,
    previews: [
      ...(longest ? [longest] : []),
      ...refused.slice(0, shownRefused),
      ...sent.filter((preview) => preview !== longest).slice(0, shownOthers),
    ],
    missingLanguages: missingLanguages(written, context),
  }
}

async function tryOn(
  body: string,
  language: string,
  readers: readonly Reader[],
  set: MergeSet,
  campName: string,
): Promise<readonly TextPreview[]> {
  const previews: TextPreview[] = []
  const eachTurn = Math.max(10, Math.floor(charactersEachTurn / Math.max(160, body.length)))
  for (const [index, reader] of readers.entries()) {
    if (index > 0 && index % eachTurn === 0) await nextTurn()
    previews.push(previewFor(body, language, reader, set, campName))
  }
  return previews
}

/** The text as one reader would get it. @param campName empty where the camp has none */
export function previewFor(
  body: string,
  language: string,
  reader: Reader,
  set: MergeSet,
  campName: string,
): TextPreview {
  const merged = mergeText(body, factsOf(reader, language, set, campName))
  return {
    name: reader.name,
    players: reader.players.map(({ first }) => first),
    text: merged.ok ? merged.text : null,
    faults: merged.ok ? [] : merged.faults.map(faultWords),
    segments: merged.ok ? countSegments(merged.text).segments : 0,
  }
}

function byLength(one: TextPreview, other: TextPreview): number {
  return other.segments - one.segments || (other.text?.length ?? 0) - (one.text?.length ?? 0)
}

function faultView(fault: WritingFault, body: string): FaultView {
  const { at, length } = fault
  return { words: faultWords(fault), at, length, fix: fixFor(fault, body) }
}

function fixFor(fault: WritingFault, body: string): string | null {
  switch (fault.kind) {
    case 'unknown-field':
      return fault.meant === null ? null : `{{${fault.meant}}}`
    case 'empty-fallback':
      return `{{${fault.field}}}`
    case 'stray-braces': {
      // "{camp}" and "{{camp}" are a field that was almost written.
      const inside = body
        .slice(fault.at, fault.at + fault.length)
        .replaceAll(/[{}]/g, '')
        .trim()
      return isMergeField(inside.toLowerCase()) ? `{{${inside.toLowerCase()}}}` : null
    }
  }
}

/** Culprits of the words alone: what names bring is nobody's fault. */
function culpritsOf(body: string, pieces: ParsedText['pieces']): readonly Culprit[] {
  const words = pieces.map((piece) => (piece.kind === 'words' ? piece.text : (piece.fallback ?? ''))).join(' ')
  return culpritsIn(words).map((culprit) => ({ ...culprit, at: body.indexOf(culprit.character) }))
}

function missingLanguages(
  versions: readonly TemplateVersionView[],
  { readers, triedOn }: CheckContext,
): TemplateReport['missingLanguages'] {
  if (triedOn === 'samples') return []
  const counts = new Map<string, number>()
  for (const reader of readers) {
    const language = baseLanguage(reader.language)
    if (versions.some((version) => version.language === language)) continue
    counts.set(language, (counts.get(language) ?? 0) + 1)
  }
  return [...counts].map(([language, texts]) => ({ language, texts })).sort((one, other) => other.texts - one.texts)
}
