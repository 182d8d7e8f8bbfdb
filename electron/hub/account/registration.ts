import type { AccountClient, OwnNumber, Registration } from '../carrier/account-types.ts'
import { displayAddress } from '../people/number.ts'
import type { CheckResult } from './checklist.ts'
import { troubleOf } from './check-words.ts'
import { numberKind } from './number-kind.ts'
import { numbersOf } from './sender.ts'
import type { PooledService, Sender } from './sender.ts'

/** So many toll-free numbers are asked about; one answer each. */
const mostAsked = 5

const elsewhere: CheckResult = {
  state: 'ok',
  words: 'This sender needs no registration with carriers in the United States.',
}

const order = { problem: 0, unknown: 1, ok: 2 } as const

/**
 * Whether carriers of the United States take the sender's texts, as far as Twilio's API shows it (Twilio docs: A2P 10DLC,
 * Toll-Free Verification; errors 30034 and 30032). The worst of what is found.
 */
export async function checkRegistration(
  client: Pick<AccountClient, 'campaigns' | 'tollFreeVerifications'>,
  sender: Sender,
  numbers: readonly OwnNumber[],
  services: readonly PooledService[],
  country: string,
): Promise<CheckResult> {
  const ours = numbersOf(sender, services)
  const results: CheckResult[] = []
  for (const number of ours.filter((one) => numberKind(one) === 'toll-free').slice(0, mostAsked)) {
    const sid = numbers.find(({ phoneNumber }) => phoneNumber === number)?.sid
    if (sid !== undefined) results.push(await tollFree(client, sid, displayAddress('phone', number, country)))
  }
  if (ours.some((one) => numberKind(one) === 'local')) results.push(await campaign(client, ours, services))
  results.sort((one, other) => order[one.state] - order[other.state])
  return results[0] ?? elsewhere
}

async function tollFree(
  client: Pick<AccountClient, 'tollFreeVerifications'>,
  sid: string,
  shown: string,
): Promise<CheckResult> {
  const reply = await client.tollFreeVerifications(sid)
  if (reply.kind !== 'ok') return notShown(troubleOf(reply).details)
  const blocked = 'Carriers in the United States and Canada block its texts until then. Calls work.'
  const [latest] = reply.value
  switch (latest?.status) {
    case undefined:
      return {
        state: 'problem',
        words: `The toll-free number ${shown} is not verified, and no verification was asked for. ${blocked} Ask for it in Twilio’s console, on the page of the number, under Regulatory Information.`,
      }
    case 'TWILIO_APPROVED':
      return { state: 'ok', words: `The toll-free number ${shown} is verified.` }
    case 'PENDING_REVIEW':
    case 'IN_REVIEW':
      return {
        state: 'problem',
        words: `The verification of the toll-free number ${shown} is still under review. ${blocked} Twilio mails when it is done.`,
      }
    case 'TWILIO_REJECTED':
      return {
        state: 'problem',
        words: `The verification of the toll-free number ${shown} was turned down. ${blocked} Mend it in Twilio’s console, on the page of the number, under Regulatory Information.`,
        details: latest?.reason ?? null,
      }
    default:
      return notShown(latest?.status ?? null)
  }
}

async function campaign(
  client: Pick<AccountClient, 'campaigns'>,
  ours: readonly string[],
  services: readonly PooledService[],
): Promise<CheckResult> {
  const service = services.find(({ pool }) => ours.some((number) => pool?.includes(number)))
  if (!service) {
    return {
      state: 'unknown',
      words:
        'Twilio’s API does not say whether this number is registered (A2P 10DLC), as it is in no Messaging Service. Carriers in the United States block texts of numbers that are not. Look in Twilio’s console under Messaging, Regulatory Compliance.',
    }
  }
  const reply = await client.campaigns(service.sid)
  if (reply.kind !== 'ok') return notShown(troubleOf(reply).details)
  return campaignResult(reply.value, service.name)
}

function campaignResult(campaigns: readonly Registration[], name: string): CheckResult {
  const blocked = 'Carriers in the United States block its texts until then.'
  if (campaigns.some(({ status }) => status === 'VERIFIED')) {
    return { state: 'ok', words: `The Messaging Service “${name}” has a registered campaign (A2P 10DLC).` }
  }
  const [latest] = campaigns
  switch (latest?.status) {
    case undefined:
      return {
        state: 'problem',
        words: `The Messaging Service “${name}” has no registered campaign (A2P 10DLC). ${blocked} Register one in Twilio’s console under Messaging, Regulatory Compliance.`,
      }
    case 'PENDING':
    case 'IN_PROGRESS':
      return {
        state: 'problem',
        words: `The campaign of “${name}” (A2P 10DLC) is still under review. ${blocked} Twilio mails when it is done.`,
      }
    case 'FAILED':
      return {
        state: 'problem',
        words: `The campaign of “${name}” (A2P 10DLC) was turned down. ${blocked} Mend it in Twilio’s console under Messaging, Regulatory Compliance.`,
        details: latest?.reason ?? null,
      }
    case 'SUSPENDED':
      return {
        state: 'problem',
        words: `The campaign of “${name}” (A2P 10DLC) is suspended. ${blocked} Ask Twilio’s support what happened.`,
        details: latest?.reason ?? null,
      }
    default:
      return notShown(latest?.status ?? null)
  }
}

function notShown(details: string | null): CheckResult {
  return {
    state: 'unknown',
    words:
      'Twilio did not say whether this sender is registered. Look in its console under Messaging, Regulatory Compliance.',
    details,
  }
}
