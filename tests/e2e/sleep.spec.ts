import { realClock } from '../../electron/hub/clock.ts'
import type { Clock } from '../../electron/hub/clock.ts'
import { expect } from './fixtures/app.ts'
import type { App } from './fixtures/app.ts'
import { chooseHost } from './fixtures/launch.ts'
import { test } from './fixtures/live-account.ts'
import { screenOf, writeTo } from './fixtures/screen.ts'

const ana = '+13125550142'
const ben = '+13125550143'
const minute = 60_000
/** An address that nothing listens at, as the tunnel's is while the laptop sleeps. */
const nowhere = 'http://127.0.0.1:9/twilio/sms'

const real = realClock()
let slept = 0
/** The world's clock, which goes on while the laptop sleeps. */
const world: Clock = { ...real, now: () => real.now() + slept }

/** Stops the hub as sleep does: the system says so, and then nothing of it runs. */
async function fallAsleep({ electron }: App): Promise<void> {
  await electron?.evaluate(({ powerMonitor }) => powerMonitor.emit('suspend'))
  electron?.process().kill('SIGSTOP')
}

/** It runs on where it stood, finds its clock ahead, and hears that it slept. */
async function wakeUp({ electron }: App, span: number): Promise<void> {
  electron?.process().kill('SIGCONT')
  await electron?.evaluate(({ powerMonitor }, ahead) => {
    const before = Date.now
    Date.now = () => before() + ahead
    powerMonitor.emit('resume')
  }, span)
}

// A browser is not told when the machine sleeps.
if (chooseHost() === 'electron') {
  test.use({ clock: world })

  test(
    'after an hour asleep: who wrote, what became of our texts, and back on the webhooks',
    { tag: '@long' },
    async ({ app, account }) => {
      const { page } = app
      const { twilio } = account
      const screen = screenOf(page)
      const banner = screen.alerts.getByText(/^While you were away:/)
      const dialog = page.getByRole('dialog', { name: 'While you were away' })
      await account.reach(app)
      await expect(screen.status).toContainText('Online')

      await test.step('a text leaves, and the laptop sleeps before it has arrived', async () => {
        const lost = twilio.faults.onCallback({ kind: 'drop' }, { times: Infinity })
        await writeTo(page, ana, 'Pick-up is at the north gate')
        await expect.poll(() => twilio.accepted().at(-1)?.status).toBe('delivered')
        await expect(screen.message('Pick-up is at the north gate')).toHaveAccessibleName(/, Sending…$/)
        await fallAsleep(app)
        twilio.setInboundUrl(nowhere)
        lost.withdraw()
      })

      await test.step('three texts come in meanwhile, at their times', async () => {
        for (const [address, body] of [
          [ana, 'Is the field wet'],
          [ben, 'We are ten minutes late'],
          [ana, 'Found it'],
        ] as const) {
          slept += 15 * minute
          twilio.textFrom(address, body)
          await twilio.idle()
        }
        slept += 15 * minute
      })

      await test.step('awake: one banner tells of it, and the text has arrived', async () => {
        await wakeUp(app, slept)
        await expect(banner).toHaveText('While you were away: 3 texts came in', { timeout: 20_000 })
        await expect(screen.message('Pick-up is at the north gate')).toHaveAccessibleName(/, Delivered$/)
      })

      await test.step('the list says that it slept, who waits longest, and what went out', async () => {
        await screen.alerts.getByRole('button', { name: 'Show' }).click()
        await expect(dialog).toContainText('This laptop slept from')
        const writers = dialog.getByRole('list', { name: 'Wrote and wait for an answer' }).getByRole('button')
        await expect(writers.nth(0)).toHaveAccessibleName(/^\(312\) 555-0142, 2 texts, Found it, /)
        await expect(writers.nth(1)).toHaveAccessibleName(/^\(312\) 555-0143, We are ten minutes late, /)
        await expect(dialog.getByRole('list', { name: 'Went out since' })).toContainText('Pick-up is at the north gate')
        await dialog.getByRole('button', { name: 'Done' }).click()
        await expect(banner).toBeHidden()
      })

      await test.step('the webhooks are heard again', async () => {
        await account.reach(app)
        twilio.textFrom(ben, 'Here now')
        await expect(screen.row('(312) 555-0143')).toHaveAccessibleName(/Here now/, { timeout: 20_000 })
      })
    },
  )
}
