import { expect, test } from 'vitest'
import { newId } from '../../electron/hub/ids.ts'
import type { DraftUse } from '../../electron/ipc/contract/views.ts'
import { manualClock } from '../support/manual-clock.ts'
import { testHub } from '../support/test-hub.ts'

test('a draft keeps until when it is of use, across a restart, and no longer than the draft itself', async () => {
  const clock = manualClock()
  const before = await testHub({ clock })
  const { items } = await before.hub.handlers['conversations.list']({ show: 'all', before: null, limit: 50 })
  const id = items.find((one) => one.closedReason === null)?.id ?? 0
  const save = (body: string, use: DraftUse | null) => before.hub.handlers['conversations.saveDraft']({ id, body, use })
  const draft = async (hub = before.hub) => {
    const { draft: body, draftUse } = await hub.handlers['conversations.get']({ id })
    return { body, draftUse }
  }
  await save('Lunch in ten minutes', { kind: 'for', minutes: 10 })
  expect(await draft()).toEqual({ body: 'Lunch in ten minutes', draftUse: { kind: 'for', minutes: 10 } })
  await save('Lunch in ten minutes', { kind: 'until', at: clock.now() + 600_000 })
  expect((await draft()).draftUse).toEqual({ kind: 'until', at: clock.now() + 600_000 })
  await before.hub.stop(0)

  const { hub } = await testHub({ clock, dataDir: before.dataDir })
  expect((await draft(hub)).draftUse).toEqual({ kind: 'until', at: clock.now() + 600_000 })
  await hub.handlers['messages.send']({
    id: newId(clock.now()),
    conversationId: id,
    channel: 'sms',
    body: 'Lunch in ten minutes',
    replaces: null,
    noUseAfter: clock.now() + 600_000,
  })
  expect(await draft(hub)).toEqual({ body: '', draftUse: null })
  await hub.handlers['conversations.saveDraft']({ id, body: 'Another' })
  expect(await draft(hub)).toEqual({ body: 'Another', draftUse: null })
})
