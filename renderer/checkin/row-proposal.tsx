import { Check, UserRoundCheck, UserRoundPen } from 'lucide-react'
import { memo } from 'react'
import type { ProposalView } from '../../electron/ipc/contract/proposals-views.ts'
import { askPickUp } from '../inbox/pick-up-ask.tsx'
import { useKeysFor } from '../keys/bindings.ts'
import { useCommand } from '../keys/use-command.ts'
import { campClock } from '../lib/camp-time.ts'
import { useSettings } from '../lib/data.ts'
import { acceptProposals, useProposalsOf } from '../lib/proposals.ts'
import { Button } from '../ui/button.tsx'
import { useAction } from '../ui/use-action.ts'
import { proposalWords } from '../words/proposals.ts'
import styles from './row-proposal.module.css'

export interface RowProposalProps {
  readonly playerId: number
  /** First name. */
  readonly player: string
  /** The row is chosen: the key for accepting acts on it. */
  readonly selected: boolean
}

const words = proposalWords.row

/**
 * What a parent's text proposes of a player, on the player's row: "Late 9:20?", accepted by a click or, on the chosen row, by
 * one key; and who else picks up today. Nothing where there is nothing.
 */
export const RowProposal = memo(function RowProposal({ playerId, player, selected }: RowProposalProps) {
  const { proposals, pickUps } = useProposalsOf(playerId)
  const newest = proposals.at(-1)
  const change = pickUps.at(-1)
  return (
    <>
      {newest === undefined ? null : <Proposal proposal={newest} player={player} selected={selected} />}
      {change === undefined ? null : <PickUp change={change} />}
    </>
  )
})

function Proposal({
  proposal,
  player,
  selected,
}: {
  readonly proposal: ProposalView
  readonly player: string
  readonly selected: boolean
}) {
  const { timeZone } = useSettings()
  const keys = useKeysFor('proposal.accept')
  const accept = useAction(() => acceptProposals([proposal.id]))
  const what =
    proposal.kind === 'late'
      ? words.late(campClock(proposal.expectedAt ?? proposal.at, timeZone))
      : proposal.kind === 'absent'
        ? words.absent
        : words['pick-up'](proposal.name ?? '')
  const ask = () =>
    askPickUp({
      players: [{ id: proposal.playerId, name: player }],
      name: proposal.name ?? '',
      proposalIds: [proposal.id],
      changeId: null,
    })
  // Who is to pick up is not settled by one key, unless the roster says that they may.
  const act = () => (proposal.kind === 'pick-up' && proposal.mayPickUp !== true ? ask() : accept.run())
  useCommand('proposal.accept', act, selected)
  return (
    <>
      <Button
        size="small"
        variant="secondary"
        className={styles.proposal}
        icon={proposal.kind === 'pick-up' ? <UserRoundPen size={15} aria-hidden /> : <Check size={15} aria-hidden />}
        aria-label={words.accept(what, player)}
        hint={accept.error ?? words.accept(what, player)}
        hintKeys={selected ? keys : ''}
        disabled={accept.busy}
        tabIndex={-1}
        onClick={(event) => {
          event.stopPropagation()
          act()
        }}
      >
        {what}
      </Button>
      {accept.error === null ? null : (
        <span role="alert" className={styles.error}>
          {accept.error}
        </span>
      )}
    </>
  )
}

function PickUp({ change }: { readonly change: ReturnType<typeof useProposalsOf>['pickUps'][number] }) {
  const holds = change.state === 'confirmed'
  return (
    <>
      <Button
        size="small"
        variant="quiet"
        className={holds ? styles.holds : styles.proposal}
        icon={holds ? <UserRoundCheck size={15} aria-hidden /> : <UserRoundPen size={15} aria-hidden />}
        tabIndex={-1}
        onClick={(event) => {
          event.stopPropagation()
          askPickUp({ players: change.players, name: change.name, proposalIds: [], changeId: change.id })
        }}
      >
        {holds ? words.pickUpHolds(change.name) : words.pickUpOpen(change.name)}
      </Button>
    </>
  )
}
