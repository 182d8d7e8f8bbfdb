import type { SenderChoice } from '../../ipc/contract/account-views.ts'
import type { MessagingService, OwnNumber } from '../carrier/account-types.ts'
import { displayAddress } from '../people/number.ts'

/** What live texts are sent from. */
export type Sender =
  | { readonly kind: 'number'; /** E.164. */ readonly number: string }
  | {
      readonly kind: 'service'
      readonly sid: string
      /** The pool's number that calls and conversations go by. */ readonly number: string
    }

/** A Messaging Service with the numbers of its pool, in E.164; null where they could not be read. */
export interface PooledService extends MessagingService {
  readonly pool: readonly string[] | null
}

/** How the choice is named: a number by itself, a service by its SID. */
export function senderId(sender: Sender): string {
  return sender.kind === 'number' ? sender.number : sender.sid
}

export function capabilityWords({ capabilities }: OwnNumber): string {
  const { sms, mms, voice } = capabilities
  const able = [sms && 'SMS', mms && 'MMS', voice && 'voice'].filter((word) => word !== false)
  return able.length === 0 ? 'no texts, no calls' : able.join(', ')
}

/** Numbers of the pool that are the account's and can text. */
function textingPool(service: PooledService, numbers: readonly OwnNumber[]): readonly OwnNumber[] {
  return numbers.filter(({ phoneNumber, capabilities }) => capabilities.sms && service.pool?.includes(phoneNumber))
}

/** All that could be sent from, for the screen: numbers first. */
export function senderChoices(
  numbers: readonly OwnNumber[],
  services: readonly PooledService[],
  country: string,
): readonly SenderChoice[] {
  const display = (number: string): string => displayAddress('phone', number, country)
  return [
    ...numbers.map((number): SenderChoice => ({
      id: number.phoneNumber,
      kind: 'number',
      label: display(number.phoneNumber),
      note: capabilityWords(number),
      canText: number.capabilities.sms,
      canCall: number.capabilities.voice,
      numbers: [number.phoneNumber],
    })),
    ...services.map((service): SenderChoice => {
      const pool = textingPool(service, numbers)
      return {
        id: service.sid,
        kind: 'service',
        label: service.name || service.sid,
        note:
          pool.length === 0
            ? 'no number that can text'
            : pool.map(({ phoneNumber }) => display(phoneNumber)).join(', '),
        canText: pool.length > 0,
        canCall: pool.some(({ capabilities }) => capabilities.voice),
        numbers: pool.map(({ phoneNumber }) => phoneNumber),
      }
    }),
  ]
}

/** The sender of that name, if it is the account's and can text. */
export function findSender(
  id: string,
  numbers: readonly OwnNumber[],
  services: readonly PooledService[],
): Sender | null {
  const number = numbers.find(({ phoneNumber }) => phoneNumber === id)
  if (number) return number.capabilities.sms ? { kind: 'number', number: id } : null
  const service = services.find(({ sid }) => sid === id)
  const first = service && textingPool(service, numbers)[0]
  return service && first ? { kind: 'service', sid: service.sid, number: first.phoneNumber } : null
}

/** The one number that can text, where there is no choice to make. */
export function onlySender(numbers: readonly OwnNumber[]): Sender | null {
  const able = numbers.filter(({ capabilities }) => capabilities.sms)
  return able.length === 1 && able[0] ? { kind: 'number', number: able[0].phoneNumber } : null
}

/** Our numbers that texts of this sender come from. */
export function numbersOf(sender: Sender | null, services: readonly PooledService[]): readonly string[] {
  if (sender === null) return []
  if (sender.kind === 'number') return [sender.number]
  return services.find(({ sid }) => sid === sender.sid)?.pool ?? [sender.number]
}
