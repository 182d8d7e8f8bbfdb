/** What Twilio says no with. */
export interface TwilioError {
  readonly status: number
  readonly code: number
  readonly message: string
}

/** HTTP status of the codes that are not plain 400s. */
const statusOf: Readonly<Record<number, number>> = {
  20003: 401,
  20004: 405,
  20005: 403,
  20008: 403,
  20009: 409,
  20404: 404,
  20429: 429,
  20500: 500,
  20503: 503,
}

/** Texts as Twilio words them; `{}` stands for the value complained about. */
const messages: Readonly<Record<number, string>> = {
  20001: 'Invalid parameter: {}',
  20003: 'Authenticate',
  20004: 'Method not allowed',
  20005: 'Account is not active',
  20008: 'Resource not accessible with Test Account Credentials',
  20009: 'Cannot delete this resource before it is complete',
  20404: 'The requested resource {} was not found',
  20429: 'Too Many Requests',
  20500: 'An internal server error has occurred',
  20503: 'Service Unavailable',
  21201: "No 'To' number is specified",
  21205: 'Url is not a valid URL: {}',
  21210: "'From' phone number not verified: {}",
  21213: "'From' phone number is required",
  21220: 'Call is not in-progress. Cannot redirect.',
  21211: "Invalid 'To' Phone Number: {}",
  21212: 'Invalid From Number (caller ID): {}',
  21408: "Permission to send an SMS has not been enabled for the region indicated by the 'To' number: {}",
  21602: 'Message body is required.',
  21603: "A 'From' phone number is required.",
  21604: "A 'To' phone number is required.",
  21606:
    "The 'From' phone number provided ({}) is not a valid message-capable Twilio phone number for this destination.",
  21608: 'The number {} is unverified. Trial accounts cannot send messages to unverified numbers.',
  21609: "The 'StatusCallback' URL {} is not a valid URL.",
  21610: 'Attempt to send to unsubscribed recipient',
  21611: "This 'From' number {} has exceeded the maximum number of queued messages",
  21612: "Message cannot be sent with the current combination of 'To' ({}) and/or 'From' parameters",
  21614: "'To' number: {}, is not a valid mobile number",
  21617: 'The concatenated message body exceeds the 1600 character limit',
  21620: 'Invalid media URL(s)',
  21623: 'Number of media files exceeds allowed limit',
  21624: 'The validity period {} is not within the range of 1 to 36000 seconds',
  21703: 'The Messaging Service does not contain a phone number',
  21705: 'The Messaging Service Sid {} is invalid',
  35111: "The 'SendAt' parameter is missing",
  35114: 'SendAt time must be between 900 seconds and 35 days (3024000 seconds) in the future',
}

/** One of Twilio's errors by its code; `value` is what was wrong with the request. */
export function twilioError(code: number, value = ''): TwilioError {
  return {
    status: statusOf[code] ?? 400,
    code,
    message: (messages[code] ?? 'The request was refused').replace('{}', value),
  }
}

/** The JSON body Twilio answers with. */
export function errorJson(error: TwilioError): Record<string, unknown> {
  return {
    code: error.code,
    message: error.message,
    more_info: `https://www.twilio.com/docs/errors/${error.code}`,
    status: error.status,
  }
}

/** Codes that end a message as `failed` (it never left Twilio); the other 30xxx ones end it as `undelivered`. */
const neverLeft: ReadonlySet<number> = new Set([30001, 30002, 30009, 30010, 30036, 30044, 63038])

export function finalStatusOf(code: number): 'failed' | 'undelivered' {
  return neverLeft.has(code) ? 'failed' : 'undelivered'
}
