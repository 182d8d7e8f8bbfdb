import type { MergeField } from '../../ipc/contract/templates-views.ts'

export type { MergeField } from '../../ipc/contract/templates-views.ts'

/** What a text may say differently to each family, in the order in which it is offered. */
export const mergeFields: readonly MergeField[] = [
  'guardian.first',
  'player.first',
  'camp',
  'group',
  'field',
  'time',
  'us',
]

const known = new Set<string>(mergeFields)

export function isMergeField(name: string): name is MergeField {
  return known.has(name)
}

/** The field that was probably meant by a name that is none; null where nothing is near. */
export function fieldMeant(name: string): MergeField | null {
  const plain = plainName(name)
  const alias = aliases[plain]
  if (alias) return alias
  let best: MergeField | null = null
  let bestDistance = 3
  for (const field of mergeFields) {
    const distance = editDistance(plain, plainName(field))
    if (distance < bestDistance && distance < plain.length) {
      best = field
      bestDistance = distance
    }
  }
  return best
}

const plainName = (name: string): string => name.toLowerCase().replaceAll(/[^a-z]/g, '')

/** What other programs call them. */
const aliases: Readonly<Record<string, MergeField>> = {
  guardian: 'guardian.first',
  guardianname: 'guardian.first',
  parent: 'guardian.first',
  parentname: 'guardian.first',
  parentfirst: 'guardian.first',
  player: 'player.first',
  players: 'player.first',
  playername: 'player.first',
  child: 'player.first',
  childname: 'player.first',
  kid: 'player.first',
  name: 'guardian.first',
  firstname: 'guardian.first',
  first: 'guardian.first',
  campname: 'us',
  club: 'us',
  team: 'group',
  pitch: 'field',
  hour: 'time',
}

/** Levenshtein's distance of two short names. */
function editDistance(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, index) => index)
  for (let i = 1; i <= one.length; i++) {
    const next = [i]
    for (let j = 1; j <= other.length; j++) {
      const swap = (row[j - 1] ?? 0) + (one[i - 1] === other[j - 1] ? 0 : 1)
      next.push(Math.min(swap, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1))
    }
    row = next
  }
  return row[other.length] ?? 0
}
