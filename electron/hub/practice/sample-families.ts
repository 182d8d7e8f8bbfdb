/** A made-up family before it has numbers: its guardians as `First (role)`, its players, and the language it texts in. */
export interface FamilyNames {
  readonly lastName: string
  readonly guardians: readonly (readonly [firstName: string, role: string, lastName?: string])[]
  readonly players: readonly string[]
  readonly language: 'en' | 'es'
}

function family(
  lastName: string,
  guardians: FamilyNames['guardians'],
  players: readonly string[],
  language: FamilyNames['language'] = 'en',
): FamilyNames {
  return { lastName, guardians, players, language }
}

/** Forty families of the made-up camp. None of them is a person. */
export const sampleFamilyNames: readonly FamilyNames[] = [
  family(
    'Abernathy',
    [
      ['Claire', 'mother'],
      ['Todd', 'father'],
    ],
    ['Owen'],
  ),
  family(
    'Adeyemi',
    [
      ['Folake', 'mother'],
      ['Tunde', 'father'],
    ],
    ['Temi', 'Kola'],
  ),
  family(
    'Alvarez',
    [
      ['Marisol', 'mother'],
      ['Hector', 'father'],
    ],
    ['Mateo'],
    'es',
  ),
  family('Banerjee', [['Sunita', 'mother']], ['Rohan']),
  family(
    'Becker',
    [
      ['Jonas', 'father'],
      ['Katrin', 'mother'],
    ],
    ['Lena', 'Emil'],
  ),
  family('Brooks', [['Tasha', 'mother']], ['Jaylen']),
  family('Castillo', [['Yolanda', 'grandmother']], ['Nico'], 'es'),
  family(
    'Chen',
    [
      ['Wei', 'father'],
      ['Grace', 'mother'],
    ],
    ['Ethan', 'Chloe'],
  ),
  family(
    'Cohen',
    [
      ['Miriam', 'mother'],
      ['Ari', 'father'],
    ],
    ['Noa'],
  ),
  family('Connolly', [['Siobhan', 'mother']], ['Finn', 'Maeve']),
  family(
    'Dubois',
    [
      ['Camille', 'mother'],
      ['Laurent', 'father'],
    ],
    ['Hugo'],
  ),
  family('Eriksen', [['Ingrid', 'mother']], ['Soren']),
  family(
    'Fofanah',
    [
      ['Aminata', 'mother'],
      ['Ibrahim', 'father'],
    ],
    ['Mariama'],
  ),
  family(
    'Garcia',
    [
      ['Rosa', 'mother'],
      ['Luis', 'father'],
    ],
    ['Sofia', 'Diego'],
    'es',
  ),
  family(
    'Haddad',
    [
      ['Rania', 'mother'],
      ['Sami', 'father'],
    ],
    ['Layla'],
  ),
  family('Hernandez', [['Guadalupe', 'mother']], ['Ximena'], 'es'),
  family(
    'Ivanov',
    [
      ['Olga', 'mother'],
      ['Dmitri', 'father'],
    ],
    ['Max'],
  ),
  family(
    'Jackson',
    [
      ['Denise', 'mother'],
      ['Marcus', 'father'],
    ],
    ['Zoe', 'Miles'],
  ),
  family('Kaminski', [['Ewa', 'mother']], ['Filip']),
  family(
    'Kim',
    [
      ['Ji-woo', 'mother'],
      ['Daniel', 'father'],
    ],
    ['Hana'],
  ),
  family(
    'Kowalczyk',
    [
      ['Beata', 'mother'],
      ['Piotr', 'father'],
    ],
    ['Zuzanna'],
  ),
  family(
    'Larsen',
    [
      ['Brit', 'mother', 'Larsen'],
      ['Carlos', 'father', 'Ruiz'],
    ],
    ['Elias'],
  ),
  family(
    'Lopez',
    [
      ['Ana', 'mother'],
      ['Marco', 'father'],
    ],
    ['Lucia', 'Tomas'],
  ),
  family('Mbeki', [['Nomsa', 'mother']], ['Thabo']),
  family(
    'McAllister',
    [
      ['Heather', 'mother'],
      ['Doug', 'father'],
    ],
    ['Piper'],
  ),
  family(
    'Nguyen',
    [
      ['Linh', 'mother'],
      ['Minh', 'father'],
    ],
    ['Kevin', 'Vivian'],
  ),
  family(
    "O'Brien",
    [
      ['Kathleen', 'mother'],
      ['Sean', 'father'],
    ],
    ['Declan'],
  ),
  family('Okafor', [['Ngozi', 'mother']], ['Chidi', 'Ada']),
  family(
    'Park',
    [
      ['Soo-jin', 'mother'],
      ['James', 'father'],
    ],
    ['Leo'],
  ),
  family(
    'Patel',
    [
      ['Meera', 'mother'],
      ['Vikram', 'father'],
    ],
    ['Anaya', 'Dev'],
  ),
  family('Petrov', [['Nadia', 'mother']], ['Alex']),
  family('Quinn', [['Jordan', 'guardian']], ['Riley']),
  family(
    'Ramirez',
    [
      ['Patricia', 'mother'],
      ['Oscar', 'father'],
    ],
    ['Valeria'],
    'es',
  ),
  family(
    'Rossi',
    [
      ['Giulia', 'mother'],
      ['Paolo', 'father'],
    ],
    ['Luca'],
  ),
  family(
    'Sato',
    [
      ['Yuki', 'mother'],
      ['Kenji', 'father'],
    ],
    ['Emi'],
  ),
  family(
    'Schwartz',
    [
      ['Rachel', 'mother'],
      ['Ellen', 'mother'],
    ],
    ['Simon', 'Talia'],
  ),
  family(
    'Singh',
    [
      ['Harpreet', 'mother'],
      ['Gurdeep', 'grandfather'],
    ],
    ['Arjun'],
  ),
  family(
    'Thompson',
    [
      ['Lauren', 'mother'],
      ['Kyle', 'stepfather', 'Meyer'],
    ],
    ['Brody'],
  ),
  family('Washington', [['Renee', 'aunt']], ['Isaiah']),
  family(
    'Zielinski',
    [
      ['Magda', 'mother'],
      ['Adam', 'father'],
    ],
    ['Oliwia', 'Jan'],
  ),
]

/** Camp groups with the ages they take at the end of the year. */
export const sampleGroups: readonly { readonly name: string; readonly from: number; readonly to: number }[] = [
  { name: 'U8 Comets', from: 6, to: 7 },
  { name: 'U10 Falcons', from: 8, to: 9 },
  { name: 'U12 Rockets', from: 10, to: 11 },
  { name: 'U14 Strikers', from: 12, to: 13 },
]

/** What is written beside some players: the board warns of it. */
export const sampleNotes: readonly string[] = [
  'Peanut allergy, EpiPen in backpack',
  'Asthma, inhaler in the side pocket',
  'Bee sting allergy',
  'Vegetarian lunch',
  'Wears sports glasses',
  'Lactose intolerant',
  'Left knee brace this week',
  'Nosebleeds in the heat',
  'Type 1 diabetes, pump on the belt',
  'Penicillin allergy',
]

/** Area codes around the made-up camp; with 555-01xx every number is fictional. */
export const sampleAreaCodes: readonly string[] = ['312', '773', '847', '630', '708', '224', '331', '872']

/** Staff who signed the texts of the last days. */
export const sampleStaff: readonly string[] = ['Maya', 'Coach Dan', 'Priya']
