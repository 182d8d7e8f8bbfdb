import { describe, expect, test } from 'vitest'
import { readZip } from '../../../tests/support/read-zip.ts'
import { crc32, zip } from './zip.ts'

describe('the archive', () => {
  test('gives back every file, empty and large ones, with names of any letters', async () => {
    const large = Buffer.from('Line of a log\n'.repeat(200_000))
    const entries = [
      { name: 'report.txt', content: Buffer.from('All is well\n') },
      { name: 'logs/hub.log', content: large },
      { name: 'empty', content: Buffer.alloc(0) },
      { name: 'größe/été.json', content: Buffer.from('{}') },
    ]
    const archive = await zip(entries, Date.UTC(2026, 6, 14, 9, 12, 44))
    expect([...readZip(archive)]).toEqual(entries.map(({ name, content }) => [name, content]))
    expect(archive.length).toBeLessThan(large.length / 20)
  })

  test('carries the checksum that other programs compare (the CRC-32 of "123456789")', () => {
    expect(crc32(Buffer.from('123456789'))).toBe(0xcbf43926)
    expect(crc32(Buffer.alloc(0))).toBe(0)
  })
})
