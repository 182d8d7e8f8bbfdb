import { expect, test } from 'vitest'
import type { ConversationView } from '../ipc/contract/views.ts'
import type { CaughtUpText } from './line.ts'
import { composeNotification, createNotifier } from './notification.ts'
import type { HubNotification } from './notification.ts'

const ana = { id: 1, name: 'Ana Lopez', displayAddress: '(312) 555-0142' } as ConversationView

test('a call is never called a text, however little may be said', () => {
  const bodies = (privacy: 'name-and-text' | 'name' | 'nothing') => [
    composeNotification(privacy, ana, 'On our way').body,
    composeNotification(privacy, ana, 'Left a voicemail', 'voicemail').body,
    composeNotification(privacy, ana, 'Missed call', 'missed-call').body,
  ]
  expect(bodies('name')).toEqual(['New text', 'New voicemail', 'Missed call'])
  expect(bodies('nothing')).toEqual(['New text', 'New voicemail', 'Missed call'])
  expect(bodies('name-and-text')).toEqual(['On our way', 'Left a voicemail', 'Missed call'])
})

test('of many that were missed, one notification says what they are', () => {
  const told: HubNotification[] = []
  const notifier = createNotifier({
    notify: (notification) => told.push(notification),
    privacy: () => 'name',
    find: () => ana,
    isShown: () => true,
    isPractice: () => false,
    isWatched: () => false,
    isBeingRead: () => false,
  })
  const many = (...kinds: readonly CaughtUpText['kind'][]): readonly CaughtUpText[] =>
    kinds.map((kind) => ({ conversationId: 1, body: 'Missed call', kind }))
  notifier.textsCaughtUp(many('text', 'text', 'text', 'text'))
  notifier.textsCaughtUp(many('text', 'missed-call', 'text', 'voicemail'))
  notifier.textsCaughtUp(many('missed-call', 'missed-call', 'missed-call', 'voicemail', 'voicemail'))
  expect(told.map(({ body }) => body)).toEqual([
    '4 texts arrived while this laptop was away',
    '4 texts and calls arrived while this laptop was away',
    '5 calls arrived while this laptop was away',
  ])
  notifier.textsCaughtUp(many('missed-call'))
  expect(told.at(-1)).toMatchObject({ title: 'Ana Lopez', body: 'Missed call' })
})
