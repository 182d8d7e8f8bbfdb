import { useEffect, useId, useState } from 'react'
import { useAppState, useSettings } from '../lib/data.ts'
import { callNumber } from '../lib/messages.ts'
import { readReach, useReach } from '../lib/reach.ts'
import { openSettings } from '../shell/settings-tab.ts'
import { TimeField } from '../scheduled/automation-fields.tsx'
import { Button } from '../ui/button.tsx'
import { ErrorNotice } from '../ui/error-notice.tsx'
import { Select } from '../ui/select.tsx'
import { Switch } from '../ui/switch.tsx'
import { TextField } from '../ui/text-field.tsx'
import { useAction } from '../ui/use-action.ts'
import { settingsWords } from '../words/settings.ts'
import { voiceWords } from '../words/voice.ts'
import { Notice } from './notice.tsx'
import { SavedMark } from './saved-mark.tsx'
import { Section } from './section.tsx'
import { SettingText } from './setting-text.tsx'
import { useSaving } from './use-setting.ts'
import styles from './voice-tab.module.css'

const words = voiceWords.settings

/** Days that are offered, with those that stand. */
function offeredDays(set: number) {
  const all = [7, 30, 90, 365]
  const longer = all.includes(set) || set === 0 ? all : [...all, set].sort((a, b) => a - b)
  return [0, ...longer].map((days) => ({ value: String(days), label: words.daysOf(days) }))
}

/** Calls to the camp, spoken messages, and a call to one's own phone to hear what parents hear. */
export function VoiceTab() {
  const settings = useSettings()
  const hours = useSaving()
  const tries = useSaving()
  const voice = useSaving()
  const days = useSaving()
  const keep = useSaving()
  const hoursHelp = useId()
  return (
    <>
      <Section title={words.calls} intro={words.callsIntro}>
        <NoWayIn />
        <SettingText
          label={words.greeting}
          help={words.greetingHelp}
          value={settings.callsGreeting}
          maxLength={400}
          patch={(callsGreeting) => ({ callsGreeting })}
        />
        <SettingText
          label={words.forward}
          help={words.forwardHelp}
          value={settings.callsForwardTo}
          maxLength={20}
          patch={(value) => ({ callsForwardTo: plainNumber(value) })}
          check={(value) => (isNumber(plainNumber(value)) ? null : words.forwardWrong)}
        />
        <fieldset className={styles.hours} aria-describedby={hoursHelp}>
          <legend className={styles.legend}>
            {words.hours}
            <SavedMark shown={hours.saved} />
          </legend>
          <TimeField
            label={words.from}
            minutes={settings.callsFrom}
            onChange={(callsFrom) => hours.save({ callsFrom })}
          />
          <TimeField
            label={words.until}
            minutes={settings.callsUntil}
            onChange={(callsUntil) => hours.save({ callsUntil })}
          />
          {hours.error === null ? null : (
            <p className={styles.error} role="alert">
              {hours.error}
            </p>
          )}
          <p id={hoursHelp} className={styles.help}>
            {words.hoursHelp}
          </p>
        </fieldset>
        <SettingText
          label={words.closedGreeting}
          help={words.closedGreetingHelp}
          value={settings.callsClosedGreeting}
          maxLength={400}
          patch={(callsClosedGreeting) => ({ callsClosedGreeting })}
        />
        <Select
          label={words.days}
          help={words.daysHelp}
          error={days.error}
          aside={<SavedMark shown={days.saved} />}
          value={String(settings.voicemailDays)}
          options={offeredDays(settings.voicemailDays)}
          onValueChange={(value) => days.save({ voicemailDays: Number(value) })}
        />
        <Switch
          label={words.keep}
          help={keep.error ?? words.keepHelp}
          checked={settings.voicemailKeptAtTwilio}
          aside={<SavedMark shown={keep.saved} />}
          onCheckedChange={(voicemailKeptAtTwilio) => keep.save({ voicemailKeptAtTwilio })}
        />
      </Section>
      <Section title={words.out} intro={words.outIntro}>
        <Select
          label={words.tries}
          help={words.triesHelp}
          error={tries.error}
          aside={<SavedMark shown={tries.saved} />}
          value={String(settings.callTries)}
          options={['1', '2', '3'].map((value) => ({ value, label: words.try(Number(value)) }))}
          onValueChange={(value) => tries.save({ callTries: Number(value) })}
        />
        <Select
          label={words.voice}
          help={words.voiceHelp}
          error={voice.error}
          aside={<SavedMark shown={voice.saved} />}
          value={settings.callVoice}
          options={words.voices}
          onValueChange={(callVoice) => voice.save({ callVoice })}
        />
        <CallMe />
      </Section>
    </>
  )
}

/** Without a public address nothing below takes effect; in practice the parents are made up, and so is their way in. */
function NoWayIn() {
  const { mode } = useAppState()
  const reach = useReach()
  useEffect(() => void readReach(), [])
  if (mode !== 'live' || reach === null || reach.publicUrl !== null) return null
  return (
    <Notice
      meaning="attention"
      title={words.noWayIn}
      actions={
        <Button size="small" onClick={() => openSettings('webhooks')}>
          {settingsWords.tabs.webhooks}
        </Button>
      }
    >
      <p>{words.noWayInMeaning}</p>
    </Notice>
  )
}

/** Rings one's own phone. */
function CallMe() {
  const { mode } = useAppState()
  const [number, setNumber] = useState('')
  const [done, setDone] = useState(false)
  const call = useAction(async () => {
    await callNumber(number, words.callMeSample)
    setDone(true)
  })
  return (
    <>
      <TextField
        label={words.callMeNumber}
        help={words.callMeHelp}
        value={number}
        inputMode="tel"
        maxLength={30}
        onChange={(event) => {
          setNumber(event.currentTarget.value)
          setDone(false)
        }}
      />
      <div>
        <Button onClick={() => call.run()} disabled={call.busy || number.trim() === '' || mode === 'not-set-up'}>
          {words.callMe}
        </Button>
      </div>
      {mode === 'not-set-up' ? <p>{settingsWords.voice.notSetUp}</p> : null}
      {call.error === null ? null : <ErrorNotice title={settingsWords.voice.notCalled}>{call.error}</ErrorNotice>}
      <p role="status">{done ? words.callMeDone : null}</p>
    </>
  )
}

const plainNumber = (typed: string): string => typed.replace(/[\s().-]/g, '')
const isNumber = (typed: string): boolean => typed === '' || /^\+[1-9]\d{6,14}$/.test(typed)
