import { readFileSync, statSync } from 'node:fs'
import { expect, test, vi } from 'vitest'
import { newId } from '../../electron/hub/ids.ts'
import { CallFailure } from '../../electron/hub/failure.ts'
import type { ActivityPage, StaffView } from '../../electron/ipc/contract/staff-views.ts'
import { manualClock } from '../support/manual-clock.ts'
import type { ManualClock } from '../support/manual-clock.ts'
import { testHub } from '../support/test-hub.ts'
import type { TestHub } from '../support/test-hub.ts'

// Each PIN takes a tenth of a second and a passphrase half of one, where nothing else runs.
vi.setConfig({ testTimeout: 60_000 })

const day = 24 * 3_600_000
const everything = { staff: null, kind: null, day: null, person: '' }

interface Camp extends TestHub {
  readonly clock: ManualClock
  team(): Promise<StaffView>
  idOf(name: string): Promise<number>
  /** Opens the team, with a director's PIN where one is needed. */
  open(name?: string, pin?: string): Promise<string>
  add(key: string, name: string, role: 'staff' | 'director', pin: string | null): Promise<StaffView>
  acts(kind?: string): Promise<readonly string[]>
}

async function camp(clock = manualClock(), dataDir?: string): Promise<Camp> {
  const made = await testHub({ clock, ...(dataDir === undefined ? {} : { dataDir }) })
  const { handlers } = made.hub
  // The first start is practice; these tests begin without an account.
  if (dataDir === undefined) await handlers['practice.end']({})
  const team = async (): Promise<StaffView> => handlers['staff.list']({})
  const idOf = async (name: string): Promise<number> =>
    (await team()).people.find((one) => one.name === name)?.id ?? Number.NaN
  return {
    ...made,
    clock,
    team,
    idOf,
    async open(name, pin) {
      const by = name === undefined || pin === undefined ? null : { staffId: await idOf(name), pin }
      return (await handlers['staff.openEditing']({ by })).key
    },
    add: async (key, name, role, pin) =>
      handlers['staff.add']({
        requestId: newId(clock.now()),
        key,
        name,
        initials: name.slice(0, 2).toUpperCase(),
        role,
        pin,
      }),
    async acts(kind) {
      const page: ActivityPage = await handlers['activity.page']({
        filter: { ...everything, kind: kind ?? null },
        before: null,
        limit: 200,
      })
      return page.items.map(({ words }) => words)
    },
  }
}

/** A camp with a director and two of staff, one of them without a PIN. */
async function staffed(clock = manualClock()): Promise<Camp> {
  const made = await camp(clock)
  const key = await made.open()
  await made.add(key, 'Rosa', 'director', '4826')
  await made.add(key, 'Dana', 'staff', '7193')
  await made.add(key, 'Theo', 'staff', null)
  return made
}

/** What the call was refused with. */
async function refusal(call: () => unknown): Promise<{ readonly code: string; readonly message: string }> {
  try {
    await call()
  } catch (error) {
    if (error instanceof CallFailure) return { code: error.code, message: error.message }
    throw error
  }
  throw new Error('It was not refused.')
}

test('the first director is made without a PIN; from then on only a director changes the team', async () => {
  const made = await staffed()
  const { handlers } = made.hub
  expect((await made.team()).people.map(({ name, role, hasPin }) => [name, role, hasPin])).toEqual([
    ['Dana', 'staff', true],
    ['Rosa', 'director', true],
    ['Theo', 'staff', false],
  ])
  expect((await refusal(() => made.open())).code).toBe('forbidden')
  expect((await refusal(() => made.open('Dana', '7193'))).message).toBe('Only a director changes the team.')
  expect((await refusal(() => made.open('Rosa', '0001'))).message).toBe('That is not the PIN.')
  const key = await made.open('Rosa', '4826')
  const renamed = { key, staffId: await made.idOf('Dana'), name: 'Dana King', initials: 'DK', role: 'staff' } as const
  await handlers['staff.edit'](renamed)
  expect((await refusal(() => made.add(key, 'dana king', 'staff', null))).code).toBe('conflict')
  expect((await refusal(() => made.add(key, 'Ada', 'staff', '1234'))).code).toBe('invalid')
  const rosa = { key, staffId: await made.idOf('Rosa') }
  expect((await refusal(() => handlers['staff.remove'](rosa))).message).toContain('only director')
  expect(
    (await refusal(() => handlers['staff.edit']({ ...rosa, name: 'Rosa', initials: 'RO', role: 'staff' }))).code,
  ).toBe('conflict')
  // A key that was not used for ten minutes opens nothing.
  made.clock.jump(10 * 60_000 + 1)
  expect((await refusal(() => made.add(key, 'Ada', 'staff', null))).code).toBe('forbidden')
})

test('adding somebody twice by the same request adds them once', async () => {
  const made = await camp()
  const key = await made.open()
  const member = { requestId: newId(made.clock.now()), key, name: 'Rosa', initials: 'RO', role: 'director' } as const
  await made.hub.handlers['staff.add']({ ...member, pin: null })
  await made.hub.handlers['staff.add']({ ...member, pin: null })
  expect((await made.team()).people).toHaveLength(1)
  expect(await made.acts('staff')).toEqual(['Rosa joined the team as a director'])
})

test('whoever is on duty by PIN is on the texts, over a restart; a plain name holds only without a team', async () => {
  const clock = manualClock()
  const made = await camp(clock)
  const { handlers } = made.hub
  await handlers['settings.update']({ staffName: 'Somebody' })
  const key = await made.open()
  await made.add(key, 'Rosa', 'director', '4826')
  await made.add(key, 'Theo', 'staff', null)
  expect((await handlers['system.state']({})).settings.staffName).toBe('Somebody')
  expect((await refusal(() => handlers['settings.update']({ staffName: 'Rosa' }))).code).toBe('conflict')

  const rosa = await made.idOf('Rosa')
  expect((await refusal(() => handlers['staff.takeDuty']({ staffId: rosa, pin: null }))).code).toBe('forbidden')
  expect((await refusal(() => handlers['staff.takeDuty']({ staffId: rosa, pin: '4827' }))).code).toBe('forbidden')
  expect(await handlers['staff.takeDuty']({ staffId: rosa, pin: '4826' })).toMatchObject({ onDutyId: rosa })
  expect(made.changes('settings').at(-1)?.settings.staffName).toBe('Rosa')
  await handlers['practice.start']({})
  const [conversation] = (await handlers['conversations.list']({ show: 'all', before: null, limit: 1 })).items
  const id = newId(clock.now())
  const text = { id, conversationId: conversation?.id ?? 0, channel: 'sms', body: 'From Rosa' } as const
  expect(await handlers['messages.send']({ ...text, replaces: null, noUseAfter: null })).toMatchObject({
    author: 'Rosa',
  })

  await made.hub.stop(1_000)
  const again = await camp(clock, made.dataDir)
  expect((await again.hub.handlers['system.state']({})).settings.staffName).toBe('Rosa')
  expect((await again.team()).onDutyId).toBe(rosa)
  // Somebody without a PIN goes on duty by name.
  const theo = await again.idOf('Theo')
  await again.hub.handlers['staff.takeDuty']({ staffId: theo, pin: null })
  const opened = await again.open('Rosa', '4826')
  await again.hub.handlers['staff.remove']({ key: opened, staffId: theo })
  expect((await again.hub.handlers['system.state']({})).settings.staffName).toBe('')
})

test('wrong PINs slow down, stand in the record, and keep nobody out for good', async () => {
  const made = await staffed()
  const { handlers } = made.hub
  const dana = await made.idOf('Dana')
  const attempt = (pin: string) => handlers['staff.takeDuty']({ staffId: dana, pin })
  for (const pin of ['0011', '0012', '0013'])
    expect((await refusal(() => attempt(pin))).message).toBe('That is not the PIN.')
  expect((await refusal(() => attempt('0014'))).message).toContain('in 5 s')
  // Not even the right one is looked at before its time, and asking does not put it off.
  expect((await refusal(() => attempt('7193'))).message).toContain('Too many wrong PINs')
  await made.clock.advance(5_000)
  await attempt('7193')
  expect(await made.acts('pin-wrong')).toHaveLength(4)
  expect(await made.acts('pin-wrong')).toContain('Wrong PIN for Dana')
  // The right one begins anew.
  expect((await refusal(() => attempt('0015'))).message).toBe('That is not the PIN.')
  // A hundred at once are looked at one after the other: four more, and the wait begins.
  const many = await Promise.all(Array.from({ length: 100 }, () => refusal(() => attempt('0016'))))
  expect(many.filter(({ message }) => message.startsWith('That is not'))).toHaveLength(3)
})

test('PINs are kept as hashes, and come out of no call', async () => {
  const made = await staffed()
  await made.hub.handlers['staff.takeDuty']({ staffId: await made.idOf('Dana'), pin: '7193' })
  const shown = JSON.stringify([
    await made.team(),
    await made.hub.handlers['staff.lockScreen']({}),
    await made.hub.handlers['activity.page']({ filter: everything, before: null, limit: 200 }),
    made.batches,
  ])
  expect(shown).not.toMatch(/4826|7193|scrypt/)
  await made.hub.stop(1_000)
  const stored = readFileSync(`${made.dataDir}/hub.db`).toString('latin1')
  expect(stored).toContain('scrypt:')
  expect(stored).not.toMatch(/4826|7193/)
})

test('a forgotten PIN: a director sets a new one at once, and alone it takes a day that the team sees pass', async () => {
  const made = await staffed()
  const { handlers } = made.hub
  const [rosa, dana] = [await made.idOf('Rosa'), await made.idOf('Dana')]
  const key = await made.open('Rosa', '4826')
  await handlers['staff.setPin']({ staffId: dana, pin: '9042', by: { kind: 'director', key } })
  await handlers['staff.takeDuty']({ staffId: dana, pin: '9042' })
  await handlers['staff.setPin']({ staffId: dana, pin: '5520', by: { kind: 'pin', pin: '9042' } })

  const waited = { staffId: rosa, pin: '6031', by: { kind: 'waited' } } as const
  expect((await refusal(() => handlers['staff.setPin'](waited))).code).toBe('forbidden')
  const from = made.clock.now() + day
  const asked = (view: StaffView) => view.people.find(({ id }) => id === rosa)?.newPinFrom
  expect(asked(await handlers['staff.askNewPin']({ staffId: rosa }))).toBe(from)
  made.clock.jump(3_600_000)
  expect(asked(await handlers['staff.askNewPin']({ staffId: rosa }))).toBe(from)
  // Anybody of the team stops it.
  expect(asked(await handlers['staff.cancelNewPin']({ staffId: rosa, by: { staffId: dana, pin: '5520' } }))).toBeNull()
  await handlers['staff.askNewPin']({ staffId: rosa })
  made.clock.jump(day - 1)
  expect((await refusal(() => handlers['staff.setPin'](waited))).message).toBe('It is not time yet for a new PIN.')
  made.clock.jump(1)
  await handlers['staff.setPin'](waited)
  await made.open('Rosa', '6031')
  expect(await made.acts('pin')).toContain('PIN of Rosa set without the old one, a day after it was asked for')
  const byPassphrase = { staffId: rosa, pin: '6032', by: { kind: 'passphrase', passphrase: 'no such thing' } } as const
  expect((await refusal(() => handlers['staff.setPin'](byPassphrase))).code).toBe('forbidden')
  expect((await refusal(() => handlers['staff.setPin']({ ...waited, pin: null }))).code).toBe('forbidden')
})

test('locked, only the cover is answered and told; texts come in all the same, and a restart stays locked', async () => {
  const clock = manualClock()
  const made = await staffed(clock)
  const { handlers } = made.hub
  await handlers['practice.start']({})
  const [conversation] = (await handlers['conversations.list']({ show: 'all', before: null, limit: 1 })).items
  const conversationId = conversation?.id ?? 0
  await handlers['settings.update']({ notificationPrivacy: 'name-and-text' })
  await handlers['practice.replyAsParent']({ conversationId, body: 'Maya has her inhaler' })
  const lock = await handlers['staff.lock']({})
  expect(lock.since).toBe(clock.now())
  expect(made.changes('lock').at(-1)?.lock).toEqual(lock)
  expect(await handlers['staff.lock']({})).toEqual(lock)

  for (const call of [
    () => handlers['conversations.list']({ show: 'all', before: null, limit: 1 }),
    () => handlers['people.list']({ text: '', after: null, limit: 10 } as never),
    () => handlers['staff.handover']({}),
    () => handlers['settings.update']({ campName: 'Other' }),
    () => handlers['practice.replyAsParent']({ conversationId, body: 'Hi' }),
  ])
    expect((await refusal(call)).code).toBe('locked')
  // What is half written is kept.
  await handlers['conversations.saveDraft']({ id: conversationId, body: 'Half' })
  const state = await handlers['system.state']({})
  expect(state.lock).toEqual(lock)

  const heardBefore = made.batches.length
  const [dana, theo] = [await made.hub.handlers['staff.lockScreen']({}), 0].map((cover) =>
    typeof cover === 'number' ? cover : (cover.people.find(({ name }) => name === 'Dana')?.id ?? 0),
  )
  expect((await refusal(() => handlers['staff.unlock']({ staffId: dana ?? 0, pin: '0001' }))).code).toBe('forbidden')
  expect((await refusal(() => handlers['staff.unlock']({ staffId: theo ?? 0, pin: '0001' }))).code).toBe('not-found')
  await clock.advance(60_000)
  // A text that came under the lock is told of, and says of nobody.
  expect(made.notifications.length).toBeGreaterThan(0)
  for (const { title, body } of made.notifications) expect([title, body]).toEqual(['PTP Comms Hub', 'New text'])
  const told = new Set(made.batches.slice(heardBefore).flatMap((batch) => batch.changes.map(({ type }) => type)))
  expect([...told].filter((type) => !['connection', 'counts', 'stale', 'settings', 'lock'].includes(type))).toEqual([])

  await made.hub.stop(1_000)
  const again = await camp(clock, made.dataDir)
  expect((await refusal(() => again.team())).code).toBe('locked')
  await again.hub.handlers['staff.unlock']({ staffId: dana ?? 0, pin: '7193' })
  expect(again.changes('lock').at(-1)?.lock).toBeNull()
  expect(await again.team()).toMatchObject({ onDutyId: dana })
  const { items } = await again.hub.handlers['conversations.list']({ show: 'all', before: null, limit: 200 })
  expect(items.find(({ id }) => id === conversationId)?.draft).toBe('Half')
  expect(await again.acts('lock')).toEqual(['The window was opened', 'The window was locked'])
})

test('it locks by itself once nobody was there for so long, and never where nobody could open it', async () => {
  const made = await camp()
  const { handlers } = made.hub
  await handlers['settings.update']({ lockAfter: 2 })
  expect((await refusal(() => handlers['staff.lock']({}))).code).toBe('conflict')
  await made.clock.advance(10 * 60_000)
  expect((await handlers['system.state']({})).lock).toBeNull()
  const key = await made.open()
  await made.add(key, 'Rosa', 'director', '4826')
  await made.clock.advance(119_000)
  await handlers['staff.touch']({})
  await made.clock.advance(119_000)
  expect((await handlers['system.state']({})).lock).toBeNull()
  await made.clock.advance(1_000)
  expect((await handlers['system.state']({})).lock).not.toBeNull()
})

test('the record by who, what, day and person; as CSV it starts no formula', async () => {
  const made = await staffed()
  const { handlers } = made.hub
  await handlers['settings.update']({ timeZone: 'America/Chicago' })
  await handlers['staff.takeDuty']({ staffId: await made.idOf('Theo'), pin: null })
  await handlers['settings.update']({ quietFrom: 22 * 60, quietUntil: 7 * 60 })
  const key = await made.open('Rosa', '4826')
  await made.add(key, '=1+1', 'staff', null)
  const page = async (filter: Partial<typeof everything> | { readonly [Name in keyof typeof everything]?: string }) =>
    (await handlers['activity.page']({ filter: { ...everything, ...filter }, before: null, limit: 200 })).items
  expect((await page({ staff: 'Theo' })).map(({ words }) => words)).toEqual([
    '=1+1 joined the team as staff',
    'Changed quiet hours',
    'Theo went on duty',
  ])
  expect(await page({ day: '2001-01-01' })).toEqual([])
  expect(await page({ person: 'Nobody' })).toEqual([])
  const choices = await handlers['activity.choices']({})
  expect(choices.staff).toEqual(['Theo'])
  expect(choices.kinds).toEqual(expect.arrayContaining(['duty', 'settings', 'staff']))

  const first = await handlers['activity.page']({ filter: everything, before: null, limit: 2 })
  expect(first.hasMore).toBe(true)
  const last = first.items.at(-1)
  const second = await handlers['activity.page']({
    filter: everything,
    before: { at: last?.at ?? 0, id: last?.id ?? 0 },
    limit: 200,
  })
  expect([...first.items, ...second.items]).toEqual(await page({}))

  const { path } = await handlers['activity.save']({ filter: everything })
  const csv = readFileSync(path, 'utf8')
  expect(statSync(path).mode & 0o777).toBe(0o600)
  expect(csv.startsWith('\uFEFFDay,Time,Staff,Kind,What was done\n')).toBe(true)
  expect(csv).toContain(`'=1+1 joined the team as staff`)
  expect(csv.trim().split('\n')).toHaveLength(1 + (await page({})).length)
})

test('practice has a record of its own; who is on duty stands in both', async () => {
  const made = await staffed()
  const { handlers } = made.hub
  await handlers['practice.start']({})
  await handlers['staff.takeDuty']({ staffId: await made.idOf('Theo'), pin: null })
  expect(await made.acts()).toEqual(['Theo went on duty', 'Practice began'])
  await handlers['practice.end']({})
  expect((await made.acts()).slice(0, 2)).toEqual(['Practice ended; its data was wiped', 'Theo went on duty'])
})

test('the recovery passphrase of the copies sets a forgotten PIN, also under the lock', async () => {
  const made = await staffed()
  const { handlers } = made.hub
  const passphrase = 'four words make one'
  expect(await made.team()).toMatchObject({ passphraseHelps: false })
  await handlers['backup.setPassphrase']({ passphrase })
  expect(await made.team()).toMatchObject({ passphraseHelps: true })
  await handlers['staff.lock']({})
  const { people } = await handlers['staff.lockScreen']({})
  const staffId = people.find(({ name }) => name === 'Rosa')?.id ?? 0
  const by = (typed: string) => ({ staffId, pin: '6031', by: { kind: 'passphrase', passphrase: typed } }) as const
  expect((await refusal(() => handlers['staff.setPin'](by('four words make two')))).message).toBe(
    'That is not the recovery passphrase.',
  )
  await handlers['staff.setPin'](by(passphrase))
  await handlers['staff.unlock']({ staffId, pin: '6031' })
  expect(await made.acts('pin')).toContain('PIN of Rosa set with the recovery passphrase')
})

test('who has no PIN opens nothing, and is given none while it is locked', async () => {
  const made = await staffed()
  const { handlers } = made.hub
  const staffId = await made.idOf('Theo')
  await handlers['staff.lock']({})
  expect((await refusal(() => handlers['staff.unlock']({ staffId, pin: '5093' }))).code).toBe('forbidden')
  const first = { staffId, pin: '5093', by: { kind: 'first' } } as const
  expect((await refusal(() => handlers['staff.setPin'](first))).code).toBe('locked')
  expect((await refusal(() => made.team())).code).toBe('locked')
  const rosa = (await handlers['staff.lockScreen']({})).people.find(({ name }) => name === 'Rosa')?.id ?? 0
  await handlers['staff.unlock']({ staffId: rosa, pin: '4826' })
  await handlers['staff.setPin'](first)
  expect((await made.team()).people.find(({ id }) => id === staffId)?.hasPin).toBe(true)
})

test('the record finds what was done about a player by their name, or a parent’s', async () => {
  const made = await staffed()
  const { handlers } = made.hub
  await handlers['practice.start']({})
  const { players } = await handlers['people.list']({ text: '', after: null, limit: 1 } as never)
  const [player] = players
  const { rows } = await handlers['board.today']({})
  const row = rows.find(({ playerId }) => playerId === player?.id) ?? rows[0]
  if (!row) throw new Error('Nobody is on the board.')
  await handlers['board.checkIn']({
    requestId: newId(made.clock.now()),
    players: [{ playerId: row.playerId, campId: row.campId }],
    at: null,
  })
  const find = async (person: string) =>
    (await handlers['activity.page']({ filter: { ...everything, person }, before: null, limit: 200 })).items
  const found = await find(`${row.firstName} ${row.lastName}`)
  expect(found.map(({ playerId, kind }) => [playerId, kind])).toEqual([[row.playerId, 'check-in']])
  expect(await find(row.guardians[0] ?? '')).toEqual(found)
  const stranger = rows.find(({ familyId }) => familyId !== row.familyId)
  expect(await find(`${stranger?.firstName ?? ''} ${stranger?.lastName ?? ''}`)).toEqual([])
})

test('a ladder is turned on by a director’s PIN, and set or turned off without one', async () => {
  const made = await staffed()
  const { handlers } = made.hub
  await handlers['practice.start']({})
  const [setting] = await handlers['ladders.settings']({})
  if (!setting) throw new Error('The sample camp has no camp.')
  const { campId, kind } = setting
  const save = async (enabled: boolean, by: { readonly staffId: number; readonly pin: string } | null) =>
    handlers['ladders.save']({
      requestId: newId(made.clock.now()),
      campId,
      kind,
      enabled,
      rungs: [{ after: 15, act: 'text', guardian: 0 }],
      templateId: null,
      by,
    })
  const isOn = async () => (await handlers['ladders.settings']({})).some(({ enabled }) => enabled)
  const dana = { staffId: await made.idOf('Dana'), pin: '7193' }
  expect((await refusal(() => save(true, null))).code).toBe('forbidden')
  expect((await refusal(() => save(true, dana))).code).toBe('forbidden')
  expect(await isOn()).toBe(false)
  await save(true, { staffId: await made.idOf('Rosa'), pin: '4826' })
  await save(true, null)
  expect(await isOn()).toBe(true)
  await save(false, null)
  expect(await isOn()).toBe(false)
})
