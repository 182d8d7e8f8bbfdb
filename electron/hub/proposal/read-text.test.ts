import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { patience } from '../../../tests/support/patience.ts'
import { readText, takesBack } from './read-text.ts'
import { resolveWhen } from './resolve-when.ts'

const children = ['Maya', 'Leo']
const camp = { begins: 9 * 60, ends: 15 * 60 }

/** What a text written at 8:55 (or so) says, in short: "late 9:20", "absent", "pick-up Grandma". */
function said(body: string, written = 8 * 60 + 55): string {
  const parts = readText(body, children).map(({ saying }) => {
    if (saying.kind === 'pick-up') return `pick-up ${saying.name}`
    if (saying.kind === 'absent') return 'absent'
    const at = resolveWhen(saying.when, written, camp)
    if (at === null) return 'nothing'
    return at === 'open' ? 'late' : `late ${Math.floor(at / 60)}:${String(at % 60).padStart(2, '0')}`
  })
  return parts.length === 0 ? 'nothing' : parts.join(' | ')
}

describe('what a text says of a player’s day', () => {
  it.each([
    ['running 10 late', 'late 9:10'],
    ['Running 20 late sorry', 'late 9:20'],
    ['Running late', 'late'],
    ['We are running a bit late', 'late'],
    ['be there 9:20', 'late 9:20'],
    ['Be there at 9:20am', 'late 9:20'],
    ['be there around 9.20', 'late 9:20'],
    ['Will be there by 10', 'late 10:00'],
    ['stuck in traffic, 15 min', 'late 9:10'],
    ['Stuck in traffic', 'late'],
    ['On our way! Traffic by the school. 15 min', 'late 9:10'],
    ['Running late, Maya could not find the cleats. Be there by quarter past', 'late 9:15'],
    ['So sorry, we are about 10 minutes out with Maya', 'late 9:05'],
    ['Maya will be 15 minutes late', 'late 9:15'],
    ['10-15 min late', 'late 9:15'],
    ['half an hour late, flat tire', 'late 9:30'],
    ['Overslept! There in twenty minutes', 'late 9:15'],
    ['Oh no, I thought I told you: Maya has a dentist appointment and comes at 10', 'late 10:00'],
    ["Maya won't be in until 10:30", 'late 10:30'],
    ['She cannot make it before 11', 'late 11:00'],
    ['We’ll be late, half past nine', 'late 9:30'],
    ['eta 9:40', 'late 9:40'],
    ['Traffic is bad, 15 min late', 'late 9:15'],
    ['Dad is running late, 20 min', 'late 9:20'],
    ['Perdón, llegamos en 15 minutos', 'late 9:10'],
    ['Vamos a llegar tarde, 20 minutos', 'late 9:20'],
    ['Llegamos tarde, a las 9 y media', 'late 9:30'],
    ['Ya vamos en camino, hay mucho tráfico', 'late'],
    ['Maya va a llegar tarde', 'late'],
  ])('%s → %s', (body, expected) => expect(said(body)).toBe(expected))

  it.each([
    ['sick today', 'absent'],
    ['Maya is sick today', 'absent'],
    ["Maya won't be in", 'absent'],
    ['Maya won’t be in today', 'absent'],
    ['She is not coming today, fever', 'absent'],
    ["Hi coach, we can't make it today", 'absent'],
    ['Leo has a fever and is staying home', 'absent'],
    ['Leo is throwing up', 'absent'],
    ['Maya is sick today, hopefully back tomorrow', 'absent'],
    ['She was sick yesterday, so she won’t be in today', 'absent'],
    ['We will miss camp today', 'absent'],
    ['absent today', 'absent'],
    ['Maya no va a ir hoy, está enferma', 'absent'],
    ['Leo está enfermo', 'absent'],
    ['Tiene fiebre, se queda en casa', 'absent'],
    ['Hoy no puede ir', 'absent'],
  ])('%s → %s', (body, expected) => expect(said(body)).toBe(expected))

  it.each([
    ['grandma will pick up', 'pick-up Grandma'],
    ['can Uncle Joe get Maya', 'pick-up Uncle Joe'],
    ['Can Uncle Joe get Maya', 'pick-up Uncle Joe'],
    ['uncle joe will pick up maya', 'pick-up Uncle joe'],
    ['Grandma Ruth is picking Maya up today, she has her ID', 'pick-up Grandma Ruth'],
    ['my neighbor Kim Lee will pick them up', 'pick-up Neighbor Kim Lee'],
    ['Joe Smith will be picking up the kids', 'pick-up Joe Smith'],
    ['Maya will be picked up by her aunt Ana', 'pick-up Aunt Ana'],
    ['Hoy lo recoge la abuela, lleva su identificación', 'pick-up Abuela'],
    ['La tía Ana va a recoger a Maya', 'pick-up Tía Ana'],
    ['Su tío Juan pasa por Leo', 'pick-up Tío Juan'],
  ])('%s → %s', (body, expected) => expect(said(body)).toBe(expected))

  it.each([
    'Are you running late?',
    'Is Maya sick today?',
    '¿Va a llegar tarde?',
    'Can grandma pick up Maya?',
    'Maya was sick yesterday',
    'Sorry we were late',
    'She was late yesterday',
    'Maya will be late tomorrow',
    'Mañana no va a ir',
    'No va a ir el lunes',
    'not late at all, parking now',
    "we won't be late",
    'Maya is not sick, just tired',
    'My husband is sick so I will bring her',
    "I'm sick of the rain",
    'I may be 5 min late for pick-up, hope that is ok',
    'I will be there at 3 for Maya',
    'I will pick up Maya at 2',
    'We will get her at 3',
    'grandma will not pick up today',
    'Thanks, that was quick',
    'Thank you!',
    'On our way!',
    'Just parked, walking over now',
    'Be there at 8:58',
    'there in 5',
    'Ok, is pick-up still at the tent?',
    'I can bring it over at lunch',
    'Maya made it, she had a great late lunch',
    'Please pick up some ice',
    'Buenas tardes, gracias',
    'Esta tarde llueve',
    'ok see you later',
    'We love what you are doing out there',
    'Yes, it is in the front pocket of the backpack',
    'Poor Maya. Fine to keep playing if the nurse says so',
    'Understood, stay dry everyone',
    'Can Leo borrow some today?',
    'Got it, see you at the tent',
    'Tom is sick today',
    'Sofia will be 10 late',
    'Sorry we ran late, just parked',
    'I am running late for work, can I drop her early',
  ])('says nothing: %s', (body) => expect(said(body)).toBe('nothing'))

  it('believes two things only where each names a child', () => {
    expect(said('Maya is sick but Leo will be 10 late')).toBe('absent | late 9:10')
    expect(said('Maya will be 10 late, Leo 20 minutes late')).toBe('late 9:10 | late 9:20')
    expect(said('Grandma will pick up Maya, Uncle Joe will pick up Leo')).toBe('pick-up Grandma | pick-up Uncle Joe')
    expect(said('sick, running 10 late')).toBe('nothing')
    expect(said('Grandma will pick up, or Uncle Joe will pick up, not sure yet')).toBe('nothing')
    expect(said('Maya is sick, grandma will pick her up')).toBe('nothing')
  })

  it('tells coming late from being picked up by somebody else', () => {
    expect(said('Sorry, running 20 late. Uncle Joe will pick them up today')).toBe('late 9:20 | pick-up Uncle Joe')
  })

  it('counts lateness from the camp’s beginning, or from now once that has passed', () => {
    expect(said('10 late', 9 * 60 + 12)).toBe('late 9:22')
    expect(said('15 min away', 9 * 60 + 12)).toBe('late 9:27')
    expect(said('be there 1:15', 12 * 60)).toBe('late 13:15')
    expect(said('be there 9:20', 13 * 60)).toBe('nothing')
  })

  it('knows what is taken back', () => {
    expect(takesBack('never mind, she is fine')).toBe(true)
    expect(takesBack('Olvídalo')).toBe(true)
    expect(takesBack('ok')).toBe(false)
  })
})

describe('whatever is written', () => {
  const bits = fc.constantFrom(
    'running',
    'late',
    '10',
    '9:20',
    'min',
    'sick',
    'today',
    'grandma',
    'Grandma Ruth',
    'pick up',
    'Maya',
    'be there',
    'in',
    'at',
    '.',
    ',',
    'tarde',
    'a las',
    'quarter past',
    'no va a ir',
  )
  const words = fc
    .array(fc.oneof(bits, fc.string({ unit: 'grapheme', maxLength: 12 })), { maxLength: 40 })
    .map((parts) => parts.join(' '))

  it('is read without throwing, and a question says nothing', () => {
    fc.assert(
      fc.property(words, (body) => {
        readText(body, children)
        expect(readText(`${body}?`, children)).toEqual([])
      }),
    )
  })

  it('a day that is past says nothing', () => {
    fc.assert(
      fc.property(
        words.filter(
          (body) =>
            !/today|hoy|right now|this (?:morning|afternoon)|manana|mañana|ahorita/i.test(body.normalize('NFC')),
        ),
        (body) => {
          expect(readText(`${body} yesterday`, children)).toEqual([])
        },
      ),
    )
  })

  it('is read in a moment, however long', () => {
    for (const bit of ['running ', 'late ', 'Grandma ', 'a', 'no va a ', '1 ', "n't ", 'be there ']) {
      const began = performance.now()
      readText(bit.repeat(1_600 / bit.length).slice(0, 320), children)
      expect(performance.now() - began).toBeLessThan(200 * patience)
    }
  })
})
