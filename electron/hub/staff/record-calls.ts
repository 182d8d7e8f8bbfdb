import type { Handlers } from '../../ipc/contract/handlers.ts'
import type { CallInput, CallOutput } from '../../ipc/contract/calls.ts'
import type { CallName } from '../../ipc/contract/names.ts'
import type { StaffDesk } from './staff-desk.ts'

type Settings = CallInput<'settings.update'>

/** What a setting is called in the record; those that are not here concern how it looks. */
const settings: Readonly<Partial<Record<keyof Settings, string>>> = {
  campName: 'the camp’s name',
  defaultCountry: 'the country of numbers',
  timeZone: 'the time zone',
  quietFrom: 'quiet hours',
  quietUntil: 'quiet hours',
  pricePerSegment: 'what a text costs',
  reachBy: 'how Twilio reaches this laptop',
  ngrokDomain: 'how Twilio reaches this laptop',
  publicUrl: 'how Twilio reaches this laptop',
  segmentsPerSecond: 'how fast texts leave',
  callsGreeting: 'how calls are taken',
  callsClosedGreeting: 'how calls are taken',
  callsForwardTo: 'how calls are taken',
  callsFrom: 'how calls are taken',
  callsUntil: 'how calls are taken',
  callTries: 'how often a call is tried',
  callVoice: 'the voice of calls',
  voicemailDays: 'how long voicemails are kept',
  voicemailKeptAtTwilio: 'whether Twilio keeps voicemail',
  notificationPrivacy: 'what notifications show',
  lockAfter: 'when the window locks by itself',
}

type Words = readonly [kind: string, words: string]

/** What stands in the record once a call was carried out; calls that are not here record what they do themselves. */
const recorded: {
  readonly [Name in CallName]?: (input: CallInput<Name>, output: CallOutput<Name>) => Words | null
} = {
  'settings.update': (patch) => {
    const known = settings as Readonly<Record<string, string | undefined>>
    const names = new Set(Object.keys(patch).flatMap((name) => known[name] ?? []))
    return names.size === 0 ? null : ['settings', `Changed ${[...names].join(', ')}`]
  },
  'account.saveAndTest': (_input, { outcome }) =>
    outcome === 'saved' || outcome === 'kept-untested' ? ['credentials', 'Twilio credentials were stored'] : null,
  'account.chooseSender': () => ['credentials', 'Another number or service to send from was chosen'],
  'account.forget': () => ['credentials', 'Twilio credentials were taken away'],
  'reach.setAuthtoken': ({ authtoken }) => [
    'credentials',
    authtoken === null ? 'The ngrok authtoken was taken away' : 'An ngrok authtoken was stored',
  ],
  'vault.choosePassphrase': () => ['credentials', 'A passphrase was chosen for the credentials'],
  'vault.useKeychain': () => ['credentials', 'The credentials moved to the keychain'],
  'vault.useSessionOnly': () => ['credentials', 'The credentials are kept for this session alone'],
  'vault.rotateKey': () => ['credentials', 'The credentials got a new key'],
  'vault.forgetEverything': () => ['credentials', 'All credentials were deleted'],
  'webhooks.fix': (_input, { done }) =>
    done === 0 ? null : ['webhooks', 'The numbers’ settings at Twilio were changed'],
  'webhooks.undo': (_input, { done }) =>
    done === 0 ? null : ['webhooks', 'The numbers’ settings at Twilio were put back'],
  'duty.takeOver': () => ['laptop', 'This laptop took over the number'],
  'duty.stepBack': () => ['laptop', 'This laptop left the number to another one'],
  'backup.setPassphrase': () => ['backup', 'A recovery passphrase was chosen for the copies'],
  'backup.setFolder': ({ path }) => [
    'backup',
    path === null ? 'Copies go to no second folder any more' : 'A second folder for copies was chosen',
  ],
  'diagnostics.saveSupportFile': () => ['support', 'A support file was saved'],
}

/** The calls, each of which stands in the record once it was carried out where it is worth it. */
export function recordCalls(handlers: Partial<Handlers>, record: StaffDesk['record']): Partial<Handlers> {
  const noted: Record<string, unknown> = { ...handlers }
  for (const [name, words] of Object.entries(recorded)) {
    const handle = handlers[name as CallName] as ((input: unknown) => unknown) | undefined
    if (!handle) continue
    noted[name] = async (input: unknown) => {
      const value = await handle(input)
      const act = (words as (given: unknown, done: unknown) => Words | null)(input, value)
      if (act) record(...act)
      return value
    }
  }
  return noted
}
