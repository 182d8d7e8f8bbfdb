import { describe, expect, test } from 'vitest'
import { guessColumns } from './columns.ts'
import { readRow } from './row.ts'

function read(headers: readonly string[], cells: readonly string[]) {
  return readRow(
    { line: 2, cells, bytesRead: 0 },
    { headers, columns: guessColumns(headers), country: 'US', year: 2026 },
  )
}

describe('a row of a roster', () => {
  test('becomes a player with their guardians, each with their numbers', () => {
    const { row, remarks } = read(
      [
        'Camper First Name',
        'Camper Last Name',
        'DOB',
        'Camp',
        'Group',
        'Allergies',
        'Medical notes',
        'Parent 1 Name',
        'Parent 1 Cell',
        'Parent 1 Home phone',
        'Parent 1 Email',
        'Parent 2 Name',
        'Parent 2 Phone',
        'Parent 2 Language',
        'Authorized Pickup',
        'Not authorized',
      ],
      [
        'MAYA',
        'lopez',
        '4/12/2016',
        'Summer Week 1',
        'U10 Falcons',
        'peanuts',
        'None',
        'Lopez, Ana',
        '(312) 200-0142',
        '312-200-0143',
        'Ana@Example.COM',
        'Marco de la Cruz',
        '+52 55 1234 5678',
        'Español',
        'Rosa Garcia; Tio Luis',
        'Pedro X',
      ],
    )
    expect(remarks).toEqual([])
    expect(row).toMatchObject({
      player: { firstName: 'Maya', lastName: 'Lopez', birthYear: 2016, note: 'peanuts' },
      camp: 'Summer Week 1',
      group: 'U10 Falcons',
      guardians: [
        { firstName: 'Ana', lastName: 'Lopez', numbers: ['+13122000142', '+13122000143'], email: 'ana@example.com' },
        { firstName: 'Marco', lastName: 'de la Cruz', numbers: ['+525512345678'], language: 'es' },
      ],
      pickUpAllowed: ['Rosa Garcia', 'Tio Luis'],
      pickUpBarred: ['Pedro X'],
    })
  })

  test.each([
    ['Text messages OK?', 'Yes', true],
    ['Parent 1 SMS consent', 'no', false],
    ['Opt out of texts', 'Yes', false],
    ['Opt out of texts', 'No', true],
    ['Text consent', 'Declined', false],
    ['Text consent (yes/no)', 'Yes', true],
    ['Do not text', 'Yes', false],
    ['Text consent', 'form of 2027-03-02', null],
  ])('says what its registration says of texts: %s %s', (header, value, wantsTexts) => {
    const { row } = read(['Player', 'Parent', 'Phone', header], ['Maya Lopez', 'Ana Lopez', '312 200 0142', value])
    expect(row?.guardians[0]?.consent).toEqual({ words: `${header}: ${value}`, wantsTexts })
  })

  test.each(['Photo consent', 'Consent to medical treatment', 'Text number', 'SMS phone', 'Comments'])(
    'takes %s for no consent to texts',
    (header) => {
      const { row } = read(['Player', 'Parent', header], ['Maya Lopez', 'Ana Lopez', 'Yes'])
      expect(row?.guardians[0]?.consent).toBeNull()
    },
  )

  test('without a player’s name is left out, and says so', () => {
    const { row, remarks } = read(['Player', 'Parent', 'Phone'], ['', 'Ana Lopez', '312 200 0142'])
    expect(row).toBeNull()
    expect(remarks).toMatchObject([{ line: 2, isFault: true, reason: 'The player has no name.' }])
  })

  test('with a bad number goes in without it, and says which', () => {
    const { row, remarks } = read(['Player', 'Parent', 'Phone'], ['Maya Lopez', 'Ana Lopez', '312 200 / 312 200 0142'])
    expect(row?.guardians[0]?.numbers).toEqual(['+13122000142'])
    expect(remarks).toMatchObject([{ column: 'Phone', value: '312 200', isFault: false }])
  })

  test('nobody can be texted about is taken, and remarked on', () => {
    const { row, remarks } = read(['Player', 'Parent', 'Phone'], ['Maya Lopez', 'Ana Lopez', ''])
    expect(row?.guardians).toHaveLength(1)
    expect(remarks.at(-1)?.reason).toContain('Nobody can be texted')
  })

  test('leaves names that are written with care as they are', () => {
    const { row } = read(['Player', 'Parent', 'Phone'], ["Ciarán O'Neill-McDonald", 'JOSÉ NÚÑEZ', '312 200 0142'])
    expect(row?.player).toMatchObject({ firstName: 'Ciarán', lastName: "O'Neill-McDonald" })
    expect(row?.guardians[0]).toMatchObject({ firstName: 'José', lastName: 'Núñez' })
  })

  test.each([
    ['2016', 2016],
    ['4/12/16', 2016],
    ['2016-04-12', 2016],
    ['12.04.2016', 2016],
    ['soon', null],
    ['2031', null],
  ])('reads the birth year of %s', (text, year) => {
    expect(read(['Player', 'Birth'], ['Maya Lopez', text]).row?.player.birthYear).toBe(year)
  })
})
