import { between, pick } from '../random.ts'
import type { Random } from '../random.ts'
import { sampleAreaCodes, sampleFamilyNames, sampleGroups, sampleNotes, sampleStaff } from './sample-families.ts'
import type { FamilyNames } from './sample-families.ts'
import { reminder, sampleThreads } from './sample-threads.ts'
import type { SampleThread } from './sample-threads.ts'

export interface SampleGuardian {
  readonly firstName: string
  readonly lastName: string
  readonly role: string
  /** `en` or `es`. */
  readonly language: string
  /** E.164; fictional (555-01xx). */
  readonly addresses: readonly string[]
}

export interface SamplePlayer {
  readonly firstName: string
  readonly lastName: string
  readonly group: string
  readonly birthYear: number
  readonly note: string | null
}

export interface SampleFamily {
  readonly guardians: readonly SampleGuardian[]
  readonly players: readonly SamplePlayer[]
}

/** A text of the last two days, in the terms of the hub. */
export interface SampleText {
  readonly address: string
  readonly direction: 'in' | 'out'
  readonly body: string
  /** Epoch ms. */
  readonly at: number
  readonly state: 'received' | 'delivered' | 'sent' | 'failed' | 'expired'
  readonly errorCode: number | null
  /** Who on staff wrote it; null for inbound. */
  readonly author: string | null
  /** Ours are always read. */
  readonly read: boolean
}

export interface SampleCamp {
  /** Makes the camp's parents answer alike in every run. */
  readonly seed: number
  readonly families: readonly SampleFamily[]
  /** Oldest first. */
  readonly history: readonly SampleText[]
}

/** How some families share their phones, by their place in the shuffled camp. */
const sharedPhones = { oneForBoth: 4, twoForOne: 3 } as const
/** The tent's own number, which no family has. */
const tentNumber = '+13125550100'
const minute = 60_000
/** Yesterday evening's reminder, in minutes before now. */
const reminderAgo = 15 * 60

/** Forty made-up families and what was texted with them since yesterday. The same for the same numbers drawn and time. */
export function sampleCamp(random: Random, now: number): SampleCamp {
  const seed = between(random, 1, 2 ** 31 - 1)
  const freshNumber = numberMaker(random)
  const names = shuffled(random, sampleFamilyNames)
  const year = new Date(now).getUTCFullYear()

  const couples = names.filter((family) => family.guardians.length > 1)
  const sharing = new Set(couples.slice(0, sharedPhones.oneForBoth))
  const withTwoPhones = new Set(names.filter((family) => !sharing.has(family)).slice(0, sharedPhones.twoForOne))

  const families = names.map((family): SampleFamily => {
    const common = sharing.has(family) ? freshNumber() : null
    return {
      guardians: family.guardians.map(([firstName, role, lastName], index) => ({
        firstName,
        lastName: lastName ?? family.lastName,
        role,
        language: family.language,
        addresses:
          common !== null
            ? [common]
            : index === 0 && withTwoPhones.has(family)
              ? [freshNumber(), freshNumber()]
              : [freshNumber()],
      })),
      players: family.players.map((firstName) => player(random, firstName, family, year)),
    }
  })
  return { seed, families: withSharedCarer(families), history: history(random, families, now) }
}

/** One grandmother's phone serves two families: her own and a cousin's. */
function withSharedCarer(families: readonly SampleFamily[]): readonly SampleFamily[] {
  const carer = families.flatMap((family) => family.guardians).find((guardian) => guardian.role === 'grandmother')
  const cousins = families.find((family) => family.guardians.length === 1 && family.guardians[0]?.role === 'mother')
  if (carer === undefined || cousins === undefined) return families
  return families.map((family) =>
    family === cousins ? { ...family, guardians: [...family.guardians, carer] } : family,
  )
}

function player(random: Random, firstName: string, family: FamilyNames, year: number): SamplePlayer {
  const group = pick(random, sampleGroups)
  return {
    firstName,
    lastName: family.lastName,
    group: group.name,
    birthYear: year - between(random, group.from, group.to),
    note: random.next() < 0.3 ? pick(random, sampleNotes) : null,
  }
}

function history(random: Random, families: readonly SampleFamily[], now: number): readonly SampleText[] {
  const texts: SampleText[] = []
  const reached = new Set<string>()

  families.forEach((family, index) => {
    const guardian = family.guardians[0]
    const address = guardian?.addresses[0]
    if (guardian === undefined || address === undefined || reached.has(address)) return
    reached.add(address)
    texts.push({
      address,
      direction: 'out',
      body: filled(reminder[guardian.language === 'es' ? 'es' : 'en'], guardian.firstName, ''),
      // The reminder went out at the pace of one sender.
      at: now - reminderAgo * minute + index * 2000,
      state: 'delivered',
      errorCode: null,
      author: sampleStaff[0] ?? null,
      read: true,
    })
  })

  const free = { en: familiesOf(families, 'en'), es: familiesOf(families, 'es') }
  for (const thread of sampleThreads) {
    const family = free[thread.language].shift()
    if (family !== undefined) texts.push(...threadTexts(random, thread, family, now))
  }
  return texts.sort((left, right) => left.at - right.at)
}

function familiesOf(families: readonly SampleFamily[], language: SampleThread['language']): SampleFamily[] {
  return families.filter((family) => family.guardians[0]?.language === language)
}

function threadTexts(random: Random, thread: SampleThread, family: SampleFamily, now: number): readonly SampleText[] {
  const guardian = family.guardians[0]
  const address = guardian?.addresses[0]
  const child = family.players[0]
  if (guardian === undefined || address === undefined || child === undefined) return []
  const author = pick(random, sampleStaff)
  return thread.lines.map((line, index): SampleText => {
    const inbound = line.from === 'parent'
    return {
      address,
      direction: inbound ? 'in' : 'out',
      body: filled(line.body, guardian.firstName, child.firstName),
      at: now - line.ago * minute + between(random, 0, 50_000),
      state: inbound ? 'received' : (line.state ?? 'delivered'),
      errorCode: line.errorCode ?? null,
      author: inbound ? null : author,
      read: !inbound || index < thread.lines.length - thread.unread,
    }
  })
}

function filled(text: string, parent: string, kid: string): string {
  return text.replaceAll('{parent}', parent).replaceAll('{kid}', kid)
}

/** Draws fictional numbers, none of them twice. */
function numberMaker(random: Random): () => string {
  const taken = new Set<string>([tentNumber])
  return () => {
    for (;;) {
      const number = `+1${pick(random, sampleAreaCodes)}55501${String(between(random, 0, 99)).padStart(2, '0')}`
      if (taken.has(number)) continue
      taken.add(number)
      return number
    }
  }
}

function shuffled<Item>(random: Random, items: readonly Item[]): Item[] {
  const keyed = items.map((item) => ({ item, key: random.next() }))
  return keyed.sort((left, right) => left.key - right.key).map(({ item }) => item)
}
