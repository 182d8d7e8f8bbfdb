import { describe, expect, test } from 'vitest'
import type { StoreTroubleView } from '../../electron/ipc/contract/store-views.ts'
import type { ConnectionView, Mode } from '../../electron/ipc/contract/views.ts'
import { accountTrouble, bannerFor } from './banner-kind.ts'
import type { BannerNews } from './banner-kind.ts'
import { fitness, rank } from './palette-rank.ts'
import { nextTheme, resolveTheme } from './theme-choice.ts'
import { publicUrlProblem } from '../settings/public-url.ts'

const calm: ConnectionView = {
  link: 'online',
  tunnel: 'practice',
  lastContactAt: null,
  leaving: { count: 0, takes: null },
  waiting: 0,
  held: 0,
  paused: null,
  rejectedWebhooks: 0,
  practiceNetworkDown: false,
}
const paused = { code: 20003, reason: 'The token is wrong.', remedy: 'Check it.' }

function banner(
  mode: Mode,
  connection: Partial<ConnectionView> = {},
  reachable = true,
  screen: 'inbox' | 'people' = 'inbox',
  news: BannerNews = {},
) {
  return bannerFor({ mode, connection: { ...calm, ...connection } }, reachable, screen, news)
}

describe('the one banner', () => {
  test('is the most serious', () => {
    const everything = { paused, practiceNetworkDown: true, link: 'offline' } as const
    expect(banner('practice', everything, false)).toBe('hub-lost')
    expect(banner('practice', everything)).toBe('paused')
    expect(banner('practice', { practiceNetworkDown: true, link: 'offline' })).toBe('practice-network-down')
    expect(banner('practice', { link: 'offline' })).toBe('offline')
    expect(banner('practice')).toBe('practice')
  })

  test('tells first of a disk that takes nothing, and late of one that soon will not', () => {
    const withDisk = (kind: StoreTroubleView['kind'], connection: Partial<ConnectionView> = {}) =>
      bannerFor(
        { mode: 'live', connection: { ...calm, ...connection }, storeTrouble: { kind, since: 0, freeBytes: null } },
        true,
        'inbox',
      )
    for (const kind of ['full', 'io', 'not-writable', 'locked', 'damaged'] as const)
      expect(withDisk(kind, { paused, link: 'offline' })).toBe('store-trouble')
    expect(withDisk('low', { link: 'offline' })).toBe('offline')
    expect(withDisk('low')).toBe('disk-low')
  })

  test('tells of the time away once the way out is back', () => {
    expect(banner('practice', {}, true, 'inbox', { away: true })).toBe('away')
    expect(banner('live', {}, true, 'people', { away: true })).toBe('away')
    expect(banner('live', {}, true, 'inbox', { away: true, held: true })).toBe('held')
    expect(banner('live', { link: 'offline' }, true, 'inbox', { held: true })).toBe('offline')
    expect(banner('live', {}, true, 'people', { away: true, broadcast: true })).toBe('broadcast')
    expect(banner('live', {}, true, 'people', { held: true, broadcast: true })).toBe('held')
    expect(banner('live', {}, true, 'inbox', { held: true, otherLaptop: true })).toBe('other-laptop')
    expect(banner('live', { link: 'offline' }, true, 'inbox', { away: true })).toBe('offline')
    expect(banner('live', { paused }, true, 'inbox', { away: true })).toBe('paused')
  })

  test('tells of another laptop in live mode, while there is a way out', () => {
    const news = { otherLaptop: true, away: true }
    expect(banner('live', {}, true, 'people', news)).toBe('other-laptop')
    expect(banner('live', { link: 'offline' }, true, 'inbox', news)).toBe('offline')
    expect(banner('live', { paused }, true, 'inbox', news)).toBe('paused')
    expect(banner('practice', {}, true, 'inbox', { otherLaptop: true })).toBe('practice')
  })

  test('is there for a captive Wi-Fi, and not while nothing is known', () => {
    expect(banner('live', { link: 'captive' })).toBe('offline')
    expect(banner('live', { link: 'unknown' })).toBeNull()
    expect(banner('live')).toBeNull()
  })

  test('tells of an account that cannot be used before what it can wait for', () => {
    expect(banner('live', { link: 'offline' }, true, 'inbox', { away: true, trouble: 'credentials-closed' })).toBe(
      'credentials-closed',
    )
    expect(banner('live', { paused }, true, 'inbox', { away: true, trouble: 'credentials-closed' })).toBe('paused')
    expect(banner('live', { link: 'offline' }, true, 'inbox', { trouble: 'token-trouble' })).toBe('offline')
    expect(banner('live', {}, true, 'inbox', { away: true, trouble: 'token-trouble' })).toBe('token-trouble')
    expect(banner('practice', {}, true, 'inbox', { trouble: 'token-trouble' })).toBe('token-trouble')
    const fine = { protection: { kind: 'keychain' }, tokenTrouble: null } as const
    expect(accountTrouble(fine)).toBeNull()
    expect(accountTrouble({ ...fine, protection: { kind: 'locked' } })).toBe('credentials-closed')
    const choice = { kind: 'needs-choice', reason: 'None here.' } as const
    expect(accountTrouble({ ...fine, protection: { ...choice, hasStored: false } })).toBeNull()
    expect(accountTrouble({ ...fine, protection: { ...choice, hasStored: true } })).toBe('credentials-closed')
    const tokenTrouble = { kind: 'rotated', since: 1, reason: 'Changed.', remedy: 'Copy it.' } as const
    expect(accountTrouble({ ...fine, tokenTrouble })).toBe('token-trouble')
  })

  test('leaves "not set up" to the inbox itself', () => {
    expect(banner('not-set-up')).toBeNull()
    expect(banner('not-set-up', { link: 'offline' }, true, 'people')).toBe('not-set-up')
  })
})

describe('the palette', () => {
  test('finds words in any order, beginnings first, without accents', () => {
    expect(rank('unread', ['Mark unread', 'Unread first', 'Go to Inbox'], (label) => label)).toEqual([
      'Unread first',
      'Mark unread',
    ])
    expect(fitness('inbox go', 'Go to Inbox')).not.toBeNull()
    expect(fitness('jose', 'José Ortiz')).not.toBeNull()
    expect(fitness('nuc', 'Next unread conversation')).not.toBeNull()
    expect(fitness('xyz', 'Go to Inbox')).toBeNull()
  })
})

describe('the theme', () => {
  test('follows the system, and a wish for contrast', () => {
    expect(resolveTheme('system', { dark: false, moreContrast: false })).toBe('light')
    expect(resolveTheme('system', { dark: true, moreContrast: true })).toBe('dark')
    expect(resolveTheme('system', { dark: false, moreContrast: true })).toBe('sunlight')
    expect(resolveTheme('dark', { dark: false, moreContrast: true })).toBe('dark')
  })

  test('one key goes round all three', () => {
    expect(nextTheme('light')).toBe('dark')
    expect(nextTheme('dark')).toBe('sunlight')
    expect(nextTheme('sunlight')).toBe('light')
  })
})

test('a public address is https or http with a name, or nothing', () => {
  expect(publicUrlProblem('')).toBeNull()
  expect(publicUrlProblem('https://texts.example.org')).toBeNull()
  expect(publicUrlProblem('texts.example.org')).not.toBeNull()
  expect(publicUrlProblem('ftp://texts.example.org')).not.toBeNull()
  expect(publicUrlProblem('https://texts.example.org/hooks')).toBeNull()
  expect(publicUrlProblem('https://me:secret@texts.example.org')).toMatch(/password/)
  expect(publicUrlProblem('https://camp_texts.example.org')).toMatch(/underscore/)
  expect(publicUrlProblem('https://texts.example.org?x=1')).toMatch(/question mark/)
  expect(publicUrlProblem('https://texts.example.org#rc=1')).toMatch(/#/)
})
