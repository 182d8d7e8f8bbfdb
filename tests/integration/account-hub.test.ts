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

describe('an Auth Token that was rotated at Twilio', () => {
  test('what its calls brought is looked up at once, and then every few seconds, until the new one is entered', async () => {
    const clock = manualClock()
    const key = { sid: `SK${'7'.repeat(32)}`, secret: 'k'.repeat(32), kind: 'standard' as const }
    const twilio = await practiceTwilio(clock, { apiKeys: [key] })
    const { hub, changes } = await testHub({ clock, env: { PTP_TWILIO_API: twilio.origin } })
    const { handlers } = hub
    await handlers['vault.useSessionOnly']({})
    await handlers['account.saveAndTest']({ ...credentials, apiKey: key.sid, apiSecret: key.secret })
    await handlers['practice.end']({})
    await handlers['settings.update']({ reachBy: 'own-address', publicUrl: hub.webhookAddress ?? '' })
    await handlers['system.presence']({ focused: true, conversationId: null })
    twilio.setInboundUrl(`${hub.webhookAddress}/twilio/sms`)
    const arrived = (body: string) => () => changes('message').some(({ message }) => message.body === body)
    twilio.textFrom('+13125550142', 'By its webhook')
    await clock.advanceUntil(arrived('By its webhook'))
    // The first look is over, and the next one minutes away.
    await clock.advance(20_000)

    const rotated = '7c0ffee1badcafe2deadbeef3facade4'
    twilio.rotateAuthToken(rotated)
    twilio.textFrom('+13125550142', 'Turned away')
    await clock.advanceUntil(arrived('Turned away'), { limit: 10_000 })
    for (const body of ['Once more', 'And again']) twilio.textFrom('+13125550142', body)
    const trouble = () => changes('account').at(-1)?.account.tokenTrouble?.kind
    await clock.advanceUntil(() => trouble() === 'rotated')
    await clock.advanceUntil(arrived('And again'), { limit: 10_000 })
    twilio.textFrom('+13125550142', 'Looked up')
    await clock.advanceUntil(arrived('Looked up'), { limit: 10_000 })
    const id = newId(clock.now())
    await handlers['account.sendTest']({ id, to: '+13125550142' })
    await clock.advanceUntil(() => changes('test-text').some(({ message }) => message.state === 'delivered'), {
      limit: 15_000,
    })

    await handlers['account.saveAndTest']({ authToken: rotated })
    expect(trouble()).toBeUndefined()
    twilio.textFrom('+13125550142', 'By its webhook again')
    await clock.advanceUntil(arrived('By its webhook again'), { limit: 2_000 })
  })
})
