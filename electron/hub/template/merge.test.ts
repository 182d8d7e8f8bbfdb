import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fieldMeant, mergeFields } from './fields.ts'
import { joinNames } from './join-names.ts'
import { chooseVersion, mergeText } from './merge.ts'
import type { MergeFacts, MergePlayer } from './merge.ts'

const maya: MergePlayer = { first: 'Maya', camp: 'Summer Week 1', group: 'U8', field: 'Field 2' }
const leo: MergePlayer = { first: 'Leo', camp: 'Summer Week 1', group: 'U10', field: 'Field 3' }
const facts = (more: Partial<MergeFacts> = {}): MergeFacts => ({
  language: 'en',
  guardian: { first: 'Ana' },
  players: [maya, leo],
  time: '9:45',
  us: 'Riverside Camp',
  ...more,
})

function merged(body: string, more: Partial<MergeFacts> = {}): string {
  const result = mergeText(body, facts(more))
  return result.ok ? result.text : `faults: ${result.faults.map((fault) => fault.kind).join(', ')}`
}

describe('merging', () => {
  it('says each family what is theirs', () => {
    expect(merged('Hi {{guardian.first}}, {{player.first}} play on {{field}} at {{time}}. {{us}}')).toBe(
      'Hi Ana, Maya and Leo play on Field 2 and Field 3 at 9:45. Riverside Camp',
    )
  })

  it('joins as the language does, each name once', () => {
    expect(joinNames(['Maya'], 'en')).toBe('Maya')
    expect(joinNames(['Maya', 'Leo', 'Ana'], 'en-US')).toBe('Maya, Leo and Ana')
    expect(joinNames(['Ana', 'Leo'], 'es')).toBe('Ana y Leo')
    expect(joinNames(['Ana', 'Inés'], 'es-MX')).toBe('Ana e Inés')
    expect(joinNames(['U8', 'U8'], 'en')).toBe('U8')
    expect(joinNames(['Ana', 'Leo'], 'not a language')).toBe('Ana and Leo')
    expect(joinNames(['Ana', 'Leo'], '')).toBe('Ana and Leo')
  })

  it('takes what holds for all before what each has', () => {
    expect(merged('Today on {{field}}.', { field: 'Field 5' })).toBe('Today on Field 5.')
    expect(merged('Today on {{field}}.', { field: ' ' })).toBe('Today on Field 2 and Field 3.')
  })

  it('uses a fallback only where nothing is known', () => {
    expect(merged('Hi {{guardian.first|there}}!')).toBe('Hi Ana!')
    expect(merged('Hi {{ Guardian.First | there }}!', { guardian: null })).toBe('Hi there!')
    expect(merged('Hi {{guardian.first|there}}!', { guardian: { first: ' , ' } })).toBe('Hi there!')
  })

  it('refuses what would leave a gap', () => {
    expect(merged('Hi {{guardian.first}},', { guardian: null })).toBe('faults: empty-field')
    expect(merged('Hi {{guardian.first}},', { guardian: { first: '  ' } })).toBe('faults: empty-field')
    expect(merged('Hi {{guardian.first|}},')).toBe('faults: empty-fallback')
    expect(merged('Hi {{first}},')).toBe('faults: unknown-field')
    expect(merged(' \n ')).toBe('faults: nothing-written')
    expect(merged('x'.repeat(1_601))).toBe('faults: too-long')
  })

  it('says nothing of one player that holds only for the other', () => {
    const result = mergeText('On {{field}}.', facts({ players: [maya, { ...leo, field: null }] }))
    expect(result).toEqual({ ok: false, faults: [{ kind: 'empty-field', field: 'field', without: ['Leo'], at: 3 }] })
  })

  it.each([
    ['Hi {guardian.first},', '{guardian.first}'],
    ['Hi {{guardian.first},', '{{guardian.first}'],
    ['Hi {{{camp}}}', '{{{camp}}}'],
    ['Ends }} here', '}} here'],
    ['Opens {{ camp', '{{ camp'],
    ['A lone } here', '} here'],
  ])('names the stray braces of %s', (body, excerpt) => {
    const result = mergeText(body, facts())
    expect(result).toMatchObject({ ok: false, faults: [{ kind: 'stray-braces', excerpt }] })
  })

  it('knows what was meant', () => {
    expect(fieldMeant('player.frist')).toBe('player.first')
    expect(fieldMeant('Child Name')).toBe('player.first')
    expect(fieldMeant('feild')).toBe('field')
    expect(fieldMeant('zzzzzz')).toBeNull()
    expect(fieldMeant('')).toBeNull()
  })

  it('picks the version in the language of the reader', () => {
    const versions = [
      { language: 'es', body: 'Hola' },
      { language: 'en', body: 'Hi' },
    ]
    expect(chooseVersion(versions, 'es-MX')?.body).toBe('Hola')
    expect(chooseVersion(versions, 'vi')?.body).toBe('Hi')
    expect(chooseVersion(versions.slice(0, 1), 'en')?.body).toBe('Hola')
    expect(chooseVersion([], 'en')).toBeNull()
  })
})

/** What rosters and people bring: letters, blanks of all kinds, punctuation, braces. */
const wild = fc.string({
  unit: fc.constantFrom(...Array.from("aM ñ-'.,;:!?{}|\t\n\u00a0\u2003é李😀")),
  maxLength: 12,
})
const cell = fc.oneof(wild, fc.constantFrom('Maya', 'Leo', 'José María', 'U10 Girls', ''), fc.constant(null))
const anyFacts: fc.Arbitrary<MergeFacts> = fc.record({
  language: fc.constantFrom('en', 'es', 'es-MX', 'fr', 'vi', 'x'),
  guardian: fc.option(fc.record({ first: cell.map((value) => value ?? '') })),
  players: fc.array(fc.record({ first: cell.map((value) => value ?? ''), camp: cell, group: cell, field: cell }), {
    maxLength: 4,
  }),
  camp: cell,
  field: cell,
  time: cell,
  us: cell,
})
const field = fc.constantFrom(...mergeFields)
const part = fc.oneof(
  fc.constantFrom('Hi ', ', ', '. ', 'See you', ' at ', '\n', '  '),
  field.map((name) => `{{${name}}}`),
  fc.tuple(field, wild).map(([name, fallback]) => `{{${name}|${fallback.replaceAll(/[{}\n]/g, '')}}}`),
  wild,
)
const anyBody = fc.array(part, { maxLength: 8 }).map((parts) => parts.join(''))

describe('whatever is written and known', () => {
  it('never lets a brace, a gap or a doubled blank out', () => {
    fc.assert(
      fc.property(anyBody, anyFacts, (body, known) => {
        const result = mergeText(body, known)
        if (!result.ok) {
          expect(result.faults.length).toBeGreaterThan(0)
          return
        }
        expect(result.text).not.toMatch(/[{}]| {2}| ,|^\s|\s$/)
        expect(result.text).not.toBe('')
      }),
      { numRuns: 2_000 },
    )
  })

  it('is done once it is done', () => {
    fc.assert(
      fc.property(anyBody, anyFacts, anyFacts, (body, known, other) => {
        const once = mergeText(body, known)
        if (once.ok) expect(mergeText(once.text, other)).toEqual(once)
      }),
      { numRuns: 2_000 },
    )
  })

  it('speaks of no child but those it was given', () => {
    const theirs = fc.constantFrom('Maya', 'Leo', 'Inés')
    fc.assert(
      fc.property(anyBody, fc.array(theirs, { minLength: 1, maxLength: 3 }), (body, names) => {
        const players = names.map((first) => ({ ...maya, first }))
        const result = mergeText(body, facts({ guardian: { first: 'Zoe' }, players }))
        if (!result.ok) return
        for (const name of ['Maya', 'Leo', 'Inés'] as const)
          if (!names.includes(name) && !body.includes(name)) expect(result.text).not.toContain(name)
      }),
    )
  })

  it('takes any text without throwing', () => {
    fc.assert(fc.property(fc.string({ maxLength: 300 }), (body) => void mergeText(body, facts())))
  })
})
