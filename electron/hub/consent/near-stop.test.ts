import { expect, test } from 'vitest'
import { isNearStop } from './near-stop.ts'

test.each([
  'Stop please',
  'STOP.',
  'please stop!!',
  'Please remove me',
  'No more texts',
  'no more texts please, thank you',
  'stop texting me',
  'Please stop sending these messages',
  'take me off this list',
  'Don’t text me again',
  'unsubscribe me',
  'Opt out',
  'alto por favor',
  'Parar',
  'Ya no más mensajes por favor',
  'No me manden más textos',
  'dejen de escribirme',
  'I don’t want any more texts',
])('%j asks for no more texts', (body) => {
  expect(isNearStop(body)).toBe(true)
})

test.each([
  '',
  '🙂',
  'Can you stop by the office?',
  'Leo will end at 3',
  'Where is the bus stop',
  'Please remove Leo from the afternoon list',
  'He can’t stop talking about camp',
  'Cancel my order of lunch for Tuesday',
  'Mi hijo es alto, por favor busquen la camiseta L',
  'Para Leo la talla M por favor',
  'Thanks',
  'Is there a stop at Main St? Text me when the bus leaves',
  'Please text me when he is checked in',
  'x'.repeat(5_000),
])('%j does not', (body) => {
  expect(isNearStop(body)).toBe(false)
})
