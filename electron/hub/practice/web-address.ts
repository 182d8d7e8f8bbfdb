/** The address a text is, or null where it is none (`URL.canParse` is younger than the oldest runtime we run on). */
export function webAddress(text: string): URL | null {
  try {
    const url = new URL(text)
    return url.protocol === 'http:' || url.protocol === 'https:' ? url : null
  } catch {
    return null
  }
}
