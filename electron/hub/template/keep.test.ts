import { describe, expect, it } from 'vitest'
import { manualClock } from '../../../tests/support/manual-clock.ts'
import { testStore } from '../../../tests/support/test-store.ts'
import { listTemplates } from '../../../db/templates.ts'
import { createStore } from '../store.ts'
import type { Touched } from '../store.ts'
import { addTemplate, changeTemplate, duplicateTemplate, putAway, putBack, templateView } from './keep.ts'
import { readyMade, seedTemplates } from './ready-made.ts'

const words = (body: string, name = 'Rain') => ({ name, useMinutes: 30, versions: [{ language: 'en', body }] })

function open() {
  const db = testStore()
  const told: Touched[] = []
  const store = createStore(db, manualClock(), (touched) => told.push(touched))
  seedTemplates(store)
  return { db, store, told }
}

describe('templates that are kept', () => {
  it('are made once for each call, and told of', () => {
    const { db, store, told } = open()
    const make = () => store.write((write) => addTemplate(write, 'call-1', words('Come in'), 'Dana'))
    const made = make()
    expect(make()).toEqual(made)
    expect(listTemplates(db)).toHaveLength(readyMade.length + 1)
    expect(templateView(made)).toMatchObject({
      key: null,
      name: 'Rain',
      useMinutes: 30,
      isArchived: false,
      isChanged: false,
    })
    expect(told[0]?.stale.has('templates')).toBe(true)
    expect(db.prepare('SELECT staff, kind, words FROM activity').all()).toEqual([
      { staff: 'Dana', kind: 'template', words: 'Template "Rain" was made' },
    ])
  })

  it('hold no version without a word, and refuse to say nothing', () => {
    const { store } = open()
    const both = {
      ...words('Come in'),
      versions: [
        { language: 'en', body: 'Come in' },
        { language: 'es', body: ' ' },
      ],
    }
    expect(store.write((write) => addTemplate(write, 'call-1', both, '')).versions).toHaveLength(1)
    expect(() => store.write((write) => addTemplate(write, 'call-2', words(' '), ''))).toThrow('Write something first.')
  })

  it('change, and can be put back to what came with the app', () => {
    const { store, db } = open()
    const late = listTemplates(db).find(({ key }) => key === 'late')
    const id = late?.id ?? 0
    const changed = store.write((write) => changeTemplate(write, id, words('Where are you?', 'Late'), ''))
    expect(templateView(changed)).toMatchObject({ key: 'late', name: 'Late', isChanged: true })
    const back = store.write((write) => putBack(write, id, ''))
    expect(templateView(back)).toMatchObject({ name: late?.name, isChanged: false })
    expect(back.versions).toEqual(late?.versions)
  })

  it('are put away, brought back, and doubled under another name', () => {
    const { store } = open()
    const { id } = store.write((write) => addTemplate(write, 'call-1', words('Come in'), ''))
    expect(templateView(store.write((write) => putAway(write, id, true, ''))).isArchived).toBe(true)
    expect(templateView(store.write((write) => putAway(write, id, false, ''))).isArchived).toBe(false)
    const copy = store.write((write) => duplicateTemplate(write, 'call-2', id, 'Rain (copy)', ''))
    expect(templateView(copy)).toMatchObject({ name: 'Rain (copy)', useMinutes: 30, key: null })
    expect(store.write((write) => duplicateTemplate(write, 'call-2', id, 'Other', ''))).toEqual(copy)
  })

  it('refuse what is not here', () => {
    const { store } = open()
    expect(() => store.write((write) => changeTemplate(write, 999, words('x'), ''))).toThrow('not here any more')
    expect(() => store.write((write) => putAway(write, 999, true, ''))).toThrow('not here any more')
    expect(() => store.write((write) => putBack(write, 999, ''))).toThrow('not here any more')
    const { id } = store.write((write) => addTemplate(write, 'call-1', words('Come in'), ''))
    expect(() => store.write((write) => putBack(write, id, ''))).toThrow('your own')
  })
})
