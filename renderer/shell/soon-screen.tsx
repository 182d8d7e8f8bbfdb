import { Megaphone } from 'lucide-react'
import type { LucideIcon } from 'lucide-react'
import { Button } from '../ui/button.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { shellWords } from '../words/shell.ts'
import { useUi } from './ui-state.ts'
import type { Screen } from './ui-state.ts'

export type SoonName = Exclude<Screen, 'inbox' | 'checkin' | 'people' | 'scheduled' | 'settings'>

const icons: Readonly<Record<SoonName, LucideIcon>> = {
  broadcasts: Megaphone,
}

/** A screen that is not built yet says what it will hold. */
export function SoonScreen({ screen }: { readonly screen: SoonName }) {
  const words = shellWords.soon[screen]
  const Icon = icons[screen]
  return (
    <EmptyState
      icon={<Icon size={40} />}
      title={words.title}
      headingLevel={1}
      action={<Button onClick={() => useUi.getState().setScreen('inbox')}>{shellWords.soon.toInbox}</Button>}
    >
      <p>{words.what}</p>
      <p>{words.when}</p>
    </EmptyState>
  )
}
