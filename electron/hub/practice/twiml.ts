/**
 * The texts a webhook's answer asks Twilio to send: `<Response><Message>…` as XML or HTML, the whole body as
 * plain text, nothing for anything else (Twilio docs: TwiML for Programmable Messaging).
 */
export function twimlReplies(contentType: string, body: string): readonly string[] {
  const type = contentType.split(';')[0]?.trim().toLowerCase() ?? ''
  if (type === 'text/plain') return body.trim() === '' ? [] : [body]
  if (type !== 'text/xml' && type !== 'application/xml' && type !== 'text/html') return []
  return [...body.matchAll(/<Message\b[^>]*>([\s\S]*?)<\/Message>/g)]
    .map((match) => textOf(match[1] ?? ''))
    .filter((text) => text !== '')
}

const entities: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" }

function textOf(xml: string): string {
  const inner = /<Body\b[^>]*>([\s\S]*?)<\/Body>/.exec(xml)?.[1] ?? xml.replace(/<[^>]*>/g, '')
  return inner.replace(/&(lt|gt|amp|quot|apos);/g, (_whole, name: string) => entities[name] ?? '').trim()
}
