import type { TunnelSettings } from './types.ts'

const loopbackServer = /^(127\.0\.0\.1|localhost):\d{1,5}$/
const loopbackUpstream = /^http:\/\/127\.0\.0\.1:\d{1,5}\/?$/

export function areSameSettings(one: TunnelSettings, other: TunnelSettings): boolean {
  return (
    one.authtoken === other.authtoken &&
    one.domain === other.domain &&
    one.upstream === other.upstream &&
    one.server === other.server &&
    one.certificateAuthority === other.certificateAuthority
  )
}

/** Why these settings cannot be used at all; null where they can. */
export function settingsFault(settings: TunnelSettings): { readonly reason: string; readonly remedy: string } | null {
  if (settings.authtoken.trim() === '') {
    return { reason: 'No ngrok authtoken is set.', remedy: 'Paste it in Settings, Webhooks.' }
  }
  if (settings.server !== null && !loopbackServer.test(settings.server)) {
    return {
      reason: 'The address given in place of ngrok is not on this computer.',
      remedy: 'Unset PTP_NGROK_SERVER, or give an address such as 127.0.0.1:4443.',
    }
  }
  if (!loopbackUpstream.test(settings.upstream)) {
    return { reason: 'The webhook listener is not on this computer.', remedy: 'Start PTP Comms Hub again.' }
  }
  return null
}
