/** The environment without the caller's own PTP_ settings, which would reach the app. */
export function cleanEnvironment(env: Readonly<Record<string, string>>): Record<string, string> {
  const inherited = Object.entries(process.env).filter(
    ([name, value]) => value !== undefined && !name.startsWith('PTP_'),
  )
  return { ...(Object.fromEntries(inherited) as Record<string, string>), ...env }
}
