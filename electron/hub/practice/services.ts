import type { MessageStore } from './message-store.ts'
import type { OwnedNumbers } from './numbers.ts'
import type { PracticeAccount, PracticeCampaign, PracticeMessagingService } from './types.ts'

/** One of the account's Messaging Services, as REST shows and changes it. */
export interface OwnedService {
  readonly sid: string
  readonly friendlyName: string
  readonly numbers: readonly string[]
  /** Null: none. */
  readonly inboundRequestUrl: string | null
  readonly useInboundWebhookOnNumber: boolean
  readonly statusCallback: string | null
  readonly campaign: PracticeCampaign | null
}

export interface OwnedServices {
  all(): readonly OwnedService[]
  bySid(sid: string): OwnedService | null
  /** The service a number is in; a number is in one at most. */
  ofNumber(phoneNumber: string): OwnedService | null
  /** Applies the form of an update request; parameters nobody knows are ignored, as Twilio does. */
  update(sid: string, form: URLSearchParams): OwnedService | null
}

export function ownedServices(account: PracticeAccount, store: MessageStore): OwnedServices {
  const services = new Map<string, OwnedService>()
  for (const service of account.messagingServices ?? []) {
    services.set(service.sid, { ...withDefaults(service), ...parseKept(store.setting(`service:${service.sid}`)) })
  }
  return {
    all: () => [...services.values()],
    bySid: (sid) => services.get(sid) ?? null,
    ofNumber: (phoneNumber) => [...services.values()].find(({ numbers }) => numbers.includes(phoneNumber)) ?? null,
    update(sid, form) {
      const service = services.get(sid)
      if (service === undefined) return null
      const changed: OwnedService = {
        ...service,
        friendlyName: form.get('FriendlyName') ?? service.friendlyName,
        inboundRequestUrl: form.has('InboundRequestUrl')
          ? form.get('InboundRequestUrl') || null
          : service.inboundRequestUrl,
        useInboundWebhookOnNumber: form.has('UseInboundWebhookOnNumber')
          ? form.get('UseInboundWebhookOnNumber') === 'true'
          : service.useInboundWebhookOnNumber,
        statusCallback: form.has('StatusCallback') ? form.get('StatusCallback') || null : service.statusCallback,
      }
      services.set(sid, changed)
      const { friendlyName, inboundRequestUrl, useInboundWebhookOnNumber, statusCallback } = changed
      const kept = { friendlyName, inboundRequestUrl, useInboundWebhookOnNumber, statusCallback }
      store.setSetting(`service:${sid}`, JSON.stringify(kept))
      return changed
    },
  }
}

function withDefaults(service: PracticeMessagingService): OwnedService {
  return {
    sid: service.sid,
    friendlyName: service.friendlyName ?? 'Practice service',
    numbers: service.numbers,
    inboundRequestUrl: service.inboundRequestUrl ?? null,
    useInboundWebhookOnNumber: service.useInboundWebhookOnNumber ?? true,
    statusCallback: service.statusCallback ?? null,
    campaign: service.campaign ?? null,
  }
}

/** What an earlier run of the simulator has changed: its own writing. */
function parseKept(kept: string | null): Partial<OwnedService> {
  return kept === null ? {} : (JSON.parse(kept) as Partial<OwnedService>)
}

export interface MessagingRequest {
  readonly method: string
  readonly path: string
  readonly query: URLSearchParams
  readonly form: URLSearchParams
}

/**
 * What messaging.twilio.com/v1 answers (Twilio docs: Services, their PhoneNumbers and Compliance, Tollfree Verifications).
 * Null: no such thing.
 */
export function messagingAnswer(
  request: MessagingRequest,
  account: PracticeAccount,
  numbers: OwnedNumbers,
  services: OwnedServices,
): Record<string, unknown> | 'method-not-allowed' | null {
  const { method, path, query, form } = request
  const [resource, sid, ...rest] = path.replace(/^\/v1\//, '').split('/')
  const isRead = method === 'GET' || method === 'HEAD'
  if (resource === 'Tollfree') {
    if (sid !== 'Verifications' || rest.length > 0) return null
    return isRead ? tollFreeListing(path, query, account, numbers) : 'method-not-allowed'
  }
  if (resource !== 'Services') return null
  if (sid === undefined || sid === '') {
    if (!isRead) return 'method-not-allowed'
    const all = services.all().map((service) => serviceJson(service, account.accountSid))
    return listing('services', path, all)
  }
  const service = services.bySid(sid)
  if (service === null) return null
  if (rest.length === 0) {
    if (isRead) return serviceJson(service, account.accountSid)
    const changed = method === 'POST' ? services.update(sid, form) : null
    return changed === null ? 'method-not-allowed' : serviceJson(changed, account.accountSid)
  }
  const sub = rest.join('/')
  if (sub !== 'PhoneNumbers' && sub !== 'Compliance/Usa2p') return null
  if (!isRead) return 'method-not-allowed'
  if (sub === 'PhoneNumbers') return numberListing(path, service, account, numbers)
  const campaigns = service.campaign === null ? [] : [campaignJson(service, service.campaign, account.accountSid)]
  return listing('compliance', path, campaigns)
}

function numberListing(
  path: string,
  service: OwnedService,
  account: PracticeAccount,
  numbers: OwnedNumbers,
): Record<string, unknown> {
  return listing(
    'phone_numbers',
    path,
    service.numbers.map((phoneNumber) => ({
      account_sid: account.accountSid,
      capabilities: ['SMS', 'MMS', 'Voice'],
      country_code: 'US',
      phone_number: phoneNumber,
      service_sid: service.sid,
      sid: numbers.byPhoneNumber(phoneNumber)?.sid ?? null,
      url: `/v1/Services/${service.sid}/PhoneNumbers/${numbers.byPhoneNumber(phoneNumber)?.sid ?? ''}`,
    })),
  )
}

function tollFreeListing(
  path: string,
  query: URLSearchParams,
  account: PracticeAccount,
  numbers: OwnedNumbers,
): Record<string, unknown> {
  const wanted = query.get('TollfreePhoneNumberSid')
  const known = account.numbers.flatMap((number) => {
    const owned = numbers.byPhoneNumber(number.phoneNumber)
    if (owned === null || number.tollFreeStatus === undefined || (wanted !== null && wanted !== owned.sid)) return []
    return [
      {
        account_sid: account.accountSid,
        error_code: null,
        rejection_reason: null,
        rejection_reasons: [],
        sid: owned.sid.replace(/^PN/, 'HH'),
        status: number.tollFreeStatus,
        tollfree_phone_number_sid: owned.sid,
      },
    ]
  })
  return listing('verifications', path, known)
}

function campaignJson(service: OwnedService, campaign: PracticeCampaign, accountSid: string): Record<string, unknown> {
  return {
    account_sid: accountSid,
    campaign_id: campaign.status === 'VERIFIED' ? 'CPRACTICE' : null,
    campaign_status: campaign.status,
    description: 'Texts to families of a camp',
    errors: campaign.errors ?? [],
    messaging_service_sid: service.sid,
    mock: false,
    sid: 'QE2c6890da8086d771620e9b13fadeba0b',
    us_app_to_person_usecase: 'LOW_VOLUME',
  }
}

function serviceJson(service: OwnedService, accountSid: string): Record<string, unknown> {
  return {
    account_sid: accountSid,
    area_code_geomatch: true,
    fallback_method: 'POST',
    fallback_to_long_code: true,
    fallback_url: null,
    friendly_name: service.friendlyName,
    inbound_method: 'POST',
    inbound_request_url: service.inboundRequestUrl,
    mms_converter: true,
    scan_message_content: 'inherit',
    sid: service.sid,
    smart_encoding: false,
    status_callback: service.statusCallback,
    sticky_sender: true,
    synchronous_validation: false,
    url: `/v1/Services/${service.sid}`,
    usecase: 'undeclared',
    use_inbound_webhook_on_number: service.useInboundWebhookOnNumber,
    validity_period: 36_000,
  }
}

function listing(key: string, path: string, items: readonly Record<string, unknown>[]): Record<string, unknown> {
  return {
    [key]: items,
    meta: {
      first_page_url: `${path}?PageSize=50&Page=0`,
      key,
      next_page_url: null,
      page: 0,
      page_size: 50,
      previous_page_url: null,
      url: `${path}?PageSize=50&Page=0`,
    },
  }
}
