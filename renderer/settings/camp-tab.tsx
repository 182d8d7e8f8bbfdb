import { useMemo } from 'react'
import { useSettings } from '../lib/data.ts'
import { Select } from '../ui/select.tsx'
import { settingsWords } from '../words/settings.ts'
import { CampTimesSection } from './camp-times.tsx'
import { countryChoices } from './countries.ts'
import { LaddersSection } from './ladders-section.tsx'
import { QuietHoursSection } from './quiet-hours-section.tsx'
import { SavedMark } from './saved-mark.tsx'
import { Section } from './section.tsx'
import { SettingText } from './setting-text.tsx'
import { useSaving } from './use-setting.ts'

const words = settingsWords.camp

export function CampTab() {
  const settings = useSettings()
  const country = useSaving()
  const choices = useMemo(() => countryChoices(settings.defaultCountry), [settings.defaultCountry])
  return (
    <>
      <Section>
        <SettingText
          label={words.name}
          help={words.nameHelp}
          value={settings.campName}
          maxLength={80}
          patch={(campName) => ({ campName })}
        />
        <Select
          label={words.country}
          help={words.countryHelp}
          error={country.error}
          aside={<SavedMark shown={country.saved} />}
          value={settings.defaultCountry}
          options={choices}
          onValueChange={(defaultCountry) => country.save({ defaultCountry })}
        />
      </Section>
      <CampTimesSection />
      <LaddersSection />
      <QuietHoursSection />
    </>
  )
}
