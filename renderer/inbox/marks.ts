export interface SnippetPart {
  readonly text: string
  readonly marked: boolean
}

/** Splits a snippet at its marks: matches stand between \u0002 and \u0003. */
export function markedParts(snippet: string): readonly SnippetPart[] {
  const parts: SnippetPart[] = []
  for (const [index, piece] of snippet.split('\u0002').entries()) {
    const [first = '', ...rest] = piece.split('\u0003')
    if (index === 0) {
      if (piece !== '') parts.push({ text: piece.replaceAll('\u0003', ''), marked: false })
      continue
    }
    if (first !== '') parts.push({ text: first, marked: true })
    const after = rest.join('')
    if (after !== '') parts.push({ text: after, marked: false })
  }
  return parts
}

/** The snippet without its marks. */
export function plainSnippet(snippet: string): string {
  return snippet.replaceAll(/[\u0002\u0003]/g, '')
}
