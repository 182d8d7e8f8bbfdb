import type { When } from './said.ts'

const words: Readonly<Record<string, number>> = {
  a: 1,
  one: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
  ten: 10,
  eleven: 11,
  twelve: 12,
  fifteen: 15,
  twenty: 20,
  thirty: 30,
  forty: 40,
  'forty-five': 45,
  'twenty-five': 25,
  una: 1,
  dos: 2,
  tres: 3,
  cuatro: 4,
  cinco: 5,
  seis: 6,
  siete: 7,
  ocho: 8,
  nueve: 9,
  diez: 10,
  once: 11,
  doce: 12,
  quince: 15,
  veinte: 20,
  treinta: 30,
  cuarenta: 40,
}
const hourWords =
  'one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|una|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|once|doce'
const minuteWords =
  'twenty-five|forty-five|five|ten|fifteen|twenty|thirty|forty|cinco|diez|quince|veinte|treinta|cuarenta'

const number = `\\d{1,3}|${minuteWords}`
const minuteUnit = `(?:m|min|mins|minute|minutes|minuto|minutos)`

// Each looks at folded words, and is linear: no repetition stands within another.
const halfHour = /\b(?:half an hour|half hour|media hora)\b/
const anHour = /\b(?:an hour|1 hour|one hour|1 hr|una hora|1 hora)\b/
const quarterHour = /\b(?:quarter of an hour|un cuarto de hora)\b/
const minutesLate = new RegExp(
  `\\b(${number}) ?(?:-|to|a|or|o) ?(\\d{1,3}) ?(?:${minuteUnit}\\b|late\\b|behind\\b|tarde\\b)|\\b(${number}) ?${minuteUnit}\\b`,
)
const bareLate = new RegExp(`\\b(?:running|be|about|around|bout) (${number}) (?:late|behind)\\b|^(${number}) late\\b`)
const bareIn = new RegExp(`\\b(?:in|en) (?:about |like |unos |como )?(${number})\\b(?!\\s*[:h])`)
const clockDigits = /\b([01]?\d|2[0-3]) ?[:.h] ?([0-5]\d) ?(am|pm|a\.m|p\.m)?\b/
const clockHalf = /\b(1[0-2]|0?[1-9]) ?(am|pm|a\.m|p\.m)\b/
const clockNear = new RegExp(
  `\\b(?:at|by|around|about|till|until|before|eta|sobre|a las?|hasta las?) (?:about |around |las? )?(1[0-2]|[1-9]|${hourWords})\\b(?!\\s*(?:${minuteUnit}\\b|late|hour|hora|hr|year|kid|y (?:media|cuarto)|[:.h]\\d|%|st\\b|nd\\b|th\\b|-|/))`,
)
const pastHour = new RegExp(`\\b(half|quarter|\\d{1,2}|${minuteWords}) (?:past|after) (\\d{1,2}|${hourWords})\\b`)
const toHour = new RegExp(`\\b(quarter|\\d{1,2}|${minuteWords}) (?:to|til) (\\d{1,2}|${hourWords})\\b`)
const openPast = /\b(half|quarter) past\b/
const spanishPast = new RegExp(`\\b(\\d{1,2}|${hourWords}) y (media|cuarto|${minuteWords})\\b`)

function valueOf(word: string): number {
  if (word === 'half' || word === 'media') return 30
  if (word === 'quarter' || word === 'cuarto') return 15
  return words[word] ?? Number(word)
}

function halfOf(mark: string | undefined): 'am' | 'pm' | 'unknown' {
  if (mark === undefined) return 'unknown'
  return mark.startsWith('a') ? 'am' : 'pm'
}

function clock(hour: number, minute: number, half: 'am' | 'pm' | 'unknown'): When | null {
  if (hour > 23 || minute > 59) return null
  return { kind: 'clock', minutes: hour * 60 + minute, half: hour === 0 || hour > 12 ? 'am' : half }
}

/**
 * The time that folded words tell, or null.
 * @param late the words say that somebody is late: a bare span is then counted from the camp's beginning
 */
export function readWhen(folded: string, late: boolean): When | null {
  return readClock(folded) ?? readSpan(folded, late)
}

function readClock(folded: string): When | null {
  const digits = clockDigits.exec(folded)
  if (digits) return clock(Number(digits[1]), Number(digits[2]), halfOf(digits[3]))
  const half = clockHalf.exec(folded)
  if (half) return clock(Number(half[1]), 0, halfOf(half[2]))
  const past = pastHour.exec(folded)
  if (past) return clock(valueOf(past[2] ?? ''), valueOf(past[1] ?? ''), 'unknown')
  const spanish = spanishPast.exec(folded)
  if (spanish) return clock(valueOf(spanish[1] ?? ''), valueOf(spanish[2] ?? ''), 'unknown')
  const before = toHour.exec(folded)
  if (before && !/\bmin/.test(folded)) {
    const hour = valueOf(before[2] ?? '')
    const minutes = hour * 60 - valueOf(before[1] ?? '')
    return minutes > 0 ? clock(Math.floor(minutes / 60), minutes % 60, 'unknown') : null
  }
  const open = openPast.exec(folded)
  if (open) return { kind: 'past-hour', minutes: valueOf(open[1] ?? '') }
  const near = clockNear.exec(folded)
  return near ? clock(valueOf(near[1] ?? ''), 0, 'unknown') : null
}

function readSpan(folded: string, late: boolean): When | null {
  const minutes = spanOf(folded, late)
  if (minutes === null || minutes < 1 || minutes > 300) return null
  // "in 10", "10 away" and "10 out" are counted from now even where somebody is late.
  const fromNow = /\b(?:in|en) (?:about |like |unos |como )?(?:\d|[a-z-]+ min|half|media)|\b(?:away|out)\b/.test(folded)
  return { kind: late && !fromNow ? 'late-by' : 'from-now', minutes }
}

function spanOf(folded: string, late: boolean): number | null {
  if (halfHour.test(folded)) return 30
  if (quarterHour.test(folded)) return 15
  if (anHour.test(folded)) return 60
  const found = minutesLate.exec(folded)
  // Of "10 to 15" the later one: nobody is called missing for the difference.
  if (found) return found[2] === undefined ? valueOf(found[3] ?? '') : Number(found[2])
  const bare = late ? bareLate.exec(folded) : null
  if (bare) return valueOf(bare[1] ?? bare[2] ?? '')
  const inMinutes = bareIn.exec(folded)
  return inMinutes ? valueOf(inMinutes[1] ?? '') : null
}
