/** What the text with a code says. */
export interface CodeText {
  /** Empty where the camp has no name yet. */
  readonly camp: string
  /** Who is to pick up. */
  readonly name: string
  /** First names. */
  readonly players: readonly string[]
  readonly code: string
  /** ISO 639-1; Spanish has words of its own. */
  readonly language: string
}

/** The text that carries a pick-up change's code: it names who and whom, so that a parent who did not ask for it sees that. */
export function codeText({ camp, name, players, code, language }: CodeText): string {
  const spanish = language.startsWith('es')
  const head = camp === '' ? '' : `${camp}: `
  const whom = joined(players, spanish ? 'y' : 'and')
  return spanish
    ? `${head}${name} recogerá hoy a ${whom}. Si usted lo pidió, diga al personal el código ${code}. Si no, llámenos ahora.`
    : `${head}${name} is to pick up ${whom} today. If you asked for this, tell our staff the code ${code}. If not, call us now.`
}

function joined(names: readonly string[], and: string): string {
  if (names.length < 2) return names[0] ?? ''
  return `${names.slice(0, -1).join(', ')} ${and} ${names.at(-1) ?? ''}`
}
