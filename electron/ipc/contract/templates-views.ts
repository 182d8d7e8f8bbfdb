/** What the screen is shown of templates. Times are UTC epoch milliseconds by the hub's clock. */

/** What a text may say differently to each family. */
export type MergeField = 'guardian.first' | 'player.first' | 'camp' | 'group' | 'field' | 'time' | 'us'

/** What may go wrong with a text that says all it should. `at` and `length` mark the place, in UTF-16 units. */
export type Finding =
  /** Whoever answers as asked is opted out, opted in, or answered by the carrier instead of us. */
  | {
      readonly kind: 'keyword'
      readonly word: string
      readonly does: 'opts-out' | 'opts-in' | 'gets-help'
      readonly at: number
      readonly length: number
    }
  /** Carriers stop texts with shared short links, and parents distrust them. */
  | { readonly kind: 'short-link'; readonly link: string; readonly at: number; readonly length: number }
  | { readonly kind: 'click-here'; readonly words: string; readonly at: number; readonly length: number }
  | { readonly kind: 'all-caps'; readonly words: string; readonly at: number; readonly length: number }
  /** Nothing in it says who is texting. */
  | { readonly kind: 'no-camp-name' }

export interface TemplateVersionView {
  /** ISO 639-1. */
  readonly language: string
  readonly body: string
}

export interface TemplateView {
  readonly id: number
  /** Of one that came with the app ('late'); null: the camp's own. */
  readonly key: string | null
  readonly name: string
  /** For so many minutes the text is of use; null: as usual. */
  readonly useMinutes: number | null
  /** English first. */
  readonly versions: readonly TemplateVersionView[]
  readonly isArchived: boolean
  /** Came with the app, and the camp made something else of it. */
  readonly isChanged: boolean
  readonly updatedAt: number
}

/** Fields that can be given for all at once. */
export type SettableField = 'camp' | 'group' | 'field' | 'time'

/** What was given for all. */
export type MergeSet = Readonly<Partial<Record<SettableField, string>>>

/** Why a text cannot go as it is. */
export interface FaultView {
  readonly words: string
  /** Its place in the text, in UTF-16 units; null where it has none. */
  readonly at: number | null
  readonly length: number
  /** What to write there instead; null where only a person knows. */
  readonly fix: string | null
}

/** One character that does not fit into the plain alphabet of texts, so that the whole text costs more. */
export interface Culprit {
  readonly character: string
  /** Its place in what was looked at, in UTF-16 units: the first of them. */
  readonly at: number
  readonly count: number
  readonly kind: 'look-alike' | 'accent' | 'emoji' | 'unseen' | 'other'
  /** What says the same in plain characters, maybe nothing at all; null where nothing does. */
  readonly replacement: string | null
}

/** How a text is sent and paid. */
export interface Diagnosis {
  readonly encoding: 'GSM-7' | 'UCS-2'
  readonly segments: number
  /** As people count. */
  readonly characters: number
  /** Plain characters that still fit into the last segment. */
  readonly left: number
  /** So many characters less and it would be a segment less; null where it is not a matter of few. */
  readonly over: number | null
  readonly culprits: readonly Culprit[]
  /** Segments once every culprit that has a replacement is replaced. */
  readonly withoutCulprits: number
}

/** The text as one number would get it. */
export interface TextPreview {
  /** Whose number: "Ana Lopez". */
  readonly name: string
  /** First names of the players it speaks of. */
  readonly players: readonly string[]
  readonly text: string | null
  /** Why it could not go, in sentences; none where it could. */
  readonly faults: readonly string[]
  readonly segments: number
}

/** Everything known of a template's version before it is sent. */
export interface TemplateReport {
  /** What is wrong whoever it goes to. */
  readonly faults: readonly FaultView[]
  readonly findings: readonly Finding[]
  /** Culprits among the written words, not in names; `at` counts in the version. */
  readonly culprits: readonly Culprit[]
  /** Whose families it was tried on: those expected today, all of the roster, or made-up ones. */
  readonly triedOn: 'today' | 'everyone' | 'samples'
  /** How many numbers read this version. */
  readonly texts: number
  /** Of these, so many for which something is missing. */
  readonly refused: number
  /** Of what has most segments, and most characters among those; null where no text came about. */
  readonly longest: { readonly preview: TextPreview; readonly diagnosis: Diagnosis } | null
  /** Segments of all texts together. */
  readonly segments: number
  /** US dollars for all texts together, as far as segments tell. */
  readonly cost: number
  /** The longest, some of those that miss something, and a few others. */
  readonly previews: readonly TextPreview[]
  /** Languages that are read at numbers here and that no version is in, with how many numbers. */
  readonly missingLanguages: readonly { readonly language: string; readonly texts: number }[]
}

/** What goes before and after the first text to a number; empty where the text says it already. */
export interface FirstTextNotice {
  readonly before: string
  readonly after: string
}

/** A template put into words for a conversation's family. */
export type FilledTemplate =
  | {
      readonly ok: true
      readonly text: string
      readonly language: string
      readonly useMinutes: number | null
    }
  | {
      readonly ok: false
      readonly language: string
      readonly faults: readonly string[]
      /** What a person can give so that the faults go away; none where that would not help. */
      readonly ask: readonly SettableField[]
    }
