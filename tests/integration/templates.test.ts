import fc from 'fast-check'
import { expect, test } from 'vitest'
import { CallFailure } from '../../electron/hub/failure.ts'
import { newId } from '../../electron/hub/ids.ts'
import { calls } from '../../electron/ipc/contract/calls.ts'
import { manualClock } from '../support/manual-clock.ts'
import { testHub } from '../support/test-hub.ts'

const words = {
  name: 'Rain',
  useMinutes: 30,
  versions: [{ language: 'en', body: '{{us}}: rain. {{player.first}} inside.' }],
}

test('templates are ready in practice and live, kept apart and across restarts', async () => {
  const clock = manualClock()
  const before = await testHub({ clock })
  const call = before.hub.handlers
  expect((await call['templates.list']({})).map(({ key }) => key)).toContain('weather-delay')

  const requestId = newId(clock.now())
  const made = await call['templates.save']({ requestId, id: null, ...words })
  expect(await call['templates.save']({ requestId, id: null, ...words })).toEqual(made)
  await clock.advanceUntil(() => before.changes('stale').some(({ rooms }) => rooms.includes('templates')))
  await before.hub.stop(0)

  const { hub } = await testHub({ clock, dataDir: before.dataDir })
  expect((await hub.handlers['templates.list']({})).filter(({ key }) => key === null)).toEqual([made])
  await hub.handlers['practice.end']({})
  const live = await hub.handlers['templates.list']({})
  expect(live.map(({ key }) => key)).toContain('weather-delay')
  expect(live.every(({ key, isChanged }) => key !== null && !isChanged)).toBe(true)
})

test('a template is tried on the sample camp, and filled for each of its families without a gap', async () => {
  const clock = manualClock()
  const { hub } = await testHub({ clock })
  const call = hub.handlers
  await call['settings.update']({ campName: 'Riverside Camp', pricePerSegment: 0.02 })
  const report = await call['templates.check']({ versions: words.versions, language: 'en', set: {} })
  expect(report).toMatchObject({ triedOn: 'today', refused: 0, faults: [], findings: [] })
  expect(report.texts).toBeGreaterThan(30)
  expect(report.cost).toBeCloseTo(report.segments * 0.02)
  expect(report.missingLanguages.every(({ language }) => language !== 'en')).toBe(true)

  const { items } = await call['conversations.list']({ show: 'all', before: null, limit: 200 })
  const templates = await call['templates.list']({})
  let filled = 0
  for (const { id: conversationId, players } of items) {
    if (players.length === 0) continue
    for (const { id } of templates) {
      const answer = await call['templates.fill']({ id, conversationId, set: { time: '10:45', field: 'Field 5' } })
      expect(answer).toMatchObject({ ok: true })
      if (!answer.ok) continue
      filled += 1
      expect(answer.text).not.toMatch(/[{}]| {2}| ,/)
      // It speaks of no child of another family.
      const strangers = items
        .flatMap((one) => one.players)
        .filter(({ name }) => !players.some((own) => own.name === name))
      for (const { name } of strangers) expect(` ${answer.text} `).not.toMatch(new RegExp(`[ ,]${name}[ ,.:]`))
    }
  }
  expect(filled).toBeGreaterThan(300)
})

test('what is not here is said to be so', async () => {
  const { hub } = await testHub({ clock: manualClock() })
  const call = hub.handlers
  const [template] = await call['templates.list']({})
  const id = template?.id ?? 0
  await expect(async () => call['templates.fill']({ id, conversationId: 7, set: {} })).rejects.toThrow(
    'not here any more',
  )
  await expect(async () => call['templates.fill']({ id: 9_999, conversationId: 7, set: {} })).rejects.toThrow(
    'not here any more',
  )
  await expect(async () => call['templates.archive']({ id: 9_999, archived: true })).rejects.toThrow(
    'not here any more',
  )
})

test('whatever the contract lets through is answered or refused in words', async () => {
  const { hub } = await testHub({ clock: manualClock() })
  const call = hub.handlers
  const ids = (await call['templates.list']({})).map(({ id }) => id)
  const { items } = await call['conversations.list']({ show: 'all', before: null, limit: 20 })
  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 400 }),
    fc
      .array(fc.constantFrom('{{', '}}', '{', '}', 'camp', 'us|', 'time', '|', ' ', '\n', '’', '🎉', 'reply YES'), {
        maxLength: 60,
      })
      .map((parts) => parts.join('')),
    fc.constantFrom('{'.repeat(4_000), '{{a'.repeat(1_300), 'reply '.repeat(660), 'É'.repeat(4_000)),
  )
  const language = fc.constantFrom('en', 'es', 'zz')
  const versions = fc.uniqueArray(fc.record({ language, body: text }), {
    minLength: 1,
    selector: (one) => one.language,
  })
  const set = fc.record({ time: text, field: text, camp: text, group: text }, { requiredKeys: [] })
  const id = fc.oneof(fc.constantFrom(...ids), fc.integer({ min: -1, max: 99_999 }))
  const conversationId = fc.oneof(fc.constantFrom(...items.map((item) => item.id)), fc.integer({ min: 0, max: 9 }))
  const asked = fc.oneof(
    fc.record({ name: fc.constant('templates.check' as const), input: fc.record({ versions, language, set }) }),
    fc.record({ name: fc.constant('templates.fill' as const), input: fc.record({ id, conversationId, set }) }),
    fc.record({
      name: fc.constant('templates.save' as const),
      input: fc.record({
        requestId: fc.uuid({ version: 7 }),
        id: fc.option(id),
        name: text,
        useMinutes: fc.option(fc.nat()),
        versions,
      }),
    }),
    fc.record({ name: fc.constant('templates.putBack' as const), input: fc.record({ id }) }),
    fc.record({
      name: fc.constant('templates.firstText' as const),
      input: fc.record({ to: fc.oneof(conversationId, text), body: text }),
    }),
  )
  await fc.assert(
    fc.asyncProperty(asked, async ({ name, input }) => {
      const parsed = calls[name].input.safeParse(input)
      if (!parsed.success) return
      try {
        await (call[name] as (given: unknown) => unknown)(parsed.data)
      } catch (error) {
        expect(error).toBeInstanceOf(CallFailure)
      }
    }),
    { numRuns: 60 },
  )
})
