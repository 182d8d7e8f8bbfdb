import { useQuery } from '@tanstack/react-query'
import { Check, EyeOff, Lightbulb, X } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useKeysFor } from '../keys/bindings.ts'
import { useCommand } from '../keys/use-command.ts'
import { undoAct } from '../lib/board.ts'
import { campClock } from '../lib/camp-time.ts'
import { callHub, useSettings } from '../lib/data.ts'
import { acceptProposals, dismissProposals, groupsOf, useProposals } from '../lib/proposals.ts'
import type { ProposalGroup } from '../lib/proposals.ts'
import { Button } from '../ui/button.tsx'
import { IconButton } from '../ui/icon-button.tsx'
import { useAction } from '../ui/use-action.ts'
import { proposalWords } from '../words/proposals.ts'
import { askPickUp } from './pick-up-ask.tsx'
import styles from './proposal-strip.module.css'

const words = proposalWords.strip

/** What was put down last, to be taken back. */
interface Done {
  readonly act: string
  readonly what: string
}

/** Above the composer: what this conversation's texts propose of today, for one key to accept, and of whom nothing may be said. */
export function ProposalStrip({ conversationId }: { readonly conversationId: number }) {
  const view = useProposals()
  const barred = useBarredHere(conversationId)
  const [done, setDone] = useState<Done | null>(null)
  const groups = groupsOf(view, conversationId)
  const pickUps = (view?.pickUps ?? []).filter(
    (change) => change.conversationId === conversationId && change.state !== 'confirmed',
  )
  if (groups.length === 0 && pickUps.length === 0 && barred.length === 0 && done === null) return null
  return (
    <section className={styles.strip} aria-label={words.label}>
      <div className={styles.column}>
        {barred.map(({ guardian, player }) => (
          <p key={`${guardian} ${player}`} className={styles.barred}>
            <EyeOff size={16} aria-hidden />
            {proposalWords.day.barredHere(guardian, player)}
          </p>
        ))}
        {groups.map((group, index) => (
          <Proposed key={group.ids.join(' ')} group={group} hasKeys={index === groups.length - 1} onDone={setDone} />
        ))}
        {pickUps.map((change) => (
          <Waiting key={change.id} change={change} />
        ))}
        <div role="status">
          {done === null ? null : <PutDown key={done.act} done={done} onGone={() => setDone(null)} />}
        </div>
      </div>
    </section>
  )
}

/** Guardians reached at this number who must not hear about a player of the family. */
function useBarredHere(conversationId: number): readonly { readonly guardian: string; readonly player: string }[] {
  const day = useQuery({
    queryKey: ['family-day', conversationId],
    queryFn: () => callHub('family.day', { conversationId }),
  })
  return (day.data?.players ?? []).flatMap(({ name, barred }) =>
    barred.filter(({ here }) => here).map((one) => ({ guardian: one.name, player: name })),
  )
}

function PutDown({ done, onGone }: { readonly done: Done; onGone(): void }) {
  const button = useRef<HTMLButtonElement>(null)
  const undo = useAction(async () => {
    await undoAct(done.act, null)
    onGone()
  })
  // The button that was pressed is gone: whoever works by keys goes on here.
  useEffect(() => {
    if (document.activeElement === document.body) button.current?.focus()
  }, [])
  return (
    <div className={styles.done}>
      <Check size={16} aria-hidden />
      <p className={styles.what}>
        {words.accepted(done.what)}
        {undo.error === null ? null : (
          <span className={styles.error}>
            {words.failed} {undo.error}
          </span>
        )}
      </p>
      <Button ref={button} size="small" variant="quiet" disabled={undo.busy} onClick={() => undo.run()}>
        {words.undo}
      </Button>
      <IconButton label={words.hide} icon={<X size={18} aria-hidden />} onClick={onGone} />
    </div>
  )
}

function Proposed({
  group,
  hasKeys,
  onDone,
}: {
  readonly group: ProposalGroup
  readonly hasKeys: boolean
  onDone(done: Done): void
}) {
  const { first, ids, players, playerIds } = group
  const { timeZone } = useSettings()
  const keys = useKeysFor('proposal.accept')
  const dismiss = useAction(() => dismissProposals(ids))
  const whom = players.join(words.and)
  const name = first.name ?? ''
  const needsTwo = first.kind === 'pick-up' && first.mayPickUp !== true
  const ask = () => {
    const named = playerIds.map((id, index) => ({ id, name: players[index] ?? '' }))
    askPickUp({ players: named, name, proposalIds: ids, changeId: null })
  }
  const what =
    first.kind === 'late'
      ? words.late(whom, campClock(first.expectedAt ?? first.at, timeZone))
      : first.kind === 'absent'
        ? words.absent(whom)
        : words['pick-up'](whom, name)
  const accept = useAction(async () => {
    const act = await acceptProposals(ids)
    // A pick-up that was only noted has nothing to take back.
    if (first.kind !== 'pick-up') onDone({ act, what })
  })
  const busy = accept.busy || dismiss.busy
  const mustNot = first.mayPickUp === false
  const act = () => (needsTwo ? ask() : accept.run())
  useCommand('proposal.accept', act, hasKeys && !mustNot)
  useCommand('proposal.dismiss', () => dismiss.run(), hasKeys)
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
      {mustNot ? null : (
        <Button
          size="small"
          // The box keeps the focus: the answer can be typed at once.
          onPointerDown={(event) => event.preventDefault()}
          icon={<Check size={16} aria-hidden />}
          hint={needsTwo ? words.begin : words.accept}
          hintKeys={hasKeys ? keys : ''}
          disabled={busy}
          onClick={act}
        >
          {needsTwo ? words.begin : words.accept}
        </Button>
      )}
      <Button
        size="small"
        variant="quiet"
        disabled={busy}
        onPointerDown={(event) => event.preventDefault()}
        onClick={() => dismiss.run()}
      >
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
