import type { SpokenLanguage } from './speech.ts'

/** An element of a document; attributes that are undefined are left out. */
export interface Element {
  readonly name: string
  readonly attributes: Readonly<Record<string, string | number | undefined>>
  readonly children: readonly (Element | string)[]
}

export function element(
  name: string,
  attributes: Element['attributes'] = {},
  ...children: readonly (Element | string)[]
): Element {
  return { name, attributes, children }
}

/** Words as a voice says them. */
export function say(text: string, { voice, locale }: SpokenLanguage): Element {
  return element('Say', { voice, language: locale }, text)
}

/** A document that Twilio follows (Twilio docs: "TwiML for Programmable Voice"). */
export function twiml(...children: readonly Element[]): string {
  return `<?xml version="1.0" encoding="UTF-8"?>${write(element('Response', {}, ...children))}`
}

function write(node: Element | string): string {
  if (typeof node === 'string') return escape(node)
  const attributes = Object.entries(node.attributes)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => ` ${name}="${escape(String(value))}"`)
    .join('')
  if (node.children.length === 0) return `<${node.name}${attributes}/>`
  return `<${node.name}${attributes}>${node.children.map(write).join('')}</${node.name}>`
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
}

/** Text for XML 1.0: what it cannot hold (control characters, half a surrogate pair) becomes a space. */
function escape(text: string): string {
  return Array.from(text, (character) => {
    const code = character.codePointAt(0) ?? 0
    const isAllowed = code === 9 || code === 10 || code === 13 || (code >= 32 && (code < 0xd800 || code > 0xdfff))
    return isAllowed && code !== 0xfffe && code !== 0xffff ? (entities[character] ?? character) : ' '
  }).join('')
}
