import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { stringify } from 'csv-stringify/sync'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { temporaryFolder } from '../../../../tests/support/temporary-folder.ts'
import { delimiters, guessDelimiter } from './delimiter.ts'
import { detectFormat, readRoster } from './read-roster.ts'

function fileWith(bytes: Uint8Array | string): string {
  const file = join(temporaryFolder(), 'roster.csv')
  writeFileSync(file, bytes)
  return file
}

async function read(file: string) {
  const { signal } = new AbortController()
  const format = await detectFormat(file, signal)
  const records = []
  for await (const record of readRoster(file, format, signal)) records.push(record)
  return { format, records, cells: records.map((record) => [...record.cells]) }
}

const rows = [
  ['Player', 'Guardian', 'Phone'],
  ['Zoë Núñez', 'José Núñez', '(312) 555-0142'],
  ['Bjørn Ås', 'Åse “Mia” Ås', '312 555 0143'],
]

function utf16(text: string, big: boolean, mark: boolean): Buffer {
  const bytes = Buffer.from(mark ? `\uFEFF${text}` : text, 'utf16le')
  return big ? bytes.swap16() : bytes
}

describe('a roster is read however it was exported', () => {
  const text = rows.map((row) => row.join(';')).join('\r\n')
  const narrow = Buffer.from(text.replaceAll(/[“”]/g, "'"), 'latin1')
  test.each([
    ['UTF-8', Buffer.from(text), 'utf-8'],
    ['UTF-8 with a mark', Buffer.from(`\uFEFF${text}`), 'utf-8'],
    ['UTF-16 little endian', utf16(text, false, true), 'utf-16le'],
    ['UTF-16 big endian', utf16(text, true, true), 'utf-16be'],
    ['UTF-16 without a mark', utf16(text, false, false), 'utf-16le'],
    ['Windows-1252', narrow, 'windows-1252'],
  ])('%s', async (_name, bytes, encoding) => {
    const { format, cells } = await read(fileWith(bytes))
    expect(format).toMatchObject({ encoding, delimiter: ';' })
    expect(cells[1]).toEqual(rows[1])
    expect(cells[0]).toEqual(rows[0])
  })

  test('an accent in the very last line still tells Windows-1252', async () => {
    const plain = Buffer.from('a,b\n'.repeat(100_000))
    const { format, cells } = await read(fileWith(Buffer.concat([plain, Buffer.from('caf\xe9,b\n', 'latin1')])))
    expect(format.encoding).toBe('windows-1252')
    expect(cells.at(-1)).toEqual(['café', 'b'])
  })

  test('quoted lines, empty lines and lines of other lengths keep their line numbers', async () => {
    const { records } = await read(fileWith('Name,Note\n\n"Lee","line one\nline two, ""quoted"""\nAnn\nBo,x,y\n'))
    expect(records.map((record) => [record.line, [...record.cells]])).toEqual([
      [1, ['Name', 'Note']],
      [4, ['Lee', 'line one\nline two, "quoted"']],
      [5, ['Ann']],
      [6, ['Bo', 'x', 'y']],
    ])
  })

  test('a quote that is never closed is a fault that names its line, not a family of 20,000', async () => {
    const file = fileWith(`Name,Phone\n"Lee,1\n${'Ann,2\n'.repeat(100_000)}`)
    await expect(read(file)).rejects.toThrow(/line 2|record_size|Max Record Size/i)
  })

  test('reading ends with its signal', async () => {
    const file = fileWith('a,b\n'.repeat(200_000))
    const abort = new AbortController()
    const format = await detectFormat(file, abort.signal)
    const reading = async () => {
      for await (const _record of readRoster(file, format, abort.signal)) abort.abort()
    }
    await expect(reading()).rejects.toMatchObject({ name: 'AbortError' })
  })

  test('what any spreadsheet writes is what is read', async () => {
    const cell = fc.string({ unit: 'grapheme', maxLength: 12 }).map((text) => text.replaceAll('\r', '').trim())
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...delimiters),
        fc.array(fc.tuple(cell, cell, cell), { minLength: 3, maxLength: 20 }),
        async (delimiter, body) => {
          const table = [['Player', 'Guardian', 'Phone'], ...body.map((row) => ['x', ...row.slice(1)])]
          const text = stringify(table, { delimiter, quoted: true })
          const { format, cells } = await read(fileWith(text))
          expect(format.delimiter).toBe(delimiter)
          expect(cells).toEqual(table.map((row) => row.map((value) => value.trim())))
        },
      ),
      { numRuns: 40 },
    )
  })
})

test('punctuation is not taken for a delimiter', () => {
  expect(guessDelimiter('Name;Note\nLee, Ann;late, again\nBo;ok, fine, yes\n')).toBe(';')
  expect(guessDelimiter('Name\tNote\nLee, Ann\tlate; again\n')).toBe('\t')
  expect(guessDelimiter('Name\nLee\n')).toBe(',')
})
