import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { defaultDataDir } from './data-dir.ts'
import { writeReport } from './report.ts'

let dataDir: string
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'ptp-report-'))
})
afterEach(() => rmSync(dataDir, { recursive: true, force: true }))

test('a report says what broke and where, and nothing private', () => {
  const error = new TypeError('cannot text +15550100123 with 0123456789abcdef0123456789abcdef')
  const file = writeReport(dataDir, 'uncaught-exception', { error, body: 'Running late' }, new Date(0))
  const text = readFileSync(file ?? '', 'utf8')
  expect(JSON.parse(text)).toMatchObject({
    kind: 'uncaught-exception',
    at: '1970-01-01T00:00:00.000Z',
    body: '[private]',
    error: { name: 'TypeError', message: 'cannot text …23 with [secret]' },
  })
  expect(text).not.toMatch(/5550100123|Running late/)
})

test('only the newest twenty are kept', () => {
  for (let second = 0; second < 25; second++) writeReport(dataDir, 'page-gone', {}, new Date(second * 1000))
  const left = readdirSync(join(dataDir, 'logs')).sort()
  expect(left).toHaveLength(20)
  expect(left[0]).toContain('00-00-05')
})

test('a disk that refuses is no second fault', () => {
  expect(writeReport('/dev/null/nowhere', 'page-gone', {})).toBeNull()
})

test('without a named folder both hosts use the one Electron calls userData', () => {
  expect(defaultDataDir({ XDG_CONFIG_HOME: '/config' }, 'linux', 'PTP Comms Hub')).toBe('/config/PTP Comms Hub')
  expect(defaultDataDir({ APPDATA: '/roaming' }, 'win32', 'PTP Comms Hub')).toBe('/roaming/PTP Comms Hub')
  expect(defaultDataDir({}, 'darwin', 'PTP Comms Hub')).toMatch(/Library\/Application Support\/PTP Comms Hub$/)
})
