import { fold, names } from './fold.ts'
import { readPickUp } from './read-pick-up.ts'
import { readWhen } from './read-when.ts'
import type { Said, When } from './said.ts'
import { absentSign, arrived, lateSign, notBefore, otherDay, spanishTomorrow, takenBack, today } from './signs.ts'

/** Longer texts tell stories: a person reads them. */
const longest = 320
/** English and Spanish; a comma before a time belongs to the words before it, which is why times are looked for further on. */
const clauseEnds = /[!;\n,]|\.(?=\s|$)|\b(?:but|and|so|because|since|pero|porque|as[ií] que)\b/i

/**
 * What a parent's text says of players today: late, absent, or picked up by somebody else. It is told cautiously, as what it
 * leaves out is read by a person all the same: a question, another day, a denial and contradictions say nothing.
 * @param body as it came, in English or Spanish
 * @param children first names of those it may be about
 */
export function readText(body: string, children: readonly string[]): readonly Said[] {
  if (body.length > longest || /[?¿]/.test(body)) return []
  const folded = fold(body)
  const elsewhen = isOtherDay(folded)
  if (elsewhen && !today.test(folded)) return []
  // Of another's child nothing is told, and nothing is taken for the child of ours.
  const clauses = body
    .split(clauseEnds)
    .map((clause) => (isOfAnother(clause, children) ? '' : fold(clause)))
    .filter((clause) => clause !== '')
  const attendance = arrived.test(folded) ? [] : readAttendance(clauses)
  const pickUps = readPickUps(body, elsewhen, children)
  const said = [...attendance, ...pickUps]
  if (said.length > 1 && eachNamesItsOwn(said, children)) return said
  // Who does not come is not picked up.
  if (pickUps.length > 0 && attendance.some(({ saying }) => saying.kind === 'absent')) return []
  return [...oneOf(attendance, folded), ...oneOf(pickUps, folded)]
}

/** "Tom is sick", where no Tom is known: it is of somebody else, or of a child by another name. A person finds out. */
function isOfAnother(body: string, children: readonly string[]): boolean {
  const folded = children.map(fold)
  return Array.from(body.matchAll(subject), (match) => fold(match[1] ?? '')).some(
    (name) => !nobodyElse.has(name) && !folded.includes(name),
  )
}

const subject =
  /(?<![\p{L}'’-])(\p{Lu}\p{Ll}+) (?:is|isn['’]t|has|will|won['’]t|can['’]t|cannot|could|needs|est[áa]|tiene|va|viene|llega|no (?:va|viene|puede))(?![\p{L}])/gu
/** What begins a sentence in capitals without being a child's name. */
const nobodyElse = new Set(
  'he she it they we this that there who traffic road bus car train weather everyone everything today sorry camp mom mum dad mama papa grandma grandpa nobody both hoy ella el nos todo esto la lo unfortunately daughter son'.split(
    ' ',
  ),
)

/** One thing, of whoever the whole text names; of contradictions nothing is believed. */
function oneOf(said: readonly Said[], folded: string): readonly Said[] {
  const different = new Set(said.map(({ saying }) => (saying.kind === 'pick-up' ? saying.name : saying.kind)))
  if (different.size !== 1) return []
  // "Running late. Be there by 9:20": the one that tells a time.
  const told = said.find(({ saying }) => saying.kind !== 'late' || saying.when.kind !== 'open') ?? said[0]
  return told === undefined ? [] : [{ saying: told.saying, about: folded }]
}

function eachNamesItsOwn(said: readonly Said[], children: readonly string[]): boolean {
  const named = said.map(({ about }) => children.filter((child) => names(about, child)))
  return named.every((those) => those.length > 0) && new Set(named.flat()).size === named.flat().length
}

/** Whether a text takes back what was said before. */
export function takesBack(body: string): boolean {
  return body.length <= longest && takenBack.test(fold(body))
}

function isOtherDay(folded: string): boolean {
  return otherDay.test(folded) || spanishTomorrow.test(folded)
}

function readAttendance(clauses: readonly string[]): readonly Said[] {
  const said: Said[] = []
  for (const [index, clause] of clauses.entries()) {
    if (isOtherDay(clause)) continue
    const absent = absentSign(clause)
    const late = lateSign(clause)
    const when = readWhen(clause, late === 'late')
    if (absent === 'not-coming' && notBefore.test(clause)) {
      if (when !== null) said.push({ saying: { kind: 'late', when }, about: clause })
    } else if (absent !== null) said.push({ saying: { kind: 'absent' }, about: clause })
    else if (late !== null) {
      const told = when ?? timeNearby(clauses, index, late === 'late') ?? (late === 'on-the-way' ? null : open)
      if (told !== null) said.push({ saying: { kind: 'late', when: told }, about: clause })
    }
  }
  return said
}

const open: When = { kind: 'open' }

/** "Stuck in traffic, 15 min": the time stands in a clause of its own. */
function timeNearby(clauses: readonly string[], index: number, late: boolean): When | null {
  for (const other of [clauses[index + 1], clauses[index - 1]]) {
    if (other === undefined || isOtherDay(other) || absentSign(other) !== null) continue
    const when = readWhen(other, lateSign(other) === 'late' || (late && lateSign(other) !== 'on-the-way'))
    if (when !== null) return when
  }
  return null
}

function readPickUps(body: string, elsewhen: boolean, children: readonly string[]): readonly Said[] {
  const said: Said[] = []
  for (const sentence of body.split(clauseEnds)) {
    if (elsewhen && isOtherDay(fold(sentence))) continue
    const name = readPickUp(sentence.trim(), children)
    if (name !== null) said.push({ saying: { kind: 'pick-up', name }, about: fold(sentence) })
  }
  return said
}
