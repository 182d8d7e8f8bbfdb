import { useSettings } from '../lib/data.ts'
import { Select } from '../ui/select.tsx'
import { twilioWords } from '../words/twilio.ts'
import { SavedMark } from './saved-mark.tsx'
import { useSaving } from './use-setting.ts'

const words = twilioWords.pace
/** What Twilio gives to registered campaigns and fast numbers, in segments a second. */
const usual = [0.25, 1, 2, 3, 5, 10, 20, 30, 50, 75, 100]

/** How fast texts may leave: as the number's kind allows, unless somebody knows better. */
export function PaceSelect({ byNumber }: { readonly byNumber: number }) {
  const { segmentsPerSecond: chosen } = useSettings()
  const saving = useSaving()
  const paces = [...new Set([...usual, ...(chosen === 0 ? [] : [chosen])])].sort((a, b) => a - b)
  return (
    <Select
      label={words.label}
      help={words.help}
      error={saving.error}
      aside={<SavedMark shown={saving.saved} />}
      value={String(chosen)}
      options={[
        { value: '0', label: words.byNumber(byNumber) },
        ...paces.map((pace) => ({ value: String(pace), label: String(pace) })),
      ]}
      onValueChange={(value) => saving.save({ segmentsPerSecond: Number(value) })}
    />
  )
}
