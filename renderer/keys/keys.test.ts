import { describe, expect, test } from 'vitest'
import { bindingsOf, commandsUsing, normalKeys } from './bindings.ts'
import { commandOf, commands } from './commands.ts'
import { describeKeys, keyPresses } from './describe.ts'
import { writesText } from './listen.ts'
import { recordKeys } from './record.ts'
import type { PressedKey } from './record.ts'

function pressed(key: string, modifiers: Partial<PressedKey> = {}): PressedKey {
  const code = /^[a-z]$/i.test(key) ? `Key${key.toUpperCase()}` : key
  return { key, code, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...modifiers }
}

describe('the commands as they come', () => {
  test('no two share keys', () => {
    const all = commands
      .filter((command) => command.where !== 'field')
      .flatMap((command) => command.keys.map(normalKeys))
    expect(all.filter((keys, index) => all.indexOf(keys) !== index)).toEqual([])
  })

  test('none is an Alt+letter, or one of the browser’s', () => {
    for (const keys of commands.flatMap((command) => command.keys)) {
      expect(keys).not.toMatch(/Alt\+[A-Z]$/i)
      expect(keys).not.toMatch(/^\$mod\+([NTW]|\d)$/i)
    }
  })

  test('each that works anywhere leaves typing alone, or is told apart from it', () => {
    expect(writesText('[Shift]+?')).toBe(true)
    expect(writesText('g i')).toBe(true)
    expect(writesText('Shift+A')).toBe(true)
    expect(writesText('$mod+[Shift]+/')).toBe(false)
    expect(writesText('Alt+ArrowDown')).toBe(false)
    expect(writesText('Escape')).toBe(false)
    expect(writesText('Control+A')).toBe(false)
  })
})

describe('how keys read', () => {
  test('on Windows and Linux', () => {
    expect(describeKeys('$mod+Shift+M', false)).toBe('Ctrl+Shift+M')
    expect(describeKeys('Alt+ArrowDown', false)).toBe('Alt+↓')
    expect(describeKeys('$mod+[Shift]+/', false)).toBe('Ctrl+/')
    expect(describeKeys('g ,', false)).toBe('G then ,')
  })

  test('on a Mac', () => {
    expect(describeKeys('$mod+Shift+M', true)).toBe('⌘⇧M')
    expect(keyPresses('g i', true)).toEqual([['G'], ['I']])
  })
})

describe('changed keys', () => {
  const palette = commandOf('palette.open')

  test('replace the ones it came with; an empty string takes them away', () => {
    expect(bindingsOf(palette, {})).toEqual(['$mod+K'])
    expect(bindingsOf(palette, { 'palette.open': '$mod+J' })).toEqual(['$mod+J'])
    expect(bindingsOf(palette, { 'palette.open': '' })).toEqual([])
  })

  test('a field keeps its own', () => {
    expect(bindingsOf(commandOf('message.send'), { 'message.send': '$mod+Enter' })).toEqual(['Enter'])
  })

  test('a conflict is found whatever the case and the optional Shift', () => {
    expect(commandsUsing('$mod+k', {}, 'message.new').map((command) => command.id)).toEqual(['palette.open'])
    expect(commandsUsing('$mod+/', {}, 'message.new').map((command) => command.id)).toEqual(['help.open'])
    expect(commandsUsing('$mod+K', { 'palette.open': '$mod+J' }, 'message.new')).toEqual([])
  })
})

describe('recording', () => {
  test('takes a chord, naming a sign by itself', () => {
    expect(recordKeys(pressed('j', { ctrlKey: true }), false)).toEqual({ ok: true, keys: '$mod+J' })
    expect(recordKeys(pressed('J', { ctrlKey: true, shiftKey: true }), false)).toEqual({
      ok: true,
      keys: '$mod+Shift+J',
    })
    expect(recordKeys(pressed('/', { ctrlKey: true, shiftKey: true }), false)).toEqual({
      ok: true,
      keys: '$mod+[Shift]+/',
    })
    expect(recordKeys(pressed('j', { metaKey: true }), true)).toEqual({ ok: true, keys: '$mod+J' })
    expect(recordKeys(pressed('F8'), false)).toEqual({ ok: true, keys: 'F8' })
  })

  test.each([
    ['a modifier alone', pressed('Control', { ctrlKey: true }), 'incomplete'],
    ['Alt with a letter', pressed('d', { altKey: true }), 'alt-letter'],
    ['the browser’s Ctrl+W', pressed('w', { ctrlKey: true }), 'browser'],
    ['the browser’s Ctrl+3', pressed('3', { ctrlKey: true }), 'browser'],
    ['the system’s Win+E', pressed('e', { metaKey: true }), 'browser'],
    ['pasting', pressed('v', { ctrlKey: true }), 'editing'],
    ['Enter', pressed('Enter'), 'editing'],
    ['moving in text', pressed('ArrowLeft'), 'editing'],
  ])('refuses %s', (_, event, refusal) => {
    expect(recordKeys(event, false)).toMatchObject({ ok: false, refusal })
  })
})
