import { describe, expect, test } from 'vitest'
import { createScrub } from './scrub.ts'

const token = '5f0c3a9b7e1d42688a6b0cfe93d17e24'
const odd = 'p/a+s=s word&'
const scrub = createScrub({
  names: ['Ana Lopez', 'Wilhelmina', 'O’Neill', 'Ng', 'José', ''],
  secrets: [token, odd, ''],
})

describe('what leaves this laptop', () => {
  test.each([
    ['Ana called', '[name] called'],
    ['for ANA LOPEZ', 'for [name] [name]'],
    ['wilhelmina@example.org', '[name]@example.org'],
    ['Mr. Ng and José', 'Mr. [name] and [name]'],
    ['O’Neill', 'O’[name]'],
    ['Analysis of banana', 'Analysis of banana'],
    [`token ${token}`, 'token [secret]'],
    [`x${token}y`, 'x[secret]y'],
    [encodeURIComponent(odd), '[secret]'],
    [odd, '[secret]'],
    ['call (555) 010-0123 or +15550100123', 'call …23 or …23'],
    ['Online since 2026-07-14T09:00:00.000Z', 'Online since 2026-07-14T09:00:00.000Z'],
  ])('%s', (text, clean) => expect(scrub.text(text)).toBe(clean))

  test('is scrubbed line by line, however long the whole is', () => {
    const lines = Array.from({ length: 300 }, (_, index) => `Line ${index} of Wilhelmina`)
    expect(scrub.text(lines.join('\n')).split('\n')).toHaveLength(300)
  })

  test('a line of the log keeps its own words and loses everything private at any depth', () => {
    const line = JSON.stringify({
      at: '2026-07-14T09:00:00.000Z',
      level: 'warn',
      event: 'Ng',
      deep: { list: [{ body: 'Running late', note: 'by Wilhelmina' }], token },
      count: 3,
    })
    expect(JSON.parse(scrub.line(line))).toEqual({
      at: '2026-07-14T09:00:00.000Z',
      level: 'warn',
      event: 'Ng',
      deep: { list: [{ body: '[private]', note: 'by [name]' }], token: '[private]' },
      count: 3,
    })
  })

  test.each(['half a line {"a":', 'plain text of Wilhelmina', '', '[1,2]', 'null'])(
    'what is no such line is left out: %s',
    (line) => expect(scrub.line(line)).toBe(''),
  )
})
