/** An element of a TwiML document: its name, what it says of itself, and what it holds. */
export interface TwimlElement {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  readonly children: readonly TwimlElement[]
  /** The words in it, spaces joined. */
  readonly text: string
}

/** What is wrong with a document, with the code Twilio gives it (Twilio docs: error 12100 and 12200). */
export class TwimlFault extends Error {
  readonly code: number

  constructor(code: number, message: string) {
    super(message)
    this.name = 'TwimlFault'
    this.code = code
  }
}

const entities: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" }

/** Reads the XML that TwiML is written in: elements, attributes, text, comments and the five entities. @throws {TwimlFault} 12100 */
export function parseTwiml(document: string): TwimlElement {
  const source = document.replace(/^\uFEFF/, '').replace(/^\s*<\?xml[^>]*\?>/, '')
  let at = 0
  const fault = (message: string): TwimlFault => new TwimlFault(12_100, `${message} (at ${at})`)

  function skip(): void {
    const found = /^(?:\s+|<!--[\s\S]*?-->)+/.exec(source.slice(at))
    if (found) at += found[0].length
  }

  function element(): TwimlElement {
    const open = /^<([A-Za-z][\w.-]*)((?:\s+[\w:.-]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>/.exec(source.slice(at))
    if (!open) throw fault('An element was expected')
    at += open[0].length
    const [, name = '', list = '', closed = ''] = open
    const attributes: Record<string, string> = {}
    for (const [, key = '', double, single] of list.matchAll(/([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g)) {
      if (key in attributes) throw fault(`The attribute ${key} stands twice`)
      attributes[key] = plain(double ?? single ?? '')
    }
    if (closed !== '') return { name, attributes, children: [], text: '' }
    const children: TwimlElement[] = []
    let text = ''
    for (;;) {
      const words = /^(?:[^<]|<!--[\s\S]*?-->)*/.exec(source.slice(at))?.[0] ?? ''
      at += words.length
      text += plain(words.replace(/<!--[\s\S]*?-->/g, ''))
      if (source.startsWith('</', at)) break
      if (at >= source.length) throw fault(`The element ${name} does not end`)
      children.push(element())
    }
    const close = /^<\/([A-Za-z][\w.-]*)\s*>/.exec(source.slice(at))
    if (close?.[1] !== name) throw fault(`The element ${name} is ended by another one`)
    at += close[0].length
    return { name, attributes, children, text: text.replace(/\s+/g, ' ').trim() }
  }

  function plain(words: string): string {
    return words.replace(/&(#x?[0-9a-fA-F]+|\w+)?;?/g, (whole, name: string | undefined) => {
      const known = name === undefined ? undefined : entities[name]
      if (known !== undefined && whole.endsWith(';')) return known
      const number = /^#(x)?([0-9a-fA-F]+)$/.exec(name ?? '')
      if (!number || !whole.endsWith(';')) throw fault('A bare & stands in the text')
      return String.fromCodePoint(Number.parseInt(number[2] ?? '', number[1] === undefined ? 10 : 16))
    })
  }

  skip()
  const root = element()
  skip()
  if (at < source.length) throw fault('Something follows the document')
  return root
}
