import { twilioError } from '../error-json.ts'
import { rfc2822 } from '../message-json.ts'
import type { OwnedNumbers } from '../numbers.ts'
import type { RestAnswer, RestRequest } from '../routes.ts'
import { json, page, refusal } from '../routes.ts'
import { webAddress } from '../web-address.ts'
import type { CallStore } from './call-store.ts'
import { secondsOf } from './calls.ts'
import type { Calls, WantedCall } from './calls.ts'
import { longestTwiml } from './twiml-rules.ts'
import type { CallEvent, PracticeCall, PracticeRecording } from './types.ts'

export interface CallRoutesOptions {
  readonly accountSid: string
  readonly store: CallStore
  readonly calls: Calls
  readonly numbers: OwnedNumbers
  /** The code the next create is to be refused with; asked once per create that would be taken. */
  readonly takeForcedFailure: () => number | null
}

const events: readonly CallEvent[] = ['initiated', 'ringing', 'answered', 'completed']

/** Calls and Recordings by REST; null for what is neither (Twilio docs: Call resource, Recording resource). */
export function callRoutes(options: CallRoutesOptions): (request: RestRequest, resource: string) => RestAnswer | null {
  const { accountSid, store, calls, numbers } = options
  const base = `/2010-04-01/Accounts/${accountSid}`

  return (request, resource) => {
    const [kind = '', ...rest] = resource.split('/')
    switch (kind) {
      case 'Calls.json':
        return request.method === 'POST' ? create(request) : onlyGet(request, () => list(request))
      case 'Calls':
        return oneCall(request, rest)
      case 'Recordings.json':
        return onlyGet(request, () => recordings(request, request.query.get('CallSid')))
      case 'Recordings':
        return rest.length === 1 ? oneRecording(request, rest[0] ?? '') : notFound(request)
      default:
        return null
    }
  }

  function create(request: RestRequest): RestAnswer {
    const wanted = judge(request.form, numbers)
    if ('code' in wanted) return refusal(twilioError(wanted.code, wanted.value))
    const forced = options.takeForcedFailure()
    if (forced !== null) return refusal(twilioError(forced, wanted.to))
    return json(201, callJson(calls.create(wanted), accountSid))
  }

  function list(request: RestRequest): RestAnswer {
    const { query } = request
    const size = Math.min(1_000, Math.max(1, Number(query.get('PageSize') ?? 50)))
    const from = Date.parse(query.get('StartTime>') ?? '')
    const found = store.list({
      to: query.get('To'),
      from: query.get('From'),
      status: query.get('Status'),
      startedFrom: Number.isNaN(from) ? null : from,
      limit: size + 1,
      offset: Math.max(0, Number(query.get('Page') ?? 0)) * size,
    })
    const shown = found.slice(0, size).map((call) => callJson(call, accountSid))
    return json(200, page(request, 'calls', shown, found.length > size))
  }

  function oneCall(request: RestRequest, rest: readonly string[]): RestAnswer {
    const [name = '', below] = rest
    const call = store.get(name.replace(/\.json$/, ''))
    if (call === null) return notFound(request)
    if (below === 'Recordings.json') return onlyGet(request, () => recordings(request, call.sid))
    if (rest.length > 1) return notFound(request)
    if (request.method === 'GET') return json(200, callJson(call, accountSid))
    if (request.method === 'DELETE') {
      if (store.unfinished().some(({ sid }) => sid === call.sid)) return refusal(twilioError(20009))
      store.remove(call.sid)
      return { status: 204, body: '', contentType: 'application/json' }
    }
    if (request.method !== 'POST') return refusal(twilioError(20004))
    return change(request, call)
  }

  function change({ form }: RestRequest, call: PracticeCall): RestAnswer {
    const status = form.get('Status')
    const twiml = form.get('Twiml')
    const url = form.get('Url')
    if (twiml !== null && twiml.length > longestTwiml) return refusal(twilioError(20001, 'Twiml'))
    const changed =
      status === 'completed' || status === 'canceled'
        ? calls.end(call.sid, status)
        : twiml !== null
          ? calls.redirect(call.sid, { twiml })
          : url !== null
            ? calls.redirect(call.sid, { url })
            : null
    return changed === null ? refusal(twilioError(21220)) : json(200, callJson(changed, accountSid))
  }

  function recordings(request: RestRequest, callSid: string | null): RestAnswer {
    const shown = store.recordings(callSid).map((recording) => recordingJson(recording, accountSid))
    return json(200, page(request, 'recordings', shown))
  }

  function oneRecording(request: RestRequest, name: string): RestAnswer {
    const [, sid = '', suffix = ''] = /^(RE[0-9a-f]{32})(\.\w+)?$/.exec(name) ?? []
    const recording = store.recording(sid)
    if (recording === null) return notFound(request)
    if (request.method === 'DELETE') {
      store.removeRecording(sid)
      return { status: 204, body: '', contentType: 'application/json' }
    }
    return onlyGet(request, () =>
      suffix === '.json'
        ? json(200, recordingJson(recording, accountSid))
        : suffix === '' || suffix === '.wav'
          ? { status: 200, body: recording.wav, contentType: 'audio/x-wav' }
          : notFound(request),
    )
  }

  function notFound(request: RestRequest): RestAnswer {
    return refusal(twilioError(20404, request.path))
  }

  function onlyGet(request: RestRequest, answer: () => RestAnswer): RestAnswer {
    return request.method === 'GET' || request.method === 'HEAD' ? answer() : refusal(twilioError(20004))
  }

  /** The Call resource: numbers that are strings, times as RFC 2822. */
  function callJson(call: PracticeCall, account: string): Record<string, unknown> {
    return {
      account_sid: account,
      answered_by: call.answeredBy,
      api_version: '2010-04-01',
      caller_name: null,
      date_created: rfc2822(call.createdAt),
      date_updated: rfc2822(call.endedAt ?? call.answeredAt ?? call.startedAt ?? call.createdAt),
      direction: call.direction,
      duration: call.endedAt === null ? null : String(secondsOf(call)),
      end_time: call.endedAt === null ? null : rfc2822(call.endedAt),
      forwarded_from: null,
      from: call.from,
      from_formatted: call.from,
      group_sid: null,
      parent_call_sid: null,
      phone_number_sid: numbers.byPhoneNumber(call.direction === 'inbound' ? call.to : call.from)?.sid ?? null,
      price: null,
      price_unit: 'USD',
      queue_time: '0',
      sid: call.sid,
      start_time: call.startedAt === null ? null : rfc2822(call.startedAt),
      status: call.status,
      subresource_uris: { recordings: `${base}/Calls/${call.sid}/Recordings.json` },
      to: call.to,
      to_formatted: call.to,
      trunk_sid: null,
      uri: `${base}/Calls/${call.sid}.json`,
    }
  }

  function recordingJson(recording: Omit<PracticeRecording, 'wav'>, account: string): Record<string, unknown> {
    const path = `${base}/Recordings/${recording.sid}`
    return {
      account_sid: account,
      api_version: '2010-04-01',
      call_sid: recording.callSid,
      channels: 1,
      conference_sid: null,
      date_created: rfc2822(recording.createdAt),
      date_updated: rfc2822(recording.createdAt),
      duration: String(recording.duration),
      encryption_details: null,
      error_code: null,
      media_url: path,
      price: null,
      price_unit: 'USD',
      sid: recording.sid,
      source: 'RecordVerb',
      start_time: rfc2822(recording.createdAt - recording.duration * 1_000),
      status: 'completed',
      uri: `${path}.json`,
    }
  }
}

/** Twilio's checks of POST Calls.json; the form's fields are those of the public API. */
function judge(
  form: URLSearchParams,
  numbers: OwnedNumbers,
): WantedCall | { readonly code: number; readonly value: string } {
  const no = (code: number, value = '') => ({ code, value })
  const to = (form.get('To') ?? '').trim()
  const from = (form.get('From') ?? '').trim()
  if (to === '') return no(21_201)
  if (!/^\+[1-9]\d{6,14}$/.test(to) || to === '+15005550001') return no(21_211, to)
  if (from === '') return no(21_213)
  const owned = numbers.byPhoneNumber(from)
  if (!owned) return no(21_210, from)
  if (!owned.capabilities.voice) return no(21_212, from)
  const twiml = form.get('Twiml')
  const url = form.get('Url')
  if (twiml === null && url === null) return no(21_205)
  if (twiml !== null && twiml.length > longestTwiml) return no(20_001, 'Twiml')
  if (url !== null && webAddress(url) === null) return no(21_205, url)
  const callback = form.get('StatusCallback')
  if (callback !== null && webAddress(callback) === null) return no(21_609, callback)
  const given = form.getAll('StatusCallbackEvent').flatMap((value) => value.split(' '))
  const detection = form.get('MachineDetection')
  const timeout = Number(form.get('Timeout') ?? 60)
  if (!Number.isInteger(timeout) || timeout < 1 || timeout > 600) return no(20_001, 'Timeout')
  return {
    from,
    to,
    // Url wins where both are sent.
    twiml: url === null ? twiml : null,
    url,
    statusCallback: callback,
    statusEvents: given.length === 0 ? ['completed'] : events.filter((event) => given.includes(event)),
    machineDetection: detection === 'Enable' || detection === 'DetectMessageEnd' ? detection : null,
    detectionCallback: form.get('AsyncAmd') === 'true' ? form.get('AsyncAmdStatusCallback') : null,
    timeout,
  }
}
