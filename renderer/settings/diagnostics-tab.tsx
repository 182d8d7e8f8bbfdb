import { exactTime } from '../shell/exact-time.ts'
import { useAppState } from '../lib/data.ts'
import { settingsWords } from '../words/settings.ts'
import { shellWords } from '../words/shell.ts'
import { CopyButton } from './copy-button.tsx'
import { Facts, Later, Section } from './section.tsx'

const words = settingsWords.diagnostics

export function DiagnosticsTab() {
  const { version, host, platform, mode, connection, webhookAddress, clockRate, now } = useAppState()
  const facts = [
    { name: words.version, value: version },
    { name: words.host, value: words.hosts[host] },
    { name: words.platform, value: platform },
    { name: words.mode, value: words.modes[mode] },
    { name: words.link, value: shellWords.status.link[connection.link] },
    { name: words.tunnel, value: shellWords.status.tunnelHint[connection.tunnel] },
    {
      name: words.lastContact,
      value: connection.lastContactAt === null ? words.never : exactTime(connection.lastContactAt, now),
    },
    { name: words.waiting, value: String(connection.waiting) },
    { name: words.listener, value: webhookAddress ?? words.notListening },
    { name: words.rejected, value: String(connection.rejectedWebhooks) },
    { name: words.clock, value: words.clockRate(clockRate) },
  ]
  return (
    <>
      <Section intro={words.what}>
        <Facts facts={facts} />
        <CopyButton text={facts.map(({ name, value }) => `${name}: ${value}`).join('\n')} label={words.copyAll} />
      </Section>
      <Later>{words.later}</Later>
    </>
  )
}
