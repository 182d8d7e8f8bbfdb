import { expect, test } from 'vitest'
import { guessColumns, headerWords, keyOf } from './columns.ts'

const guessed = (headers: readonly string[]): readonly (string | null)[] =>
  guessColumns(headers).map((target) => (target.kind === 'ignore' ? null : keyOf(target)))

test('a header is read by its words', () => {
  expect(headerWords('Parent #1 – Cell/Phone')).toBe('parent 1 cell phone')
  expect(headerWords('ParentFirstName2')).toBe('parent first name 2')
  expect(headerWords("Mother's Móvil")).toBe('mother movil')
})

test.each([
  [
    'an export with numbered parents',
    [
      'Camper First Name',
      'Camper Last Name',
      'Birth Date',
      'Camp',
      'Group',
      'Field',
      'Days',
      'Allergies / Medical',
      'Parent 1 First Name',
      'Parent 1 Last Name',
      'Parent 1 Cell Phone',
      'Parent 1 Home Phone',
      'Parent 1 Email',
      'Parent 2 Name',
      'Parent 2 Mobile',
      'Authorized Pickup',
      'NOT authorized to pick up',
      'T-Shirt Size',
    ],
    [
      'player.first',
      'player.last',
      'player.birth',
      'camp.name',
      'camp.group',
      'camp.field',
      'camp.days',
      'player.note',
      'guardian.first.1',
      'guardian.last.1',
      'guardian.phone.1',
      'guardian.phone.1',
      'guardian.email.1',
      'guardian.name.2',
      'guardian.phone.2',
      'pickup.allowed',
      'pickup.barred',
      null,
    ],
  ],
  [
    'mother, father and an emergency contact',
    [
      'Player',
      'Team',
      'Mother Name',
      'Mother Cell',
      'Father Name',
      'Father Cell',
      'Emergency Contact',
      'Emergency Contact Phone',
      'Emergency Contact Relationship',
    ],
    [
      'player.name',
      'camp.group',
      'guardian.name.1',
      'guardian.phone.1',
      'guardian.name.2',
      'guardian.phone.2',
      'guardian.name.3',
      'guardian.phone.3',
      'guardian.role.3',
    ],
  ],
  [
    'one guardian without a number',
    ['Name', 'Guardian', 'Phone', 'Email', 'Preferred language'],
    ['player.name', 'guardian.name.1', 'guardian.phone.1', 'guardian.email.1', 'guardian.language.1'],
  ],
  [
    'numbers at the end',
    [
      'Registration ID',
      'Participant',
      'Session',
      'Age Group',
      'Guardian 1',
      'Guardian 1 Phone',
      'Guardian 2',
      'Guardian 2 Phone',
      'Order total',
    ],
    [
      'player.registration',
      'player.name',
      'camp.name',
      'camp.group',
      'guardian.name.1',
      'guardian.phone.1',
      'guardian.name.2',
      'guardian.phone.2',
      null,
    ],
  ],
  [
    'numbers at the very end',
    ['PlayerName', 'ParentName1', 'ParentPhone1', 'ParentName2', 'ParentPhone2'],
    ['player.name', 'guardian.name.1', 'guardian.phone.1', 'guardian.name.2', 'guardian.phone.2'],
  ],
  [
    'the second of two alike is left out',
    ['First Name', 'Last Name', 'First Name'],
    ['player.first', 'player.last', null],
  ],
])('%s', (_name, headers, expected) => {
  expect(guessed(headers)).toEqual(expected)
})
