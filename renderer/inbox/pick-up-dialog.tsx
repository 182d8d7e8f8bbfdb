import { ShieldCheck } from 'lucide-react'
import { useQuery } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import type { RefObject } from 'react'
import type { PickUpChangeView } from '../../electron/ipc/contract/proposals-views.ts'
import { callHub } from '../lib/data.ts'
import { beginPickUp, cancelPickUp, confirmPickUp, enterPickUpCode, useProposals } from '../lib/proposals.ts'
import { useStaff } from '../lib/staff.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Select } from '../ui/select.tsx'
import { TextField } from '../ui/text-field.tsx'
import { useAction } from '../ui/use-action.ts'
import { proposalWords } from '../words/proposals.ts'
import type { PickUpToAsk } from './pick-up-ask.tsx'
import styles from './pick-up-dialog.module.css'

interface PickUpDialogProps extends PickUpToAsk {
  onClose(): void
}

const words = proposalWords.pickUp

/** Somebody else than usual picks up: a code to a registered number, read back, and two of the staff with their own PINs. */
export function PickUpDialog({ players, name, proposalIds, changeId, onClose }: PickUpDialogProps) {
  const view = useProposals()
  const [begun, setBegun] = useState(changeId)
  const field = useRef<HTMLInputElement>(null)
  const change = view?.pickUps.find(({ id }) => id === begun)
  const names = players.map((player) => player.name).join(proposalWords.strip.and)
  return (
    <Dialog
      open
      onOpenChange={(open) => (open ? undefined : onClose())}
      title={words.title}
      width="narrow"
      initialFocus={field}
    >
      <div className={styles.body}>
        {change === undefined ? (
          <Begin
            players={players}
            names={names}
            name={name}
            proposalIds={proposalIds}
            field={field}
            onBegun={setBegun}
          />
        ) : (
          <>
            <p className={styles.what}>
              <strong>{change.name}</strong> · {names}
              <span className={styles.step}>{words.steps[change.state]}</span>
            </p>
            <Step change={change} names={names} onClose={onClose} />
          </>
        )}
      </div>
    </Dialog>
  )
}

function Begin({
  players,
  names,
  name,
  proposalIds,
  field,
  onBegun,
}: Pick<PickUpDialogProps, 'players' | 'name' | 'proposalIds'> & {
  readonly names: string
  readonly field: RefObject<HTMLInputElement | null>
  onBegun(id: number): void
}) {
  const [who, setWho] = useState(name)
  const [chosen, setChosen] = useState<string | null>(null)
  const playerIds = players.map(({ id }) => id)
  const numbers = useQuery({
    queryKey: ['people', 'code-numbers', ...playerIds],
    queryFn: () => callHub('proposals.codeNumbers', { playerIds }),
  })
  const address = chosen ?? numbers.data?.[0]?.address ?? ''
  const begin = useAction(async () => {
    const { pickUps } = await beginPickUp({ playerIds, name: who.trim(), address, proposalIds })
    const made = pickUps.filter((change) => change.players.some(({ id }) => playerIds.includes(id))).at(-1)
    if (made !== undefined) onBegun(made.id)
  })
  if (numbers.data?.length === 0) return <p role="alert">{words.noNumber}</p>
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault()
        begin.run()
      }}
    >
      <p>{words.explain}</p>
      <p>
        {words.players}: <strong>{names}</strong>
      </p>
      <TextField
        ref={field}
        label={words.who}
        help={words.whoHelp}
        value={who}
        maxLength={80}
        required
        error={begin.error ?? undefined}
        onChange={(event) => setWho(event.currentTarget.value)}
      />
      <Select
        label={words.number}
        value={address}
        options={(numbers.data ?? []).map((number) => ({
          value: number.address,
          label: `${number.name} · ${number.displayAddress}`,
        }))}
        onValueChange={setChosen}
      />
      <div className={styles.actions}>
        <Button type="submit" variant="primary" disabled={begin.busy || who.trim() === '' || address === ''}>
          {words.send}
        </Button>
      </div>
    </form>
  )
}

function Step({
  change,
  names,
  onClose,
}: {
  readonly change: PickUpChangeView
  readonly names: string
  onClose(): void
}) {
  const cancel = useAction(async () => {
    await cancelPickUp(change.id)
    onClose()
  })
  return (
    <>
      {change.state === 'waits-for-code' ? <Code change={change} /> : null}
      {change.state === 'waits-for-staff' ? <Confirm key={change.confirmedBy.length} change={change} /> : null}
      {change.state === 'confirmed' ? (
        <p className={styles.holds} role="status">
          <ShieldCheck size={18} aria-hidden />
          <span>
            {words.holds(change.name, names)} {words.by(change.confirmedBy.join(proposalWords.strip.and))}
          </span>
        </p>
      ) : null}
      {cancel.error === null ? null : <p role="alert">{cancel.error}</p>}
      <div className={styles.actions}>
        <Button variant="quiet" disabled={cancel.busy} onClick={() => cancel.run()}>
          {words.cancel}
        </Button>
        <Button onClick={onClose}>{words.close}</Button>
      </div>
    </>
  )
}

function Code({ change }: { readonly change: PickUpChangeView }) {
  const [code, setCode] = useState('')
  const enter = useAction(async () => {
    try {
      await enterPickUpCode(change.id, code)
    } finally {
      setCode('')
    }
  })
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault()
        enter.run()
      }}
    >
      <TextField
        label={words.code}
        help={words.codeHelp(change.displayAddress)}
        value={code}
        inputMode="numeric"
        maxLength={6}
        error={enter.error ?? undefined}
        onChange={(event) => setCode(event.currentTarget.value.replaceAll(/\D/g, ''))}
      />
      <div className={styles.actions}>
        <Button type="submit" variant="primary" disabled={enter.busy || code.length < 6}>
          {words.enter}
        </Button>
      </div>
    </form>
  )
}

function Confirm({ change }: { readonly change: PickUpChangeView }) {
  const staff = useStaff()
  const able = (staff.data?.people ?? []).filter((one) => one.hasPin && !change.confirmedBy.includes(one.name))
  const [chosen, setChosen] = useState<number | null>(null)
  const [pin, setPin] = useState('')
  const who = able.find(({ id }) => id === chosen) ?? able[0]
  const confirm = useAction(async () => {
    if (who === undefined) return
    try {
      await confirmPickUp(change.id, who.id, pin)
    } finally {
      setPin('')
    }
  })
  const [first] = change.confirmedBy
  if (staff.data !== undefined && able.length + change.confirmedBy.length < 2) return <p role="alert">{words.noTeam}</p>
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault()
        confirm.run()
      }}
    >
      <p role="status">{first === undefined ? words.codeRead : words.first(first)}</p>
      <Select
        label={words.staff}
        value={String(who?.id ?? '')}
        options={able.map(({ id, name }) => ({ value: String(id), label: name }))}
        onValueChange={(value) => setChosen(Number(value))}
      />
      <TextField
        label={words.pin}
        type="password"
        inputMode="numeric"
        autoComplete="off"
        maxLength={8}
        value={pin}
        error={confirm.error ?? undefined}
        onChange={(event) => setPin(event.currentTarget.value.replaceAll(/\D/g, ''))}
      />
      <div className={styles.actions}>
        <Button type="submit" variant="primary" disabled={confirm.busy || pin.length < 4 || who === undefined}>
          {first === undefined ? words.confirmFirst : words.confirmSecond}
        </Button>
      </div>
    </form>
  )
}
