import { between, pick } from '../random.ts'
import type { Random } from '../random.ts'
import type { SampleCamp } from './sample-camp.ts'
import { sampleStaff } from './sample-families.ts'

/** What the day of the made-up camp has of a player, by its place in the camp. */
export interface SampleDayPlayer {
  readonly family: number
  readonly player: number
  readonly field: string
  readonly tick: SampleTick | null
}

/** What was ticked of a player already. Times are epoch ms. */
export type SampleTick =
  | { readonly state: 'here'; readonly at: number; readonly staff: string }
  | { readonly state: 'late'; readonly at: number; readonly staff: string; readonly expectedAt: number }
  | { readonly state: 'absent'; readonly at: number; readonly staff: string; readonly note: string }

/** What practice's camp is called, also in the shipped roster. */
export const sampleCampName = 'Summer Soccer Week'

export interface SampleDay {
  readonly camp: string
  /** Minutes after midnight. */
  readonly beginsAt: number
  readonly endsAt: number
  readonly grace: number
  readonly players: readonly SampleDayPlayer[]
  /** Guardians, by place, of whom the roster says that they may pick up. */
  readonly mayPickUp: readonly { readonly family: number; readonly guardian: number }[]
  /** A guardian, by place, who must neither pick up the family's players nor hear about them. */
  readonly barred: { readonly family: number; readonly guardian: number; readonly reason: string } | null
}

const fields = ['Field 1', 'Field 2', 'Field 3', 'Gym'] as const
const reasons = ['Dentist', 'Fever since last night', 'Family visit', 'School concert'] as const
const minute = 60_000
const [earliest, latest] = [7 * 60, 21 * 60 + 30]

/**
 * The day of the made-up camp: it begins within the half hour after practice does, so that there is always a queue at the
 * table; late in the evening it has begun already, and most are here.
 * @param now epoch ms; the day is the one of `minutes`, which the camp's clock shows then (minutes after midnight)
 */
export function sampleDay(random: Random, camp: SampleCamp, now: number, minutes: number): SampleDay {
  const beginsAt = Math.min(latest, Math.max(earliest, Math.ceil((minutes + 10) / 30) * 30))
  const sinceBegun = minutes - beginsAt
  const groups = [...new Set(camp.families.flatMap(({ players }) => players.map(({ group }) => group)))].sort()
  const asking = new Set(
    camp.history
      .filter(({ direction, at }) => direction === 'in' && at > now - 30 * minute)
      .map(({ address }) => address),
  )
  const players = camp.families.flatMap((family, index) => {
    // Siblings come together, or not at all. Whose parents just wrote is expected still: what they wrote is to be dealt with.
    const drawn = tickOf(random, now, minutes, sinceBegun)
    const tick = family.guardians.some(({ addresses }) => addresses.some((one) => asking.has(one))) ? null : drawn
    return family.players.map((player, place): SampleDayPlayer => ({
      family: index,
      player: place,
      field: fields[groups.indexOf(player.group) % fields.length] ?? fields[0],
      tick,
    }))
  })
  // A number that both parents share cannot be kept from one of them; a grandmother looks after two families.
  const family = camp.families.findIndex(
    ({ guardians: [first, second] }) =>
      second?.role === 'father' && !second.addresses.some((one) => first?.addresses.includes(one)),
  )
  return {
    camp: sampleCampName,
    beginsAt,
    endsAt: Math.min(23 * 60 + 59, beginsAt + 6 * 60),
    grace: 15,
    players,
    mayPickUp: camp.families.flatMap(({ guardians }, index) =>
      guardians.flatMap(({ role }, guardian) =>
        role === 'grandmother' || (index === family && guardian === 1) ? [] : [{ family: index, guardian }],
      ),
    ),
    barred: family < 0 ? null : { family, guardian: 1, reason: 'Court order in the office' },
  }
}

function tickOf(random: Random, now: number, minutes: number, sinceBegun: number): SampleTick | null {
  const chance = random.next()
  const staff = pick(random, sampleStaff)
  // Nobody ticks before midnight what is of today.
  const ago = (most: number): number => now - between(random, 0, Math.max(0, Math.min(most, minutes))) * minute
  const at = ago(25)
  if (chance < 0.05) return { state: 'absent', at, staff, note: pick(random, reasons) }
  const expectedAt = now + between(random, 10, 40) * minute
  if (chance < 0.08 && minutes < 23 * 60) return { state: 'late', at, staff, expectedAt }
  const share = sinceBegun < 0 ? 0.12 : 0.8
  return random.next() < share ? { state: 'here', at: ago(20), staff } : null
}
