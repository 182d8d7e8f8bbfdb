import type { LadderAsks, LadderEnd, LadderKind, LadderOutcome, LadderState, LadderWaits } from '../../../db/words.ts'
import type { MessageState } from './views.ts'

/** What the screen is shown of ladders: who is told, and when, of a player who did not arrive or was not picked up. */

export type { LadderAsks, LadderEnd, LadderKind, LadderOutcome, LadderState, LadderWaits } from '../../../db/words.ts'

/** One rung: so many minutes after the player was due. `guardian`: the first one who can be texted is 0. */
export type RungView =
  | {
      readonly after: number
      readonly act: 'text'
      readonly guardian: number
      /** Their phone rings, and a voice says it. Absent: texted. */
      readonly spoken?: boolean | undefined
    }
  | { readonly after: number; readonly act: 'call' }
  | { readonly after: number; readonly act: 'alarm' }

/** A camp's ladder as it is set. */
export interface LadderSetting {
  readonly campId: number
  readonly camp: string
  readonly kind: LadderKind
  readonly enabled: boolean
  readonly rungs: readonly RungView[]
  /** Null: the ready-made text. */
  readonly templateId: number | null
}

/** What became of a rung. */
export interface LadderStep {
  readonly rung: number
  readonly act: RungView['act']
  readonly outcome: LadderOutcome
  /** Who was texted, or why nobody was. */
  readonly words: string
  readonly at: number
  /** Of a text: how it stands. */
  readonly message: MessageState | null
  /** A call that somebody made. */
  readonly doneAt: number | null
  readonly doneBy: string | null
}

/** Somebody who can be called about the player. */
export interface LadderContact {
  readonly name: string
  readonly role: string | null
  readonly address: string
  readonly displayAddress: string
}

/** A player on a ladder today. Times are epoch ms. */
export interface LadderCase {
  readonly id: number
  readonly playerId: number
  readonly campId: number
  readonly familyId: number
  readonly name: string
  readonly camp: string
  readonly group: string | null
  readonly kind: LadderKind
  readonly state: LadderState
  readonly why: LadderAsks | LadderWaits | LadderEnd | null
  readonly steps: readonly LadderStep[]
  /** The rung that comes next, or is asked about; null where none does any more. */
  readonly next: {
    readonly rung: number
    readonly act: RungView['act']
    readonly guardian: number | null
    readonly at: number
  } | null
  /** What it wants a person to do now. */
  readonly wants: 'look' | 'call' | 'director' | null
  /** Where a parent has written today and has no answer yet; null where nobody has, or no person is wanted. */
  readonly wroteIn: number | null
  /** Since when it is waited for (epoch ms). */
  readonly dueSince: number
  /** Whom to call, those who must not hear of the player left out; only where a person is wanted. */
  readonly contacts: readonly LadderContact[]
  readonly changedAt: number
}

/** How many ladders want a person, whichever store is shown. */
export interface LadderWants {
  /** Families that are asked about. */
  readonly look: number
  /** Players to be called about. */
  readonly call: number
  /** Players the director is told of. */
  readonly director: number
}

/** What ladders want of a person: of the store on screen, and of the live one while another is shown. */
export interface LaddersNow {
  readonly shown: LadderWants
  /** Null while the live store is the one on screen. */
  readonly live: LadderWants | null
}
