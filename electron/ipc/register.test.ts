import { describe, expect, test, vi } from 'vitest'
import { CallFailure } from '../hub/failure.ts'
import { silentLog } from '../hub/log.ts'
import { holdUntilReady } from './changes.ts'
import type { ChangeBatch } from './contract/changes.ts'
import { joinHandlers } from './contract/handlers.ts'
import type { Handlers } from './contract/handlers.ts'
import { callNames } from './contract/names.ts'
import { registerCalls } from './register.ts'

function handlersWith(changed: Partial<Handlers>): Partial<Handlers> {
  const all = Object.fromEntries(callNames.map((name) => [name, () => null]))
  return { ...all, ...changed }
}

describe('register', () => {
  test('parses the input, runs the handler and wraps what it returns', async () => {
    const setNetwork = vi.fn(() => null)
    const dispatch = registerCalls(handlersWith({ 'practice.setNetwork': setNetwork }), silentLog)
    expect(await dispatch('practice.setNetwork', { down: true })).toEqual({ ok: true, value: null })
    expect(setNetwork).toHaveBeenCalledWith({ down: true })
  })

  test('refuses bad input with the place and without the value', async () => {
    const dispatch = registerCalls(handlersWith({}), silentLog)
    const result = await dispatch('practice.setNetwork', { down: '+15550100123' })
    expect(result).toMatchObject({ ok: false, error: { code: 'invalid' } })
    expect(JSON.stringify(result)).toContain('down')
    expect(JSON.stringify(result)).not.toContain('5550100123')
  })

  test("says a rule's own words", async () => {
    const dispatch = registerCalls(handlersWith({}), silentLog)
    const result = await dispatch('practice.replyAsParent', { conversationId: 1, body: '   ' })
    expect(result).toMatchObject({ ok: false, error: { code: 'invalid', message: 'Write something first.' } })
  })

  test('passes a refusal on in its own words', async () => {
    const refusing = () => {
      throw new CallFailure('conflict', 'Practice is over.', 'mode live')
    }
    const dispatch = registerCalls(handlersWith({ 'practice.end': refusing }), silentLog)
    expect(await dispatch('practice.end', {})).toEqual({
      ok: false,
      error: { code: 'conflict', message: 'Practice is over.', details: 'mode live' },
    })
  })

  test('a broken handler becomes an error that tells the screen nothing private, and a line in the log', async () => {
    const error = vi.fn()
    const broken = () => {
      throw new TypeError('body was "Running late"')
    }
    const dispatch = registerCalls(handlersWith({ 'practice.end': broken }), { ...silentLog, error })
    const result = await dispatch('practice.end', {})
    expect(result).toMatchObject({ ok: false, error: { code: 'internal', details: 'practice.end: TypeError' } })
    expect(error).toHaveBeenCalledOnce()
  })

  test.each(['toString', '__proto__', 'nothing.here', 7, null])('does not know the call %s', async (name) => {
    const dispatch = registerCalls(handlersWith({}), silentLog)
    expect(await dispatch(name, {})).toMatchObject({ ok: false, error: { code: 'not-found' } })
  })

  test('a missing, unknown or doubled handler stops the start', () => {
    const { 'practice.end': _left, ...rest } = handlersWith({})
    expect(() => registerCalls(rest, silentLog)).toThrow('practice.end')
    expect(() => registerCalls(handlersWith({ ['nothing.here' as 'practice.end']: () => null }), silentLog)).toThrow(
      'nothing.here',
    )
    expect(() => joinHandlers({ 'practice.end': () => null }, { 'practice.end': () => null })).toThrow('practice.end')
  })
})

describe('changes for one page', () => {
  const batch = (seq: number): ChangeBatch => ({ epoch: 'a', seq, changes: [] })

  test('are held until the page listens, then go out in order', () => {
    const sent: number[] = []
    const feed = holdUntilReady((b) => sent.push(b.seq))
    feed.push(batch(1))
    feed.push(batch(2))
    expect(sent).toEqual([])
    feed.ready()
    feed.push(batch(3))
    expect(sent).toEqual([1, 2, 3])
    feed.reset()
    feed.push(batch(4))
    expect(sent).toEqual([1, 2, 3])
    feed.ready()
    expect(sent).toEqual([1, 2, 3, 4])
  })

  test('the oldest go first when a page never comes', () => {
    const sent: number[] = []
    const feed = holdUntilReady((b) => sent.push(b.seq), 2)
    for (const seq of [1, 2, 3]) feed.push(batch(seq))
    feed.ready()
    expect(sent).toEqual([2, 3])
  })
})
