/** A text with words put in where the caret is, or in place of what is marked, with a blank to what stands beside them. */
export function withWords(
  text: string,
  words: string,
  marked: { readonly selectionStart: number; readonly selectionEnd: number } | null,
): { readonly body: string; readonly caret: number } {
  const before = text.slice(0, marked?.selectionStart ?? text.length)
  const after = text.slice(marked?.selectionEnd ?? text.length)
  const glued = `${before}${before === '' || /\s$/.test(before) ? '' : ' '}${words}`
  return { body: `${glued}${after === '' || /^\s/.test(after) ? '' : ' '}${after}`, caret: glued.length }
}
