import type { WebhooksView } from '../../ipc/contract/account-views.ts'
import type { Clock } from '../clock.ts'
import type { Line } from '../line.ts'
import { ok, problem, unknown } from './types.ts'
import type { Finding, Findings, Fix } from './types.ts'
import { spanWords } from './words.ts'

const toTwilio: Fix = { label: 'Open Twilio settings', opens: 'twilio' }
const toWebhooks: Fix = { label: 'Open Webhooks', opens: 'webhooks' }
/** Catch-up looks every 5 min at the latest; three missed looks are a fault. Milliseconds. */
const catchUpOverdue = 15 * 60_000

/** Whether Twilio accepts what we sign in with: asked by a call that changes nothing. */
export async function examineCredentials(line: Line | null): Promise<Findings> {
  return { credentials: line ? await credentialsOf(line) : noAccount }
}

const noAccount = problem('No Twilio account is set up yet, so no text can go out or come in.', toTwilio)

async function credentialsOf(line: Line): Promise<Finding> {
  const { paused } = line.outbox
  if (paused) {
    return problem(
      `Texts are stopped. ${paused.reason} ${paused.remedy}`,
      { label: 'Try again now', run: () => line.outbox.resume() },
      paused.code === null ? null : `Twilio ${paused.code}`,
    )
  }
  const answer = await line.carrier.accountKind()
  switch (answer.kind) {
    case 'ok':
      return ok(
        answer.value === 'trial'
          ? 'Twilio accepts them. It is a trial account: it texts verified numbers only.'
          : 'Twilio accepts them.',
      )
    case 'account-trouble': {
      const { reason, remedy, code } = answer.failure
      return problem(`${reason} ${remedy}`, toTwilio, code === null ? null : `Twilio ${code}`)
    }
    case 'not-found':
      return problem('Twilio does not know this account. Check the Account SID.', toTwilio)
    case 'wait':
      return unknown('Twilio is busy and wants to be asked later.')
    case 'no-answer':
      return unknown('Twilio could not be asked.')
  }
}

/** The numbers' webhook settings at Twilio, and what answers while this laptop is off. */
export function numbersFindings(view: WebhooksView): Findings {
  const inUse = view.numbers.filter((number) => number.inUse)
  const fallback = view.fallback.check
  return {
    numbers: numbersOf(view, inUse),
    fallback: {
      state: fallback.state === 'running' ? 'unknown' : fallback.state,
      words: fallback.words || 'Not looked at yet.',
      details: fallback.details,
      fix: fallback.state === 'ok' ? null : toWebhooks,
    },
  }
}

function numbersOf({ readAt, address }: WebhooksView, inUse: WebhooksView['numbers']): Finding {
  if (readAt === null) return unknown('They have not been read at Twilio yet.', toWebhooks)
  if (inUse.length === 0) return problem('Texts go out from no number of this account.', toTwilio)
  if (address === null) return ok('Without a public address they are left as they are: Twilio is asked instead.')
  const wrong = inUse.filter((number) => !number.right)
  if (wrong.length === 0)
    return ok(inUse.length === 1 ? 'Our number leads here.' : `All ${inUse.length} numbers lead here.`)
  const traps = wrong.flatMap((number) => number.traps.map((trap) => trap.words))
  return problem(
    `${wrong.length === 1 ? 'One number does' : `${wrong.length} numbers do`} not lead to this laptop, so texts from parents come late. Webhooks shows what to change.`,
    toWebhooks,
    traps.join('\n') || null,
  )
}

/** Practice sets its make-believe numbers itself. */
export const practiceNumbers: Findings = {
  numbers: ok('Practice sets its own.'),
  fallback: ok('Practice needs nothing for that.'),
}

export const noNumbers: Findings = {
  numbers: unknown('There is no account to ask.', toTwilio),
  fallback: unknown('There is no account to ask.', toTwilio),
}

/** When Twilio was last asked, to the end, for what no webhook brought. */
export function examineCatchUp(line: Line | null, clock: Clock): Findings {
  if (!line) return { 'catch-up': unknown('There is no account to ask.', toTwilio) }
  const again: Fix = { label: 'Catch up now', run: () => line.catchUp.now() }
  const { lastAt } = line.catchUp
  if (lastAt === null) return { 'catch-up': unknown('Twilio has not been asked to the end since the start.', again) }
  const age = clock.now() - lastAt
  return {
    'catch-up':
      age > catchUpOverdue
        ? problem(`Twilio was last asked ${spanWords(age)} ago. Texts that no webhook brought are missing here.`, again)
        : ok('Twilio has told what no webhook brought.'),
  }
}
