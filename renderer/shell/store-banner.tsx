import { HardDrive } from 'lucide-react'
import type { StoreTroubleView } from '../../electron/ipc/contract/store-views.ts'
import { sizeText } from '../lib/size.ts'
import { storeWords } from '../words/store.ts'
import { Banner } from './banner.tsx'

/** The disk or the data file is in trouble, or soon will be. */
export function StoreBanner({ trouble: { kind, freeBytes } }: { readonly trouble: StoreTroubleView }) {
  const { title, remedy } = storeWords.troubles[kind]
  return (
    <Banner
      meaning={kind === 'low' ? 'attention' : 'failed'}
      icon={HardDrive}
      title={title(freeBytes === null ? null : sizeText(freeBytes))}
    >
      {remedy}
    </Banner>
  )
}
