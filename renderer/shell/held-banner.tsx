import { ScanEye } from 'lucide-react'
import { useHeld } from '../lib/held.ts'
import { Button } from '../ui/button.tsx'
import { heldWords as words } from '../words/held.ts'
import { Banner } from './banner.tsx'
import { useUi } from './ui-state.ts'

/** Says that texts wait for a look. It takes no focus, and stays until somebody has looked at the last of them. */
export function HeldBanner() {
  const held = useHeld()
  if (held === null || held.count === 0) return null
  const isRestored = held.conversations.some(({ texts }) => texts.some(({ because }) => because === 'restored'))
  return (
    <Banner
      meaning="attention"
      icon={ScanEye}
      title={isRestored ? words.bannerRestored(held.count) : words.banner(held.count)}
      actions={
        <Button size="small" onClick={() => useUi.getState().openDialog('held')}>
          {words.show(held.count)}
        </Button>
      }
    />
  )
}
