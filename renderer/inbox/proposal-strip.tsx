import { Check, Lightbulb } from 'lucide-react'
import { useKeysFor } from '../keys/bindings.ts'
import { useCommand } from '../keys/use-command.ts'
import { campClock } from '../lib/camp-time.ts'
import { useSettings } from '../lib/data.ts'
import { acceptProposals, dismissProposals, groupsOf, useProposals } from '../lib/proposals.ts'
import type { ProposalGroup } from '../lib/proposals.ts'
import { Button } from '../ui/button.tsx'
import { useAction } from '../ui/use-action.ts'
import { proposalWords } from '../words/proposals.ts'
import { askPickUp } from './pick-up-ask.tsx'
import styles from './proposal-strip.module.css'

const words = proposalWords.strip

/** Above the composer: what this conversation's texts propose of today, for one key to accept. */
export function ProposalStrip({ conversationId }: { readonly conversationId: number }) {
  const view = useProposals()
  const groups = groupsOf(view, conversationId)
  const pickUps = (view?.pickUps ?? []).filter(
    (change) => change.conversationId === conversationId && change.state !== 'confirmed',
  )
  if (groups.length === 0 && pickUps.length === 0) return null
  return (
    <section className={styles.strip} aria-label={words.label}>
      <div className={styles.column}>
        {groups.map((group, index) => (
          <Proposed key={group.ids.join(' ')} group={group} hasKeys={index === groups.length - 1} />
        ))}
        {pickUps.map((change) => (
          <Waiting key={change.id} change={change} />
        ))}
      </div>
    </section>
  )
}

function Proposed({ group, hasKeys }: { readonly group: ProposalGroup; readonly hasKeys: boolean }) {
  const { first, ids, players, playerIds } = group
  const { timeZone } = useSettings()
  const keys = useKeysFor('proposal.accept')
  const accept = useAction(() => acceptProposals(ids))
  const dismiss = useAction(() => dismissProposals(ids))
  const whom = players.join(words.and)
  const name = first.name ?? ''
  const needsTwo = first.kind === 'pick-up' && first.mayPickUp !== true
  const ask = () => {
    const named = playerIds.map((id, index) => ({ id, name: players[index] ?? '' }))
    askPickUp({ players: named, name, proposalIds: ids, changeId: null })
  }
  const act = () => (needsTwo ? ask() : accept.run())
  useCommand('proposal.accept', act, hasKeys)
  useCommand('proposal.dismiss', () => dismiss.run(), hasKeys)
  const busy = accept.busy || dismiss.busy
  const what =
    first.kind === 'late'
      ? words.late(whom, campClock(first.expectedAt ?? first.at, timeZone))
      : first.kind === 'absent'
        ? words.absent(whom)
        : words['pick-up'](whom, name)
  const aside =
    first.kind === 'late' && !first.timeTold
      ? words.noTime
      : first.kind !== 'pick-up' || first.mayPickUp === null
        ? null
        : first.mayPickUp
          ? words.may(name)
          : words.mustNot(name)
  const error = accept.error ?? dismiss.error
  return (
    <div className={styles.line}>
      <Lightbulb size={16} aria-hidden />
      <p className={styles.what}>
        {what}
        {aside === null ? null : <span className={styles.aside}> · {aside}</span>}
        {error === null ? null : (
          <span role="alert" className={styles.error}>
            {words.failed} {error}
          </span>
        )}
      </p>
      {first.mayPickUp === false ? null : (
        <Button
          size="small"
          icon={<Check size={16} aria-hidden />}
          hint={needsTwo ? words.begin : words.accept}
          hintKeys={hasKeys ? keys : ''}
          disabled={busy}
          onClick={act}
        >
          {needsTwo ? words.begin : words.accept}
        </Button>
      )}
      <Button size="small" variant="quiet" disabled={busy} onClick={() => dismiss.run()}>
        {words.dismiss}
      </Button>
    </div>
  )
}

function Waiting({ change }: { readonly change: NonNullable<ReturnType<typeof useProposals>>['pickUps'][number] }) {
  const whom = change.players.map(({ name }) => name).join(words.and)
  return (
    <div className={styles.line}>
      <Lightbulb size={16} aria-hidden />
      <p className={styles.what}>
        {words['pick-up'](whom, change.name)}
        <span className={styles.aside}> · {proposalWords.pickUp.steps[change.state]}</span>
      </p>
      <Button
        size="small"
        onClick={() => askPickUp({ players: change.players, name: change.name, proposalIds: [], changeId: change.id })}
      >
        {proposalWords.pickUp.goOn}
      </Button>
    </div>
  )
}
