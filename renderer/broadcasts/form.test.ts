import { describe, expect, test } from 'vitest'
import type { AudienceOption } from '../../electron/ipc/contract/broadcast-views.ts'
import type { TemplateView } from '../../electron/ipc/contract/templates-views.ts'
import { draftFrom, formFrom, leftBehind, nameOf, withBody, withoutLeftBehind, withTemplate } from './form.ts'

const everyone: AudienceOption['audience'] = {
  from: 'today',
  day: null,
  camps: [],
  groups: [],
  fields: [],
  states: [],
  tags: [],
  players: [],
  conversations: [],
  guardians: 'all',
  leaveOutLately: false,
}
const options: readonly AudienceOption[] = [
  {
    key: 'today-here',
    group: 'today',
    label: 'Everyone here',
    players: 3,
    audience: { ...everyone, states: ['here'] },
  },
  { key: 'today', group: 'today', label: 'Everyone on today’s list', players: 5, audience: everyone },
]
const weather: TemplateView = {
  id: 7,
  key: 'weather-delay',
  name: 'Weather delay',
  useMinutes: 45,
  versions: [
    { language: 'en', body: '{{us|Soccer camp}}: weather delay. We wait under cover.' },
    { language: 'es', body: '{{us|Campamento}}: pausa por mal tiempo.' },
  ],
  isArchived: false,
  isChanged: false,
  updatedAt: 1,
}
const plain = formFrom({ kind: 'plain' })
const tomorrow = '2027-06-15'

test('whoever did not answer hears the words that they were texted', () => {
  const texted = draftFrom(
    { ...plain, bodies: { en: 'Camp ends at noon.', es: 'Termina a mediodía.' }, callAfter: 10 },
    options,
  )
  if (texted === null) throw new Error('Nobody is chosen')
  const silent = { ...everyone, conversations: [4, 9] }
  const form = formFrom({ kind: 'plain', draft: texted, audience: silent, spoken: true })
  expect(draftFrom(form, options)).toMatchObject({ audience: silent, bodies: texted.bodies, spoken: true })
  expect(draftFrom(form, options)?.callAfter).toBeUndefined()
})

describe('what is asked for', () => {
  test('begins with everyone here', () => {
    expect(draftFrom(plain, options)?.audience.states).toEqual(['here'])
    expect(draftFrom(plain, [])).toBeNull()
  })

  test('is another day only where nothing of today is asked', () => {
    const form = { ...plain, day: tomorrow }
    expect(draftFrom(form, options)?.audience.day).toBeNull()
    const all = { ...form, chosen: { kind: 'offered' as const, key: 'today' }, group: 'U8' }
    expect(draftFrom(all, options)?.audience).toMatchObject({ day: tomorrow, groups: ['U8'] })
  })

  test('is narrowed by a tag, also of who is here', () => {
    expect(draftFrom({ ...plain, tag: 'bus' }, options)?.audience).toMatchObject({
      states: ['here'],
      tags: ['bus'],
    })
    const picked = { ...plain, tag: 'bus', chosen: { kind: 'hand' as const }, picked: [{ id: 4, name: 'Maya Lopez' }] }
    expect(draftFrom(picked, options)?.audience.tags).toEqual([])
  })

  test('by hand is nobody until somebody is chosen', () => {
    const form = { ...plain, chosen: { kind: 'hand' as const } }
    expect(draftFrom(form, options)).toBeNull()
    const picked = { ...form, picked: [{ id: 4, name: 'Maya Lopez' }] }
    expect(draftFrom(picked, options)?.audience).toMatchObject({ from: 'hand', players: [4] })
  })

  test('again is what was asked for before', () => {
    const draft = draftFrom(withTemplate(plain, weather), options)
    if (draft === null) throw new Error('No draft')
    const again = formFrom({ kind: 'plain', draft, name: 'Weather delay' })
    expect(draftFrom(again, [])).toEqual(draft)
    expect(nameOf(again, 'Weather delay')).toBe('Weather delay')
  })
})

describe('a template that is changed', () => {
  const form = withTemplate(plain, weather)

  test('brings its words, its languages and its time of use', () => {
    expect(form).toMatchObject({ useMinutes: 45, language: 'en', templateId: 7 })
    expect(Object.keys(form.bodies)).toEqual(['en', 'es'])
    expect(leftBehind(form)).toEqual([])
  })

  test('leaves the other languages behind, until they are changed too or dropped', () => {
    const changed = withBody(form, 'Camp ends at noon today.')
    expect(leftBehind(changed)).toEqual(['es'])
    expect(withoutLeftBehind(changed).bodies).toEqual({ en: 'Camp ends at noon today.' })
    expect(leftBehind(withBody({ ...changed, language: 'es' }, 'Hoy terminamos a mediodía.'))).toEqual([])
  })

  test('keeps its name while it says much the same', () => {
    expect(nameOf(withBody(form, `${form.bodies['en']} Bring a jacket.`), undefined)).toBe('Weather delay')
    expect(nameOf(withBody(form, 'Hi {{guardian.first}}, camp ends at noon.'), undefined)).toBe(
      'Hi …, camp ends at noon.',
    )
  })
})
