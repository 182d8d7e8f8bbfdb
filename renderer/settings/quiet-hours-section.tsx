import { useMemo } from 'react'
import { useSettings } from '../lib/data.ts'
import { TimeField } from '../scheduled/automation-fields.tsx'
import { Select } from '../ui/select.tsx'
import { settingsWords } from '../words/settings.ts'
import { SavedMark } from './saved-mark.tsx'
import { Section } from './section.tsx'
import { useSaving } from './use-setting.ts'

const words = settingsWords.camp

/** The clock on the camp's wall, and when nothing is sent by itself. */
export function QuietHoursSection() {
  const { timeZone, quietFrom, quietUntil } = useSettings()
  const zone = useSaving()
  const quiet = useSaving()
  const zones = useMemo(() => [...new Set([timeZone, ...Intl.supportedValuesOf('timeZone')])].sort(), [timeZone])
  return (
    <Section title={words.times} intro={words.timesIntro}>
      <Select
        label={words.zone}
        help={words.zoneHelp}
        error={zone.error}
        aside={<SavedMark shown={zone.saved} />}
        value={timeZone}
        options={zones.map((value) => ({ value, label: value.replaceAll('_', ' ') }))}
        onValueChange={(chosen) => zone.save({ timeZone: chosen })}
      />
      <TimeField
        label={words.quietFrom}
        minutes={quietFrom}
        onChange={(minutes) => quiet.save({ quietFrom: minutes })}
      />
      <TimeField
        label={words.quietUntil}
        minutes={quietUntil}
        onChange={(minutes) => quiet.save({ quietUntil: minutes })}
      />
      <p role="status">{quietFrom === quietUntil ? words.quietNever : words.quietHelp}</p>
      {quiet.error === null ? <SavedMark shown={quiet.saved} /> : <p role="alert">{quiet.error}</p>}
    </Section>
  )
}
