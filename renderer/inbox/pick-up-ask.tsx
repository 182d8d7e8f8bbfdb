import { lazy, Suspense } from 'react'
import { create } from 'zustand'

const PickUpDialog = lazy(() => import('./pick-up-dialog.tsx').then((module) => ({ default: module.PickUpDialog })))

/** A pick-up change to be begun, or to go on with. */
export interface PickUpToAsk {
  readonly players: readonly { readonly id: number; readonly name: string }[]
  /** Who is to pick up, as a text names them; empty where nobody has said. */
  readonly name: string
  /** Proposals that the change takes up. */
  readonly proposalIds: readonly number[]
  /** A change that was begun before; null: one is begun. */
  readonly changeId: number | null
}

const useAsked = create<{ readonly asked: PickUpToAsk | null }>()(() => ({ asked: null }))

/** Opens the dialog of a pick-up change. It outlives the line it was opened from: a proposal that is taken up goes. */
export function askPickUp(asked: PickUpToAsk): void {
  useAsked.setState({ asked })
}

export function closePickUp(): void {
  useAsked.setState({ asked: null })
}

/** The dialog itself, over whatever screen is shown. */
export function PickUpAsk() {
  const asked = useAsked((state) => state.asked)
  if (asked === null) return null
  return (
    <Suspense fallback={null}>
      <PickUpDialog {...asked} onClose={closePickUp} />
    </Suspense>
  )
}
