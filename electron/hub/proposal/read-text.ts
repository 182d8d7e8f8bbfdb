import { fold, names } from './fold.ts'
import { readPickUp } from './read-pick-up.ts'
import { readWhen } from './read-when.ts'
import type { Said, When } from './said.ts'
import { absentSign, lateSign, notBefore, otherDay, spanishTomorrow, takenBack, today } from './signs.ts'

/** Longer texts tell stories: a person reads them. */
const longest = 320
/** English and Spanish; a comma before a time belongs to the words before it, which is why times are looked for further on. */
const clauseEnds = /[!;\n,]|\.(?=\s|$)|\b(?:but|and|so|because|since|pero|porque|asi que)\b/

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
  const clauses = folded
    .split(clauseEnds)
    .map((clause) => clause.trim())
    .filter((clause) => clause !== '')
  const said = [...readAttendance(clauses), ...readPickUps(body, elsewhen, children)]
  if (said.length > 1 && eachNamesItsOwn(said, children)) return said
  // One thing, of whoever the text names; of contradictions nothing is believed.
  if (new Set(said.map(({ saying }) => saying.kind)).size !== 1) return []
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
    const when = readWhen(other, late && lateSign(other) !== 'on-the-way')
    if (when !== null) return when
  }
  return null
}

function readPickUps(body: string, elsewhen: boolean, children: readonly string[]): readonly Said[] {
  const said: Said[] = []
  for (const sentence of body.split(/[!;\n]|\.(?=\s|$)/)) {
    if (elsewhen && isOtherDay(fold(sentence))) continue
    const name = readPickUp(sentence.trim(), children)
    if (name !== null) said.push({ saying: { kind: 'pick-up', name }, about: fold(sentence) })
  }
  return said
}
