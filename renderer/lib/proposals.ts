import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { PickUpChangeView, ProposalView, ProposalsView } from '../../electron/ipc/contract/proposals-views.ts'
import { callHub } from './bridge.ts'
import { queryClient } from './query-client.ts'
import { uuidV7 } from './uuid.ts'

const key = ['proposals'] as const

/** What parents' texts propose today, and today's pick-up changes; kept fresh while somebody shows it. */
export function useProposals(): ProposalsView | undefined {
  return useQuery({ queryKey: key, queryFn: () => callHub('proposals.open', {}) }).data
}

const none: readonly never[] = []

/** What is proposed of one player. */
export function useProposalsOf(playerId: number): {
  readonly proposals: readonly ProposalView[]
  readonly pickUps: readonly PickUpChangeView[]
} {
  const view = useProposals()
  return useMemo(() => {
    if (view === undefined) return { proposals: none, pickUps: none }
    return {
      proposals: view.proposals.filter((one) => one.playerId === playerId),
      pickUps: view.pickUps.filter(({ players }) => players.some(({ id }) => id === playerId)),
    }
  }, [view, playerId])
}

/** What one text proposes of siblings alike: it is decided in one go. */
export interface ProposalGroup {
  readonly first: ProposalView
  readonly ids: readonly number[]
  readonly playerIds: readonly number[]
  /** First names. */
  readonly players: readonly string[]
}

/** What a conversation's texts propose, the newest last. */
export function groupsOf(view: ProposalsView | undefined, conversationId: number): readonly ProposalGroup[] {
  const groups = new Map<string, ProposalView[]>()
  for (const one of view?.proposals ?? none) {
    if (one.conversationId !== conversationId) continue
    const same = [one.messageId, one.kind, one.expectedAt, one.timeTold, one.name].join(' ')
    groups.set(same, [...(groups.get(same) ?? []), one])
  }
  return [...groups.values()].flatMap((alike) => {
    const [first] = alike
    if (first === undefined) return []
    return [
      {
        first,
        ids: alike.map(({ id }) => id),
        playerIds: alike.map(({ playerId }) => playerId),
        players: alike.map(({ player }) => player),
      },
    ]
  })
}

function take(view: ProposalsView): ProposalsView {
  queryClient.setQueryData(key, view)
  return view
}

/** Puts down what is proposed. Returns the act's id: `board.undo` takes it back. */
export async function acceptProposals(ids: readonly number[]): Promise<string> {
  const requestId = uuidV7()
  take(await callHub('proposals.accept', { requestId, ids: [...ids] }))
  return requestId
}

export async function dismissProposals(ids: readonly number[]): Promise<void> {
  take(await callHub('proposals.dismiss', { requestId: uuidV7(), ids: [...ids] }))
}

/** A pick-up change as it is begun. */
export interface PickUpBegin {
  readonly playerIds: readonly number[]
  readonly name: string
  readonly address: string
  readonly proposalIds: readonly number[]
}

export async function beginPickUp({ playerIds, proposalIds, name, address }: PickUpBegin): Promise<ProposalsView> {
  return take(
    await callHub('proposals.beginPickUp', {
      requestId: uuidV7(),
      messageId: uuidV7(),
      playerIds: [...playerIds],
      proposalIds: [...proposalIds],
      name,
      address,
    }),
  )
}

export async function enterPickUpCode(id: number, code: string): Promise<void> {
  take(await callHub('proposals.enterCode', { id, code }))
}

export async function confirmPickUp(id: number, staffId: number, pin: string): Promise<void> {
  take(await callHub('proposals.confirmPickUp', { id, staffId, pin }))
}

export async function cancelPickUp(id: number): Promise<void> {
  take(await callHub('proposals.cancelPickUp', { id }))
}
