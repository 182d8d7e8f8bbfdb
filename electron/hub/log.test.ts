import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { smallDisk } from '../../tests/support/small-disk.ts'
import { openFileLog } from './log.ts'
import { redact, redactText } from './redact.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ptp-log-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

describe('the log', () => {
  test('writes one JSON object per line, in order, with the time of its clock', () => {
    const log = openFileLog({ folder, now: () => 0 })
    log.info('started', { port: 47810 })
    log.warn('slow', { milliseconds: 20 })
    log.close()
    const lines = readFileSync(join(folder, 'hub.log'), 'utf8').trim().split('\n')
    expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual([
      { at: '1970-01-01T00:00:00.000Z', level: 'info', event: 'started', port: 47810 },
      { at: '1970-01-01T00:00:00.000Z', level: 'warn', event: 'slow', milliseconds: 20 },
    ])
  })

  test('an error is on disk at once', () => {
    const log = openFileLog({ folder, now: () => 0 })
    log.error('broken', { error: new Error('no such table') })
    expect(readFileSync(join(folder, 'hub.log'), 'utf8')).toContain('no such table')
    log.close()
  })

  test('holds debug lines only while they are switched on', () => {
    const log = openFileLog({ folder, now: () => 0 })
    log.debug?.('before')
    log.setDebug(true)
    log.debug?.('while', { body: 'Running late' })
    log.setDebug(false)
    log.debug?.('after')
    log.close()
    const lines = readFileSync(join(folder, 'hub.log'), 'utf8').trim().split('\n')
    expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual([
      { at: '1970-01-01T00:00:00.000Z', level: 'debug', event: 'while', body: '[private]' },
    ])
  })

  test('begins a new file when one is full and drops the oldest', () => {
    const log = openFileLog({ folder, now: () => 0, maxBytes: 100, keep: 2 })
    for (let i = 0; i < 6; i++) log.error('event', { i, filler: 'x'.repeat(40) })
    log.close()
    expect(readdirSync(folder).sort()).toEqual(['hub.1.log', 'hub.2.log', 'hub.log'])
    expect(readFileSync(join(folder, 'hub.log'), 'utf8')).toContain('"i":5')
    expect(readFileSync(join(folder, 'hub.2.log'), 'utf8')).toContain('"i":3')
  })

  test('a line that a crash cut in the middle does not swallow the next', () => {
    writeFileSync(join(folder, 'hub.log'), '{"at":"1970-01-01T00:00:00.000Z","level":"error","event":"store-tr')
    const log = openFileLog({ folder, now: () => 0 })
    log.error('started')
    log.close()
    const lines = readFileSync(join(folder, 'hub.log'), 'utf8').trimEnd().split('\n')
    expect(lines.slice(1).map((line) => JSON.parse(line) as unknown)).toEqual([
      { at: '1970-01-01T00:00:00.000Z', level: 'error', event: 'started' },
    ])
  })

  test('a line of which a full disk took a part does not swallow the next', (context) => {
    const disk = smallDisk(1)
    if (disk === null) return context.skip('this user may not mount a disk')
    try {
      const log = openFileLog({ folder: disk.path, now: () => 0 })
      log.error('before')
      disk.fill()
      log.error('full', { filler: 'x'.repeat(8_192) })
      disk.clear()
      log.error('after')
      log.close()
      const lines = readFileSync(join(disk.path, 'hub.log'), 'utf8').trimEnd().split('\n')
      expect(lines).toHaveLength(3)
      expect(lines[1]).toContain('"event":"full"')
      expect(() => JSON.parse(lines[1] ?? '') as unknown).toThrow()
      expect(JSON.parse(lines[2] ?? '')).toMatchObject({ event: 'after' })
    } finally {
      disk.remove()
    }
  })
})

describe('redaction', () => {
  test.each([
    ['to +15550100123 now', 'to …23 now'],
    ['(555) 010-0123', '…23'],
    ['555-010-0123', '…23'],
    ['15550100123', '…23'],
    ['/Messages.json?To=%2B15550100123&PageSize=200', '/Messages.json?To=…23&PageSize=200'],
    ['token=abc&x=1', 'token=[secret]&x=1'],
    ['0123456789abcdef0123456789abcdef', '[secret]'],
    ['2abcdefghijklmnopqrstuvwxyz0123456789_ABCDEFGHIJ', '[secret]'],
    ['yF7Uc3vZkqDtQ3ZfpRW1JWu2nXj9Vn5F', '[secret]'],
  ])('%s', (text, expected) => expect(redactText(text)).toBe(expected))

  test.each([
    'SM0123456789abcdef0123456789abcdef',
    '019a8f3e-7c1b-7def-8123-456789012345',
    'http://127.0.0.1:47810/healthz',
    '2026-11-23T07:41:00.000Z',
    'AnEventNameOfThirtyTwoLettersAbc',
  ])('leaves %s alone', (text) => expect(redactText(text)).toBe(text))

  test('private fields lose their text at any depth', () => {
    expect(redact({ a: { body: 'Running late', authToken: 'x', bytes: 12 }, list: [{ pin: '1234' }] })).toEqual({
      a: { body: '[private]', authToken: '[private]', bytes: 12 },
      list: [{ pin: '[private]' }],
    })
  })
})
