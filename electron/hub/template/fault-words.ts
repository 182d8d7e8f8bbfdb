import { assertNever } from '../assert-never.ts'
import type { MergeField } from './fields.ts'
import { joinNames } from './join-names.ts'
import type { MergeFault } from './merge.ts'

/** What is missing when a field has no value, and where it comes from. */
const nothingKnown: Readonly<Record<MergeField, string>> = {
  'guardian.first': 'No first name is known at this number.',
  'player.first': 'No player is known at this number.',
  camp: 'No camp is known for them.',
  group: 'No group is known for them.',
  field: 'No field is known for them.',
  time: 'No time was given.',
  us: 'The camp has no name yet. Settings → Camp gives it one.',
}

/** What is wrong with a text, in a sentence for staff. */
export function faultWords(fault: MergeFault): string {
  switch (fault.kind) {
    case 'unknown-field': {
      const unknown = fault.name === '' ? 'Nothing is named between {{ and }}.' : `There is no {{${fault.name}}}.`
      return fault.meant === null ? unknown : `${unknown} Is {{${fault.meant}}} meant?`
    }
    case 'empty-fallback':
      return `Behind the bar of {{${fault.field}|}} is no word to use instead.`
    case 'stray-braces':
      return `The braces of "${fault.excerpt}" make no field. A field has two on each side.`
    case 'empty-field': {
      const what =
        fault.without.length === 0
          ? nothingKnown[fault.field]
          : `No ${fault.field === 'player.first' ? 'first name' : fault.field} is known for ${joinNames(fault.without, 'en')}.`
      return `{{${fault.field}}} has nothing to say: ${what}`
    }
    case 'nothing-written':
      return 'Nothing is written.'
    case 'too-long':
      return `It is ${fault.by} ${fault.by === 1 ? 'character' : 'characters'} too long: a text holds 1,600 at most.`
    default:
      return assertNever(fault)
  }
}
