/** Spans as people say them: "about 20 s", "about 1½ min", "about 2 hours". */
export function aboutSpan(milliseconds: number): string {
  const seconds = Math.round(milliseconds / 1000)
  if (seconds < 60) return `about ${seconds} s`
  if (seconds < 3_600) return `about ${halves(seconds / 60)} min`
  return seconds === 3_600 ? 'about 1 hour' : `about ${halves(seconds / 3_600)} hours`
}

function halves(number: number): string {
  const whole = Math.floor(number)
  return number - whole >= 0.5 ? `${whole}½` : String(whole)
}
