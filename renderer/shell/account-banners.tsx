import { KeyRound, ShieldAlert } from 'lucide-react'
import { useAccount } from '../lib/account.ts'
import { Button } from '../ui/button.tsx'
import { shellWords } from '../words/shell.ts'
import { Banner } from './banner.tsx'
import { openSettings } from './settings-tab.ts'

const words = shellWords.banners

/** Live credentials are stored and cannot be read: nothing goes out or comes in until they can. */
export function CredentialsClosedBanner() {
  const protection = useAccount()?.protection
  if (protection === undefined) return null
  const isLocked = protection.kind === 'locked'
  const reason = protection.kind === 'unreadable' || protection.kind === 'needs-choice' ? protection.reason : undefined
  const title = isLocked ? words.locked : protection.kind === 'unreadable' ? words.unreadable : words.needsChoice
  return (
    <Banner
      meaning="failed"
      icon={KeyRound}
      title={title}
      actions={
        <Button size="small" onClick={() => openSettings('twilio')}>
          {isLocked ? words.unlock : words.openTwilio}
        </Button>
      }
    >
      {reason}
    </Banner>
  )
}

/** Twilio's calls are turned away for their signature; what comes in is looked up meanwhile. */
export function TokenTroubleBanner() {
  const trouble = useAccount()?.tokenTrouble ?? null
  if (trouble === null) return null
  return (
    <Banner
      meaning="attention"
      icon={ShieldAlert}
      title={words.token[trouble.kind].title}
      actions={
        <Button size="small" onClick={() => openSettings(trouble.kind === 'rotated' ? 'twilio' : 'webhooks')}>
          {words.token[trouble.kind].act}
        </Button>
      }
    >
      {words.token.meanwhile}
    </Banner>
  )
}
