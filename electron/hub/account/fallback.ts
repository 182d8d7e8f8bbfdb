import type { CheckView, FallbackGuide, NumberWebhooks } from '../../ipc/contract/account-views.ts'

const declaration = '<?xml version="1.0" encoding="UTF-8"?>'

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}

/**
 * What Twilio answers by itself while this laptop is off, from a TwiML Bin set as the fallback address (Twilio docs: TwiML
 * Bins, "Availability and reliability"). No recording: nobody would hear of it.
 */
export function fallbackTwiml(campName: string): { readonly sms: string; readonly voice: string } {
  const who = escapeXml(campName.trim() || 'the camp')
  return {
    sms: `${declaration}
<Response>
  <Message>This is ${who}. Our check-in desk is offline at the moment. We have your text and read it as soon as we are back.</Message>
</Response>`,
    voice: `${declaration}
<Response>
  <Say>This is ${who}. Our check-in desk is offline at the moment. Send a text to this number. We read it as soon as we are back.</Say>
  <Hangup/>
</Response>`,
  }
}

/** Whether every number in use has an answer for the time this laptop is off. */
export function checkFallback(numbers: readonly NumberWebhooks[]): CheckView {
  const view = (state: CheckView['state'], words: string): CheckView => ({
    id: 'fallback',
    name: 'While this laptop is off',
    state,
    words,
    details: null,
  })
  const ours = numbers.filter(({ inUse }) => inUse)
  if (ours.length === 0) return view('unknown', 'The numbers were not read yet.')
  const wrong = ours.flatMap(({ displayAddress, smsFallback, voiceFallback }) => {
    const where = (state: 'missing' | 'ours'): string =>
      [smsFallback === state && 'texts', voiceFallback === state && 'calls'].filter(Boolean).join(' and ')
    const [missing, itself] = [where('missing'), where('ours')]
    return [
      ...(missing === '' ? [] : [`${displayAddress} has no fallback for ${missing}.`]),
      ...(itself === '' ? [] : [`The fallback for ${itself} of ${displayAddress} leads to this laptop itself.`]),
    ]
  })
  if (wrong.length === 0) return view('ok', 'Twilio answers families by itself while this laptop is off.')
  const remedy =
    'Make two TwiML Bins in Twilio’s console with the texts given in Settings, Webhooks, and choose them as the number’s fallback: “Primary handler fails”.'
  return view('problem', `${wrong.join(' ')} ${remedy}`)
}

export function fallbackGuide(campName: string, numbers: readonly NumberWebhooks[]): FallbackGuide {
  const { sms, voice } = fallbackTwiml(campName)
  return { smsTwiml: sms, voiceTwiml: voice, check: checkFallback(numbers) }
}
