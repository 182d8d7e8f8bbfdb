import { expect, test } from './fixtures/app.ts'
import { findings } from './fixtures/axe.ts'
import { openConversation, screenOf } from './fixtures/screen.ts'

test('a parent who asks for no more texts, in their own words or Twilio’s, is called instead', async ({ app }) => {
  const { page } = app
  const screen = screenOf(page)
  const { id } = await openConversation(app, ({ kind, players }) => kind === 'phone' && players.length > 0)
  const says = (body: string) => app.call('practice.replyAsParent', { conversationId: id, body })
  const strip = page.getByRole('region', { name: 'Did they ask for no more texts?' })
  const row = page.locator(`[data-conversation="${id}"]`)

  await test.step('what comes near a STOP closes nothing: a person is asked', async () => {
    await says('stop please')
    await expect(strip).toBeVisible()
    await expect(row).toContainText('Stop?')
    await expect(screen.composer).toBeEnabled()
    expect(await findings(page, [])).toEqual([])
    await strip.getByRole('button', { name: 'Leave' }).click()
    await expect(strip).toBeHidden()
    await expect(screen.composer).toBeEnabled()
  })

  await test.step('and may close it', async () => {
    await says('no more texts')
    await strip.getByRole('button', { name: 'Close' }).click()
    await expect(page.getByText('They asked us in person today not to be texted. Call instead.').first()).toBeVisible()
    await expect(screen.composer).toBeDisabled()
    await expect(row).toContainText('No texts')
    expect(await findings(page, [])).toEqual([])
  })

  await test.step('what staff were told, staff undo', async () => {
    const texts = page.getByRole('region', { name: 'Texts', exact: true })
    await texts.getByRole('button', { name: 'They may be texted again' }).click()
    await expect(screen.composer).toBeEnabled()
    await texts.getByRole('button', { name: 'They asked not to be texted' }).click()
    await texts.getByRole('button', { name: 'No more texts' }).click()
    await expect(screen.composer).toBeDisabled()
    await texts.getByRole('button', { name: 'They may be texted again' }).click()
    await expect(screen.composer).toBeEnabled()
  })

  await test.step('a STOP is theirs to undo', async () => {
    await says('STOP')
    await expect(page.getByText(/They texted STOP today\. Call instead\./).first()).toBeVisible()
    await expect(page.getByRole('button', { name: 'They may be texted again' })).toBeHidden()
    await says('START')
    await expect(screen.composer).toBeEnabled()
  })
})
