import { describe, expect, test } from 'vitest'
import { newId } from '../../electron/hub/ids.ts'
import type { Hub } from '../../electron/hub/hub.ts'
import { camp, practiceTwilio } from '../support/practice-twilio.ts'
import { manualClock } from '../support/manual-clock.ts'
import { testHub } from '../support/test-hub.ts'

const local = '+13125550100'
const credentials = { accountSid: camp.accountSid, authToken: camp.authToken }

function state(hub: Hub) {
  return Promise.resolve(hub.handlers['system.state']({}))
}

describe('from the first start to live', () => {
  test('credentials, address, numbers, a text out and one in, while practice is on the screen and after it', async () => {
    const clock = manualClock()
    const twilio = await practiceTwilio(clock, { numbers: [{ phoneNumber: local }] })
    const { hub, changes } = await testHub({ clock, env: { PTP_TWILIO_API: twilio.origin } })
    const { handlers } = hub
    expect(await state(hub)).toMatchObject({ mode: 'practice', credentialSource: null })
    await handlers['vault.useSessionOnly']({})
    expect(await handlers['account.saveAndTest'](credentials)).toMatchObject({ outcome: 'saved' })
    expect(await state(hub)).toMatchObject({ mode: 'practice', credentialSource: 'vault' })

    // The listener itself stands for a tunnel in front of it.
    await handlers['settings.update']({ reachBy: 'own-address', publicUrl: hub.webhookAddress ?? '' })
    expect(await handlers['webhooks.prove']({})).toMatchObject({ ok: true })
    const plan = await handlers['webhooks.plan']({})
    const shown = plan.changes.map(({ id, from }) => ({ id, from }))
    expect(await handlers['webhooks.fix']({ changes: shown })).toMatchObject({ done: 2, problems: [] })

    const id = newId(clock.now())
    await handlers['account.sendTest']({ id, to: '+13125550142' })
    await clock.advanceUntil(() => changes('test-text').some(({ message }) => message.state === 'delivered'))
    expect(twilio.accepted()).toHaveLength(1)

    await handlers['practice.end']({})
    expect(await state(hub)).toMatchObject({ mode: 'live', ourNumber: '(312) 555-0100' })
    twilio.textFrom('+13125550142', 'Got it')
    await clock.advanceUntil(() => changes('message').some(({ message }) => message.body === 'Got it'))
    await handlers['account.forget']({})
    expect(await state(hub)).toMatchObject({ mode: 'not-set-up', ourNumber: null, credentialSource: null })
  })

  test('nothing that the screen can ask for gives a secret back', async () => {
    const clock = manualClock()
    const twilio = await practiceTwilio(clock)
    const { hub, batches } = await testHub({ clock, env: { PTP_TWILIO_API: twilio.origin } })
    await hub.handlers['vault.useSessionOnly']({})
    await hub.handlers['account.saveAndTest'](credentials)
    const all = JSON.stringify([
      batches,
      await state(hub),
      await hub.handlers['account.state']({}),
      await hub.handlers['webhooks.state']({ refresh: true }),
      await hub.handlers['vault.state']({}),
      await hub.handlers['reach.state']({}),
    ])
    expect(all).not.toContain(camp.authToken)
    expect(all).not.toContain(camp.accountSid)
  })
})
