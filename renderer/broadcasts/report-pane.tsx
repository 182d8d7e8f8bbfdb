import { ArrowLeft, Download, MessageCircleQuestion, PhoneOutgoing } from 'lucide-react'
import { useState } from 'react'
import type { BroadcastRecipientView } from '../../electron/ipc/contract/broadcast-views.ts'
import { campTime } from '../lib/camp-time.ts'
import { asHubError, callHub, useCallsClosed, useHubMinute, useSettings } from '../lib/data.ts'
import { useUi } from '../shell/ui-state.ts'
import { Button } from '../ui/button.tsx'
import { ErrorNotice } from '../ui/error-notice.tsx'
import { useAction } from '../ui/use-action.ts'
import { broadcastWords } from '../words/broadcasts.ts'
import { voiceWords } from '../words/voice.ts'
import { BroadcastActs } from './broadcast-acts.tsx'
import listStyles from './broadcast-list.module.css'
import { Progress } from './broadcast-progress.tsx'
import { BroadcastHead } from './broadcast-row.tsx'
import { startBroadcast, useBroadcastsUi } from './compose-state.ts'
import { useReport } from './queries.ts'
import styles from './report-pane.module.css'

const words = broadcastWords.report

/** What became of a broadcast, person by person. */
export function ReportPane({ id }: { readonly id: string }) {
  const report = useReport(id)
  const first = report.data?.pages[0]
  const noCalls = useCallsClosed()
  const [path, setPath] = useState<string | null>(null)
  const save = useAction(async () => {
    setPath((await callHub('broadcasts.csv', { id })).path)
  })
  const silent = useAction(async (spoken: boolean) => {
    const audience = await callHub('broadcasts.silent', { id })
    if (first === undefined) return
    const { name, draft } = first.broadcast
    const start = { kind: 'plain', audience, audienceLabel: broadcastWords.compose.given(name), againOf: id } as const
    // Of a text that nobody answered the words are said; a second text is written anew, for the first has been read.
    startBroadcast(spoken ? { ...start, draft, spoken } : start)
  })
  if (report.error !== null && first === undefined) {
    return (
      <ErrorNotice
        title={broadcastWords.unreadable.title}
        details={asHubError(report.error).details ?? asHubError(report.error).message}
        onRetry={() => void report.refetch()}
      >
        {broadcastWords.unreadable.meaning}
      </ErrorNotice>
    )
  }
  if (first === undefined) return null
  const { broadcast, leftOut } = first
  const recipients = report.data?.pages.flatMap((page) => page.recipients) ?? []
  return (
    <section className={styles.report} aria-label={words.name}>
      <div className={styles.top}>
        <Button
          variant="quiet"
          size="small"
          icon={<ArrowLeft size={16} aria-hidden />}
          data-begins-here
          onClick={() => useBroadcastsUi.getState().showList()}
        >
          {broadcastWords.back}
        </Button>
        <BroadcastHead broadcast={broadcast} />
        <Progress broadcast={broadcast} />
        <div className={listStyles.acts}>
          <BroadcastActs broadcast={broadcast} />
          {broadcast.answers.silent > 0 ? (
            <Button
              size="small"
              disabled={silent.busy}
              icon={<MessageCircleQuestion size={16} aria-hidden />}
              onClick={() => silent.run(false)}
            >
              {broadcastWords.acts.silent}
            </Button>
          ) : null}
          {broadcast.answers.silent > 0 && noCalls === null ? (
            <Button
              size="small"
              disabled={silent.busy}
              icon={<PhoneOutgoing size={16} aria-hidden />}
              onClick={() => silent.run(true)}
            >
              {broadcastWords.acts.callSilent}
            </Button>
          ) : null}
          <Button
            size="small"
            disabled={save.busy}
            icon={<Download size={16} aria-hidden />}
            onClick={() => save.run()}
          >
            {broadcastWords.acts.csv}
          </Button>
          <p className={styles.saved} role="status">
            {path === null ? '' : broadcastWords.acts.saved(path)}
          </p>
          {save.error === null && silent.error === null ? null : (
            <p className={listStyles.error} role="alert">
              {save.error ?? silent.error}
            </p>
          )}
        </div>
      </div>
      <div className={styles.scroll} tabIndex={0} role="group" aria-label={words.people}>
        <table className={styles.table} aria-label={words.people}>
          <thead>
            <tr>
              <th scope="col">{words.columns.name}</th>
              <th scope="col">{words.columns.state}</th>
              <th scope="col">{words.columns.answer}</th>
              <th scope="col">{words.columns.text}</th>
            </tr>
          </thead>
          <tbody>
            {recipients.map((recipient) => (
              <Person key={recipient.position} recipient={recipient} />
            ))}
          </tbody>
        </table>
        {report.hasNextPage ? (
          <div className={styles.more}>
            <Button disabled={report.isFetchingNextPage} onClick={() => void report.fetchNextPage()}>
              {words.more}
            </Button>
          </div>
        ) : null}
        {leftOut.length === 0 ? null : (
          <>
            <h3 className={styles.leftTitle}>{broadcastWords.preview.leftOut(leftOut.length)}</h3>
            <ul className={styles.left} aria-label={broadcastWords.preview.leftOutName}>
              {leftOut.map(({ name, players, reason }, index) => (
                // Nothing else tells two of them apart, and their order is the hub's.
                <li key={index}>
                  <strong>{name === '' ? broadcastWords.preview.nobody : name}</strong>{' '}
                  {broadcastWords.preview.about(players.join(', '))}: {reason}
                </li>
              ))}
            </ul>
          </>
        )}
      </div>
    </section>
  )
}

function Person({ recipient }: { readonly recipient: BroadcastRecipientView }) {
  const now = useHubMinute()
  const zone = useSettings().timeZone
  const { name, displayAddress, players, state, refused, failure, answer, answerBody, deliveredAt } = recipient
  const reason = refused ?? (failure === null ? null : `${failure.reason} ${failure.remedy}`)
  const who = name === '' ? displayAddress : name
  return (
    <tr>
      <th scope="row" className={styles.who}>
        <button
          type="button"
          className={styles.open}
          aria-label={words.open(who)}
          onClick={() => useUi.getState().openConversation(recipient.conversationId)}
        >
          {who}
        </button>
        <span className={styles.about}>{players.join(', ')}</span>
      </th>
      <td className={styles.state} data-state={state}>
        {callState(recipient, now, zone) ??
          (state === null || state === 'received' ? broadcastWords.waitingHere : broadcastWords.textStates[state])}
        {deliveredAt === null ? null : <span className={styles.about}>{campTime(deliveredAt, now, zone)}</span>}
        {reason === null ? null : <span className={styles.about}>{reason}</span>}
        {recipient.callAfter === null ? null : (
          <span className={styles.about}>
            {broadcastWords.called(howCalled(recipient.callAfter, now, zone) ?? broadcastWords.waitingHere)}
          </span>
        )}
      </td>
      <td>
        {answer === null ? null : (
          <>
            {broadcastWords.answers[answer]}
            <span className={styles.about} dir="auto">
              {answerBody}
            </span>
          </>
        )}
      </td>
      <td className={styles.text} dir="auto">
        {recipient.body}
      </td>
    </tr>
  )
}

/** How a call went, or goes on; null where its message's state says it: it waits, or nobody knows. */
function callState({ state, call }: BroadcastRecipientView, now: number, zone: string): string | null {
  if (call === null || state === 'queued' || state === 'uncertain' || state === 'canceled' || state === 'expired')
    return null
  return howCalled(call, now, zone)
}

function howCalled(call: NonNullable<BroadcastRecipientView['call']>, now: number, zone: string): string | null {
  return call.againAt === null
    ? voiceWords.state(call)
    : voiceWords.again(campTime(call.againAt, now, zone), call.outcome)
}
