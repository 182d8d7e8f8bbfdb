import { useSettings } from '../lib/data.ts'
import { settingsWords } from '../words/settings.ts'
import { Later, Section } from './section.tsx'
import { SettingText } from './setting-text.tsx'

const words = settingsWords.staff

export function StaffTab() {
  const { staffName } = useSettings()
  return (
    <>
      <Section>
        <SettingText
          label={words.name}
          help={words.nameHelp}
          value={staffName}
          maxLength={60}
          patch={(value) => ({ staffName: value })}
        />
      </Section>
      <Later>{words.later}</Later>
    </>
  )
}
