import { weekdayOf } from '../local-time.ts'
import type { LocalDay } from '../local-time.ts'

/** A date as a roster writes it: the year is often left out. */
interface RosterDate {
  readonly kind: 'date'
  readonly month: number
  readonly date: number
  readonly year: number | null
}

interface Weekday {
  readonly kind: 'weekday'
  readonly weekday: number
}

type Point = RosterDate | Weekday
type Joint = { readonly kind: 'to' } | { readonly kind: 'between' }
type Token =
  | Point
  | { readonly kind: 'month'; readonly month: number }
  | { readonly kind: 'number'; readonly value: number }
  | Joint
  | { readonly kind: 'weekdays'; readonly weekdays: readonly number[] }

/** Days as they are matched: single ones, or from one to another. */
type Span = { readonly from: Point; readonly to: Point }

/** How weekdays begin, in English and Spanish, from Sunday. */
const weekdayWords: readonly RegExp[] = [
  /^(su|sun|sunday|sundays|dom|domingo|domingos)$/,
  /^(m|mo|mon|monday|mondays|lun|lunes)$/,
  /^(tu|tue|tues|tuesday|tuesdays|mar|martes)$/,
  /^(w|we|wed|weds|wednesday|wednesdays|mie|miercoles)$/,
  /^(th|thu|thur|thurs|thursday|thursdays|r|jue|jueves)$/,
  /^(f|fr|fri|friday|fridays|vie|viernes)$/,
  /^(sa|sat|saturday|saturdays|sab|sabado|sabados)$/,
]

const monthWords: readonly RegExp[] = [
  /^(jan|january|ene|enero)$/,
  /^(feb|february|febrero)$/,
  /^(march|marzo)$/,
  /^(apr|april|abr|abril)$/,
  /^(may|mayo)$/,
  /^(jun|june|junio)$/,
  /^(jul|july|julio)$/,
  /^(aug|august|ago|agosto)$/,
  /^(sep|sept|september|septiembre)$/,
  /^(oct|october|octubre)$/,
  /^(nov|november|noviembre)$/,
  /^(dec|december|dic|diciembre)$/,
]

/** Said of a day's part or for good measure: they change no day. */
const fillers =
  /^(and|y|e|on|the|only|solo|el|los|de|of|day|days|dia|dias|half|full|am|pm|morning|mornings|afternoon|afternoons)$/
const rangeWords = /^(to|thru|through|until|till|a|al|hasta)$/
/** "MWF", "TTh", "MTWThF": letters of days run together. */
const lettersOfDays = /^(?:th|tu|sa|su|m|t|w|r|f)+$/
const oneOfLetters = /th|tu|sa|su|m|t|w|r|f/g
const letterDays: Readonly<Record<string, number>> = { su: 0, m: 1, t: 2, tu: 2, w: 3, th: 4, r: 4, f: 5, sa: 6 }

const piece =
  /(\d{4})-(\d{1,2})-(\d{1,2})|(\d{1,2})[/.](\d{1,2})(?:[/.](\d{4}|\d{2}))?(?!\d)|(\d+)(?:st|nd|rd|th)?(?![\p{L}\d])|(\p{L}+)|([-–—])|([^\s\p{L}\d])|(\s+)/guy

/**
 * Whether a player comes on a day, by the days as a roster writes them: "Mon, Wed", "Mon-Fri", "M/W/F", "June 14", "6/14-6/18",
 * "lunes a viernes". Null, "all week" and anything with an unknown word mean every day: a child too many on the list is seen
 * at once, one too few is not.
 */
export function comesOn(days: string | null, day: LocalDay): boolean {
  if (days === null) return true
  const spans = spansOf(days)
  return spans === null || spans.some((span) => holds(span, day))
}

const known = new Map<string, readonly Span[] | null>()
const mostKnown = 2_000

/** What the words mean; null: every day. A camp has a handful of such words for hundreds of players. */
function spansOf(days: string): readonly Span[] | null {
  const before = known.get(days)
  if (before !== undefined) return before
  if (known.size >= mostKnown) known.clear()
  const tokens = days.length > 500 ? null : tokensOf(days)
  const read = tokens === null ? null : readSpans(tokens)
  const spans = read === null || read.length === 0 ? null : read
  known.set(days, spans)
  return spans
}

function tokensOf(days: string): readonly Token[] | null {
  const text = days.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
  const tokens: Token[] = []
  let end = 0
  for (const match of text.matchAll(piece)) {
    end = match.index + match[0].length
    const [, isoYear, isoMonth, isoDate, first, second, year, number, word, dash, other] = match
    if (isoYear !== undefined) {
      const date = dateOf(Number(isoMonth), Number(isoDate), Number(isoYear))
      if (date === null) return null
      tokens.push(date)
    } else if (first !== undefined) {
      const date = numericDate(Number(first), Number(second), year)
      if (date === null) return null
      tokens.push(date)
    } else if (number !== undefined) tokens.push({ kind: 'number', value: Number(number) })
    else if (word !== undefined) {
      // "mar" is Tuesday in Spanish, and March before a number.
      const token = word === 'mar' && /^\s*\d/.test(text.slice(end)) ? march : wordToken(word)
      if (token === null) return null
      if (token !== 'filler') tokens.push(token)
    } else if (dash !== undefined) tokens.push({ kind: 'to' })
    else if (other !== undefined) {
      if (!/[,;/&+.|()·•]/.test(other)) return null
      tokens.push({ kind: 'between' })
    }
  }
  return end === text.length ? tokens : null
}

const march: Token = { kind: 'month', month: 3 }

function wordToken(word: string): Token | 'filler' | null {
  const weekday = weekdayWords.findIndex((pattern) => pattern.test(word))
  if (weekday >= 0) return { kind: 'weekday', weekday }
  const month = monthWords.findIndex((pattern) => pattern.test(word))
  if (month >= 0) return { kind: 'month', month: month + 1 }
  if (rangeWords.test(word)) return { kind: 'to' }
  if (fillers.test(word)) return 'filler'
  if (word === 'weekdays') return { kind: 'weekdays', weekdays: [1, 2, 3, 4, 5] }
  if (word === 'weekends' || word === 'weekend') return { kind: 'weekdays', weekdays: [0, 6] }
  // "t" alone, and days run together.
  if (lettersOfDays.test(word))
    return { kind: 'weekdays', weekdays: [...word.matchAll(oneOfLetters)].map(([letter]) => letterDays[letter] ?? 0) }
  return null
}

/** As in America, the month first, unless that cannot be. */
function numericDate(first: number, second: number, year: string | undefined): RosterDate | null {
  const full = year === undefined ? null : year.length === 2 ? 2000 + Number(year) : Number(year)
  return dateOf(first, second, full) ?? dateOf(second, first, full)
}

function dateOf(month: number, date: number, year: number | null): RosterDate | null {
  if (month < 1 || month > 12 || date < 1 || date > 31) return null
  return { kind: 'date', month, date, year }
}

/** Puts months, days of the month and years together. Null: something in it means nothing. */
function pointsOf(tokens: readonly Token[]): readonly (Point | Joint)[] | null {
  const points: (Point | Joint)[] = []
  // "June 14" or "14 June": as the first of them has it.
  const monthFirst = tokens.find(({ kind }) => kind === 'month' || kind === 'number')?.kind === 'month'
  let month: number | null = null
  for (const [at, token] of tokens.entries()) {
    switch (token.kind) {
      case 'month':
        if (tokens[at + (monthFirst ? 1 : -1)]?.kind !== 'number') return null
        month = token.month
        break
      case 'number': {
        const date =
          token.value < 100 ? dayOfMonth(monthFirst ? month : monthBehind(tokens, at + 1), token.value) : null
        const dated = lastDate(points)
        if (date !== null) points.push(date)
        // "June 14, 2027"
        else if (token.value >= 1900 && dated?.year === null)
          points[points.lastIndexOf(dated)] = { ...dated, year: token.value }
        else return null
        break
      }
      case 'weekdays':
        for (const weekday of token.weekdays) points.push({ kind: 'weekday', weekday })
        break
      case 'weekday':
      case 'date':
        points.push(token)
        break
      case 'to':
      case 'between':
        points.push(token)
        break
    }
  }
  return points
}

function lastDate(points: readonly (Point | Joint)[]): RosterDate | undefined {
  return points.filter((point) => point.kind === 'date').at(-1)
}

function dayOfMonth(month: number | null, date: number): RosterDate | null {
  return month === null ? null : dateOf(month, date, null)
}

function monthBehind(tokens: readonly Token[], from: number): number | null {
  for (const token of tokens.slice(from)) {
    if (token.kind === 'month') return token.month
    if (token.kind !== 'number' && token.kind !== 'to' && token.kind !== 'between') return null
  }
  return null
}

function readSpans(tokens: readonly Token[]): readonly Span[] | null {
  const points = pointsOf(tokens)
  if (points === null) return null
  const spans: Span[] = []
  let chain: Point[] = []
  let isOpen = false
  const close = (): boolean => {
    const [from, to] = chain
    // "Mon-Wed-Fri" is three days.
    if (from !== undefined && to !== undefined && chain.length === 2) {
      if (from.kind !== to.kind) return false
      spans.push({ from, to })
    } else for (const point of chain) spans.push({ from: point, to: point })
    chain = []
    return true
  }
  for (const point of points) {
    if (point.kind === 'to') {
      if (chain.length === 0 || isOpen) return null
      isOpen = true
    } else if (point.kind !== 'between') {
      if (!isOpen && !close()) return null
      chain.push(point)
      isOpen = false
    }
  }
  if (isOpen || !close()) return null
  // "Mon 6/14, Wed 6/16": the weekday tells which day the date is, and is no day of its own.
  return spans.some(({ from }) => from.kind === 'date') ? spans.filter(({ from }) => from.kind === 'date') : spans
}

function holds({ from, to }: Span, day: LocalDay): boolean {
  if (from.kind === 'weekday' && to.kind === 'weekday') {
    const weekday = weekdayOf(day)
    return from.weekday <= to.weekday
      ? weekday >= from.weekday && weekday <= to.weekday
      : weekday >= from.weekday || weekday <= to.weekday
  }
  if (from.kind !== 'date' || to.kind !== 'date') return false
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number)
  const ofYear = (point: RosterDate): number => point.month * 100 + point.date
  const today = month * 100 + date
  const first = from.year ?? to.year
  if (first !== null) {
    const last = to.year ?? first
    const now = year * 10_000 + today
    return now >= first * 10_000 + ofYear(from) && now <= last * 10_000 + ofYear(to)
  }
  return ofYear(from) <= ofYear(to)
    ? today >= ofYear(from) && today <= ofYear(to)
    : today >= ofYear(from) || today <= ofYear(to)
}
