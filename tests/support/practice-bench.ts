import { practiceAccount } from '../../electron/hub/practice/practice-account.ts'
import { startPracticeCarrier } from '../../electron/hub/practice/practice-carrier.ts'
import type { PracticeCarrier, PracticeCarrierOptions } from '../../electron/hub/practice/practice-carrier.ts'
import type { PracticeTiming } from '../../electron/hub/practice/types.ts'
import { seededRandom } from '../../electron/hub/random.ts'
import { manualClock } from './manual-clock.ts'
import type { ManualClock } from './manual-clock.ts'
import { practiceRest } from './practice-rest.ts'
import type { PracticeRest } from './practice-rest.ts'
import { startWebhookCollector } from './webhook-collector.ts'
import type { WebhookCollector } from './webhook-collector.ts'

/** The practice account's number. */
export const ours = '+13125550100'
/** A parent's number, which no magic applies to. */
export const parent = '+13125550142'

/** Lifelike delays without untidiness. */
export const tidyTiming: Partial<PracticeTiming> = {
  doubled: 0,
  shuffled: 0,
  sending: 0,
  unknownParameter: 0,
  answer: [0, 0],
}

export interface PracticeBench {
  readonly clock: ManualClock
  readonly carrier: PracticeCarrier
  readonly collector: WebhookCollector
  readonly rest: PracticeRest
  /** A StatusCallback at the collector. */
  readonly callback: string
  /** Creates a text to the parent with a StatusCallback; returns its sid. */
  send(fields?: Record<string, string>): Promise<string>
  /** Statuses called back so far, in order of arrival. */
  statuses(): readonly (string | null)[]
  stop(): Promise<void>
}

/** A practice carrier on a manual clock, with a listener for what it posts. */
export async function startPracticeBench(options: Partial<PracticeCarrierOptions> = {}): Promise<PracticeBench> {
  const clock = manualClock()
  const collector = await startWebhookCollector()
  const carrier = await startPracticeCarrier({
    clock,
    random: seededRandom(7),
    file: null,
    account: practiceAccount,
    parents: null,
    ...options,
    timing: { ...tidyTiming, ...options.timing },
  })
  carrier.setInboundUrl(`${collector.origin}/twilio/sms`)
  const rest = practiceRest(carrier)
  const callback = `${collector.origin}/twilio/status?a=attempt-1`
  return {
    clock,
    carrier,
    collector,
    rest,
    callback,
    async send(fields = {}) {
      const sender: Record<string, string> = fields['MessagingServiceSid'] === undefined ? { From: ours } : {}
      const reply = await rest.post('Messages.json', {
        To: parent,
        Body: 'Camp starts at 9',
        StatusCallback: callback,
        ...sender,
        ...fields,
      })
      if (reply.status !== 201) throw new Error(`Refused: ${reply.text}`)
      return String(reply.json['sid'])
    },
    statuses: () => collector.received.map((webhook) => webhook.form.get('MessageStatus')),
    async stop() {
      await carrier.stop()
      await collector.stop()
    },
  }
}
