import type { Db } from '../../../db/open.ts'
import type { BroadcastDraft, DraftFault } from '../../ipc/contract/broadcast-views.ts'
import { playersOf } from '../audience/audience.ts'
import { reasons } from '../audience/left-out.ts'
import type { LeftOut } from '../audience/left-out.ts'
import { findRecipients } from '../audience/recipients.ts'
import type { Recipient } from '../audience/recipients.ts'
import { countSegments } from '../carrier/segments.ts'
import type { BoardTime } from '../checkin/board.ts'
import { faultWords } from '../template/fault-words.ts'
import { withFirstTextNotice } from '../template/first-text.ts'
import { joinNames } from '../template/join-names.ts'
import { chooseVersion, mergeText, mostCharacters } from '../template/merge.ts'
import type { MergeFault, Version } from '../template/merge.ts'
import { longestSpoken } from '../voice/announcement.ts'

/** Whom a broadcast texted within so many milliseconds is left out where that is asked for. */
const lately = 5 * 60_000

const tooLongToSay = `A call says ${longestSpoken} characters at most.`

export interface PlannedText {
  readonly recipient: Recipient
  readonly name: string
  readonly language: string
  readonly body: string
  readonly segments: number
}

/** What a broadcast would do if it began now. */
export interface BroadcastPlan {
  readonly texts: readonly PlannedText[]
  readonly leftOut: readonly LeftOut[]
  /** What is wrong with the text for everybody: nothing may be sent. */
  readonly faults: readonly DraftFault[]
  readonly families: number
  readonly segments: number
}

export interface PlanContext extends BoardTime {
  readonly ourNumber: string | null
  /** The name the camp goes by; empty where it has none. */
  readonly campName: string
}

/**
 * Finds who gets a broadcast and merges each text. Whose text cannot be merged is left out with the reason; where that is
 * everybody, or the text itself is wrong, it is a fault.
 */
export function planBroadcast(db: Db, draft: BroadcastDraft, context: PlanContext): BroadcastPlan {
  const { audience } = draft
  const { players, campOf } = playersOf(db, audience, context)
  const found = findRecipients(db, players, {
    ourNumber: context.ourNumber,
    guardians: audience.guardians,
    campOf,
    spoken: draft.spoken === true,
    ...(audience.conversations.length > 0 ? { conversations: audience.conversations } : {}),
    ...(audience.leaveOutLately ? { textedSince: context.now - lately } : {}),
  })
  const versionFor = chooseOnce(versionsOf(draft.bodies))
  const leftOut = [...found.leftOut]
  const faults = new Map<string, number>()
  const texts: PlannedText[] = []
  const families = new Set<number>()
  let segments = 0
  for (const recipient of found.recipients) {
    const merged = render(recipient, versionFor(recipient.language), draft, context.campName)
    if (!merged.ok) {
      for (const fault of merged.faults) {
        const words = faultWords(fault)
        if (isOfText(fault)) faults.set(words, (faults.get(words) ?? 0) + 1)
      }
      if (merged.faults.every(isOfText)) {
        // It is meant for them, once its words are right.
        for (const player of recipient.players) families.add(player.familyId)
        continue
      }
      const first = merged.faults.find((fault) => !isOfText(fault))
      leftOut.push({
        guardianId: recipient.guardians[0]?.id ?? null,
        name: nameOf(recipient),
        players: recipient.players,
        because: 'nothing-to-merge',
        reason: first ? faultWords(first) : reasons['nothing-to-merge'],
      })
      continue
    }
    const { body } = merged
    if (draft.spoken === true && body.length > longestSpoken) {
      faults.set(tooLongToSay, (faults.get(tooLongToSay) ?? 0) + 1)
      for (const player of recipient.players) families.add(player.familyId)
      continue
    }
    // Of calls one leaves a second, whatever they say.
    const count = draft.spoken === true ? 1 : countSegments(body).segments
    segments += count
    for (const player of recipient.players) families.add(player.familyId)
    texts.push({ recipient, name: nameOf(recipient), language: merged.language, body, segments: count })
  }
  return {
    texts,
    leftOut,
    faults: [...faults].map(([words, count]) => ({ words, count })),
    families: families.size,
    segments,
  }
}

/** Faults of the text itself, which are everybody's; what is not known of one family leaves that family out. */
function isOfText(fault: MergeFault): boolean {
  return fault.kind !== 'empty-field' || fault.field === 'time' || fault.field === 'us'
}

export function versionsOf(bodies: Readonly<Record<string, string>>): readonly Version[] {
  return Object.entries(bodies).map(([language, body]) => ({ language, body }))
}

/** The version for a reader's language, chosen once for all who read it. */
function chooseOnce(versions: readonly Version[]): (language: string) => Version | null {
  const chosen = new Map<string, Version | null>()
  return (language) => {
    const known = chosen.get(language)
    if (known !== undefined) return known
    const version = chooseVersion(versions, language)
    chosen.set(language, version)
    return version
  }
}

type Rendered =
  | { readonly ok: true; readonly body: string; readonly language: string }
  | { readonly ok: false; readonly faults: readonly MergeFault[] }

function render(
  recipient: Recipient,
  version: Version | null,
  { facts, spoken }: BroadcastDraft,
  campName: string,
): Rendered {
  const language = version?.language ?? recipient.language
  const readers = recipient.guardians.map(({ first }) => first.trim()).filter((first) => first !== '')
  const merged = mergeText(version?.body ?? '', {
    language,
    guardian: readers.length === 0 ? null : { first: joinNames(readers, language) },
    players: recipient.players,
    camp: facts.camp || null,
    group: facts.group || null,
    field: facts.field || null,
    time: facts.time || null,
    us: campName || null,
  })
  if (!merged.ok) return merged
  const first =
    recipient.isFirst && spoken !== true ? withFirstTextNotice(merged.text, { campName, language }) : merged.text
  // A text that fills its last line to the end has no room for the notice.
  return { ok: true, body: first.length > mostCharacters ? merged.text : first, language }
}

function nameOf(recipient: Recipient): string {
  return recipient.guardians
    .map(({ first, last }) => `${first} ${last}`.trim())
    .filter((name) => name !== '')
    .join(', ')
}
