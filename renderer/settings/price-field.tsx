import { useSettings } from '../lib/data.ts'
import { twilioWords } from '../words/twilio.ts'
import { SettingText } from './setting-text.tsx'

const words = twilioWords.price

/** Dollars as people type them, with a point or a comma; null where that is none. */
function dollarsIn(text: string): number | null {
  const match = /^\$?\s*(\d{0,2}(?:[.,]\d{1,6})?)$/.exec(text)
  if (match === null || match[1] === '') return null
  const price = Number(match[1]?.replace(',', '.'))
  return price <= 10 ? price : null
}

/** What one segment costs: for estimates, nothing is paid by it. */
export function PriceField() {
  const { pricePerSegment } = useSettings()
  return (
    <SettingText
      label={words.label}
      help={words.help}
      value={String(pricePerSegment)}
      maxLength={12}
      patch={(text) => ({ pricePerSegment: dollarsIn(text) ?? pricePerSegment })}
      check={(text) => (dollarsIn(text) === null ? words.wrong : null)}
    />
  )
}
