import { describe, expect, test } from 'vitest'
import { manualClock } from '../../../tests/support/manual-clock.ts'
import { silentLog } from '../log.ts'
import { createChecks } from './checks.ts'
import { ok, problem } from './types.ts'
import type { Examination, Findings } from './types.ts'

function rig(examinations: readonly Examination[]) {
  const clock = manualClock()
  let told = 0
  const checks = createChecks({ examinations, clock, log: silentLog, changed: () => (told += 1) })
  const find = (id: string) => checks.list.find((check) => check.id === id)
  return { clock, checks, find, told: () => told }
}

describe('the checks', () => {
  test('one that fails or finds nothing leaves the others alone', async () => {
    const { checks, find } = rig([
      { ids: ['clock'], run: () => Promise.reject(new Error('broken')) },
      {
        ids: ['carrier'],
        run: () => {
          throw new Error('broken at once')
        },
      },
      { ids: ['outbox', 'keychain'], run: () => ({ outbox: ok('Nothing waits.') }) },
    ])
    await checks.run()
    expect(find('outbox')).toMatchObject({ state: 'ok', words: 'Nothing waits.' })
    for (const id of ['clock', 'carrier', 'keychain']) expect(find(id)?.state, id).toBe('unknown')
    expect(checks.isRunning).toBe(false)
  })

  test('one that hangs is given up, told to stop, and may run again', async () => {
    const signals: AbortSignal[] = []
    const { checks, clock, find } = rig([
      {
        ids: ['store'],
        patience: 5_000,
        run: (signal) => {
          signals.push(signal)
          return new Promise<Findings>(() => undefined)
        },
      },
    ])
    const running = checks.run()
    expect(find('store')?.state).toBe('running')
    await clock.advance(5_000)
    await running
    expect(signals[0]?.aborted).toBe(true)
    expect(find('store')?.state).toBe('unknown')
    void checks.run()
    expect(signals).toHaveLength(2)
    checks.stop()
    expect(signals[1]?.aborted).toBe(true)
  })

  test('keep what was found while they run anew; two runs are one', async () => {
    let runs = 0
    let finish: (findings: Findings) => void = () => undefined
    const { checks, find } = rig([
      {
        ids: ['clock'],
        run: () => {
          runs += 1
          return new Promise<Findings>((resolve) => (finish = resolve))
        },
      },
    ])
    const first = checks.run()
    finish({ clock: ok('It agrees.') })
    await first
    const second = [checks.run(), checks.run()]
    expect(find('clock')).toMatchObject({ state: 'running', words: 'It agrees.' })
    finish({ clock: problem('It is ahead.') })
    await Promise.all(second)
    expect(runs).toBe(2)
    expect(find('clock')).toMatchObject({ state: 'problem', words: 'It is ahead.' })
  })

  test('quick ones are made again, and tell only what changed', async () => {
    let waiting = 0
    const { checks, clock, find, told } = rig([
      { ids: ['outbox'], isQuick: true, run: () => ({ outbox: ok(`${waiting} wait.`) }) },
      { ids: ['clock'], run: () => ({ clock: ok('It agrees.') }) },
    ])
    checks.refresh()
    expect(find('outbox')?.words).toBe('')
    await checks.run()
    await clock.advance(0)
    const before = told()
    checks.refresh()
    await clock.advance(0)
    expect(told()).toBe(before)
    waiting = 2
    checks.refresh()
    await clock.advance(0)
    expect(told()).toBe(before + 1)
    expect(find('outbox')?.words).toBe('2 wait.')
  })

  test('a button does its work once and looks again; others lead elsewhere', async () => {
    let mended = 0
    const { checks, find } = rig([
      {
        ids: ['carrier'],
        run: () => ({
          carrier:
            mended > 0
              ? ok('It answers.')
              : problem('It is silent.', { label: 'Reconnect now', run: () => void (mended += 1) }),
        }),
      },
      { ids: ['credentials'], run: () => ({ credentials: problem('None.', { label: 'Open', opens: 'twilio' }) }) },
    ])
    await checks.run()
    expect(find('credentials')?.fix).toEqual({ label: 'Open', opens: 'twilio' })
    expect(await checks.fix('credentials')).toBe(false)
    expect(await checks.fix('carrier')).toBe(true)
    expect(find('carrier')).toMatchObject({ state: 'ok', fix: null })
    expect(await checks.fix('carrier')).toBe(false)
    expect(mended).toBe(1)
  })

  test('a reset drops what is under way: its findings belong to another store', async () => {
    let finish: (findings: Findings) => void = () => undefined
    const { checks, find } = rig([
      { ids: ['outbox'], run: () => new Promise<Findings>((resolve) => (finish = resolve)) },
    ])
    const old = checks.run()
    checks.reset()
    finish({ outbox: problem('3 wait.') })
    await old
    expect(find('outbox')).toMatchObject({ state: 'unknown', words: '' })
    expect(checks.ranAt).toBeNull()
  })
})
