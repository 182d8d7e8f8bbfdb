import type { AutomationRow } from '../../../db/automations.ts'
import { somePlayers } from '../../../db/templates.ts'
import type { Db } from '../../../db/open.ts'
import type { AutomationDryRun } from '../../ipc/contract/automation-views.ts'
import { assertNever } from '../assert-never.ts'
import { readBoard } from '../checkin/board.ts'
import { CallFailure } from '../failure.ts'
import { addDays, localTimeAt } from '../local-time.ts'
import type { AutomationContext } from './context.ts'
import { settingsOf } from './kinds.ts'
import { followUps, reminders } from './occasions.ts'
import type { Occasion } from './occasions.ts'
import { planTexts, templateOf } from './plan.ts'

/** Shown of it. */
const shown = { texts: 12, leftOut: 50 } as const
/** An answer is tried on the first of so many players' families. */
const tried = 5

interface Trial {
  readonly at: number | null
  readonly occasions: readonly Pick<Occasion, 'players' | 'campOf' | 'time'>[]
  readonly nobody: string | null
}

/**
 * What an automation would do: nothing is written and nothing leaves.
 * @throws {CallFailure} no text is chosen.
 */
export function dryRun(db: Db, automation: AutomationRow, context: AutomationContext): AutomationDryRun {
  const template = templateOf(db, automation)
  if (!template) throw new CallFailure('conflict', 'Choose the text first.')
  const trial = trialOf(db, automation, template.use_minutes, context)
  const plans = trial.occasions.map((occasion) => planTexts(db, template, occasion, context))
  const texts = plans.flatMap((plan) => plan.texts)
  const leftOut = plans.flatMap((plan) => plan.leftOut)
  const families = new Set(texts.flatMap(({ recipient }) => recipient.players.map((player) => player.familyId)))
  return {
    at: trial.at,
    families: families.size,
    count: texts.length,
    texts: texts.slice(0, shown.texts).map(({ name, recipient, body }) => ({
      to: name,
      players: recipient.players.map(({ first }) => first),
      body,
    })),
    leftOut: leftOut.slice(0, shown.leftOut).map(({ name, players, reason }) => ({
      name,
      players: players.map(({ first }) => first),
      reason,
    })),
    leftOutCount: leftOut.length,
    nobody: texts.length > 0 || leftOut.length > 0 ? null : trial.nobody,
  }
}

/** The occasion that would be next, or is going on. */
function trialOf(db: Db, automation: AutomationRow, useMinutes: number | null, context: AutomationContext): Trial {
  const settings = settingsOf(automation)
  const { day } = localTimeAt(context.now, context.zone)
  switch (settings.kind) {
    case 'check-in':
      return boardTrial(db, context, ['here'], 'Nobody is checked in yet. It texts each family as they come.')
    case 'pick-up':
      return boardTrial(db, context, ['picked-up'], 'Nobody was picked up yet. It texts each family as they go.')
    case 'follow-up': {
      const occasions = followUps(db, day, settings, useMinutes ?? 600, context).filter(
        ({ players }) => players.length > 0,
      )
      const nobody =
        settings.which === 'last-day'
          ? 'No camp with players who came has its last day today.'
          : 'Nobody has come to a camp today yet.'
      return { at: occasions[0]?.at ?? null, occasions, nobody }
    }
    case 'reminder': {
      const occasions = reminders(db, addDays(day, 1), settings, useMinutes ?? 600, context)
      const nobody = settings.which === 'first-day' ? 'No camp begins tomorrow.' : 'Nobody is on the list for tomorrow.'
      return { at: occasions[0]?.at ?? null, occasions, nobody }
    }
    case 'keyword':
    case 'after-hours':
      return {
        at: null,
        occasions: [{ players: somePlayers(db, tried), campOf: new Map(), time: null }],
        nobody: 'Nobody is on the roster to try it on. It answers whoever texts.',
      }
    default:
      return assertNever(settings)
  }
}

function boardTrial(db: Db, { now, zone }: AutomationContext, states: readonly string[], nobody: string): Trial {
  const rows = readBoard(db, { now, zone }).filter(({ state }) => states.includes(state))
  const campOf = new Map(rows.map(({ playerId, campId }) => [playerId, campId]))
  return { at: null, occasions: [{ players: [...campOf.keys()], campOf, time: null }], nobody }
}
