import { useState } from 'react'
import type { AccountView } from '../../electron/ipc/contract/account-views.ts'
import { chooseSender } from '../lib/account.ts'
import { Select } from '../ui/select.tsx'
import { useAction } from '../ui/use-action.ts'
import { twilioWords } from '../words/twilio.ts'
import { PaceSelect } from './pace-select.tsx'
import { PriceField } from './price-field.tsx'
import { Section } from './section.tsx'

const words = twilioWords.sender

/** The number or Messaging Service that texts go out from. */
export function SenderSection({ account }: { readonly account: AccountView }) {
  const { senders, sender, testing } = account
  const [wanted, setWanted] = useState<string | null>(null)
  const choose = useAction(async (id: string) => {
    setWanted(id)
    try {
      await chooseSender(id)
    } finally {
      setWanted(null)
    }
  })
  const value = wanted ?? sender ?? ''
  const known = senders.some(({ id }) => id === value)
  const options = [
    ...(known && value !== ''
      ? []
      : [
          {
            value,
            label: senders.length > 0 ? words.choose : account.testedAt === null ? words.none : words.noNumbers,
          },
        ]),
    ...senders.map(({ id, label, note, canText }) => ({
      value: id,
      label: words.option(label, canText ? note : `${note}, ${words.cannotText}`),
      disabled: !canText,
    })),
  ]
  return (
    <Section title={words.title}>
      <Select
        label={words.label}
        help={choose.busy ? words.saving : words.help}
        error={choose.error}
        value={value}
        options={options}
        disabled={senders.length === 0 || choose.busy || testing || account.source === 'environment'}
        onValueChange={(id) => {
          if (id !== '') choose.run(id)
        }}
      />
      {account.usualPace === null ? null : <PaceSelect byNumber={account.usualPace} />}
      <PriceField />
    </Section>
  )
}
