import type { OwnedNumbers } from './numbers.ts'
import type { PracticeAccount, PracticeMessagingService } from './types.ts'

/** Messaging Services as messaging.twilio.com/v1 shows them (Twilio docs: Services, PhoneNumbers); null: no such thing. */
export function serviceAnswer(
  path: string,
  account: PracticeAccount,
  numbers: OwnedNumbers,
): Record<string, unknown> | null {
  const services = account.messagingServices ?? []
  const [sid, sub, ...rest] = path.replace(/^\/v1\/Services\/?/, '').split('/')
  if (rest.length > 0) return null
  if (sid === undefined || sid === '') {
    return listing(
      'services',
      path,
      services.map((service) => serviceJson(service, account.accountSid)),
    )
  }
  const service = services.find((candidate) => candidate.sid === sid)
  if (service === undefined) return null
  if (sub === undefined) return serviceJson(service, account.accountSid)
  if (sub !== 'PhoneNumbers') return null
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

function serviceJson(service: PracticeMessagingService, accountSid: string): Record<string, unknown> {
  return {
    account_sid: accountSid,
    area_code_geomatch: true,
    fallback_method: 'POST',
    fallback_to_long_code: true,
    fallback_url: null,
    friendly_name: service.friendlyName ?? 'Practice service',
    inbound_method: 'POST',
    inbound_request_url: service.inboundRequestUrl ?? null,
    mms_converter: true,
    scan_message_content: 'inherit',
    sid: service.sid,
    smart_encoding: false,
    status_callback: service.statusCallback ?? null,
    sticky_sender: true,
    synchronous_validation: false,
    url: `/v1/Services/${service.sid}`,
    usecase: 'undeclared',
    use_inbound_webhook_on_number: service.useInboundWebhookOnNumber ?? true,
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
