import { describe, expect, test } from 'vitest'
import type { ConnectionView, Mode } from '../../electron/ipc/contract/views.ts'
import { bannerFor } from './banner-kind.ts'
import { fitness, rank } from './palette-rank.ts'
import { nextTheme, resolveTheme } from './theme-choice.ts'
import { publicUrlProblem } from '../settings/public-url.ts'

const calm: ConnectionView = {
  link: 'online',
  tunnel: 'practice',
  lastContactAt: null,
  waiting: 0,
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
  hasAwayNews = false,
) {
  return bannerFor({ mode, connection: { ...calm, ...connection } }, reachable, screen, hasAwayNews)
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

  test('tells of the time away once the way out is back', () => {
    expect(banner('practice', {}, true, 'inbox', true)).toBe('away')
    expect(banner('live', {}, true, 'people', true)).toBe('away')
    expect(banner('live', { link: 'offline' }, true, 'inbox', true)).toBe('offline')
    expect(banner('live', { paused }, true, 'inbox', true)).toBe('paused')
  })

  test('is there for a captive Wi-Fi, and not while nothing is known', () => {
    expect(banner('live', { link: 'captive' })).toBe('offline')
    expect(banner('live', { link: 'unknown' })).toBeNull()
    expect(banner('live')).toBeNull()
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
})
