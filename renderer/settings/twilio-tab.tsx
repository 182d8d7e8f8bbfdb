import { useAppState } from '../lib/data.ts'
import { CredentialVariables } from '../shell/credential-variables.tsx'
import { settingsWords } from '../words/settings.ts'
import { Facts, Later, Section } from './section.tsx'

const words = settingsWords.twilio

const intros = { practice: words.practice, live: words.live, 'not-set-up': words.notSetUp } as const

export function TwilioTab() {
  const { mode, ourNumber, credentialSource } = useAppState()
  return (
    <>
      <Section title={words.account} intro={intros[mode]}>
        <Facts
          facts={[
            { name: words.number, value: ourNumber ?? words.noSource },
            { name: words.source, value: credentialSource === 'environment' ? words.fromEnvironment : words.noSource },
          ]}
        />
      </Section>
      <Section title={words.how} intro={words.steps}>
        <CredentialVariables />
        <Later what={words.optional}>{words.later}</Later>
      </Section>
    </>
  )
}
