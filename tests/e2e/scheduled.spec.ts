import { expect, test } from './fixtures/app.ts'
import type { App } from './fixtures/app.ts'
import { findings } from './fixtures/axe.ts'
import { findConversation, nameOf, openConversation, screenOf } from './fixtures/screen.ts'

const two = (value: number): string => String(value).padStart(2, '0')

/** So many minutes from now by the camp's clock, as a person types it. */
async function inMinutes(app: App, minutes: number): Promise<{ readonly day: string; readonly time: string }> {
  const { now } = await app.call('schedule.choices', {})
  const total = now.minutes + minutes
  const day = new Date(Date.parse(`${now.day}T00:00:00Z`) + Math.floor(total / 1440) * 86_400_000)
  const rest = total % 1440
  return { day: day.toISOString().slice(0, 10), time: `${two(Math.floor(rest / 60))}:${two(rest % 60)}` }
}

test.describe('texts that go out at a time', () => {
  // A minute of the hub's clock passes in two seconds.
  test.use({ appOptions: { env: { PTP_CLOCK: 'x30' } } })

  test('planned from the composer by keys alone, changed, canceled and taken back, sent, and gone at its time', async ({
    app,
  }) => {
    const { page } = app
    const screen = screenOf(page)
    const panel = page.getByRole('group', { name: 'Schedule this text' })
    const conversation = await openConversation(app, () => true)
    const name = nameOf(conversation)
    const table = page.getByRole('table', { name: 'Scheduled' })
    const row = (words: string) => table.getByRole('row').filter({ hasText: words })

    await test.step('Ctrl+Shift+Enter offers times; Enter takes the first', async () => {
      await screen.composer.fill('Bring water tomorrow')
      await page.keyboard.press('Control+Shift+Enter')
      await expect(panel.getByRole('radio', { name: /^In 1 hour/ })).toBeFocused()
      await expect(panel.getByRole('status')).toContainText('Goes out')
      expect(await findings(page)).toEqual([])
      await page.keyboard.press('Enter')
      await expect(screen.message('Bring water tomorrow')).toHaveAccessibleName(/, Scheduled$/)
      await expect(screen.message('Bring water tomorrow')).toContainText(/goes out .*\d/)
      await expect(screen.composer).toBeFocused()
      await expect(screen.composer).toHaveValue('')
      await expect(panel).toBeHidden()
    })

    await test.step('a time that is over is refused in words, and Escape leaves the text in the box', async () => {
      await screen.composer.fill('Too late')
      await page.getByRole('button', { name: 'Schedule', exact: true }).click()
      await panel.getByLabel('Day', { exact: true }).fill('2020-01-01')
      await panel.getByLabel('Time', { exact: true }).fill('08:00')
      await expect(panel.getByRole('alert')).toHaveText('That time is over already. Choose a later one.')
      await expect(panel.getByRole('button', { name: /^Schedule/ })).toBeDisabled()
      await page.keyboard.press('Escape')
      await expect(panel).toBeHidden()
      await expect(screen.composer).toHaveValue('Too late')
      await screen.composer.fill('')
    })

    await test.step('the bubble changes its words', async () => {
      await screen.message('Bring water tomorrow').getByRole('button', { name: 'Edit' }).click()
      const dialog = page.getByRole('dialog', { name: 'Edit the scheduled text' })
      await dialog.getByRole('textbox', { name: 'Message' }).fill('Bring two bottles of water')
      expect(await findings(page)).toEqual([])
      await dialog.getByRole('button', { name: 'Save' }).click()
      await expect(screen.message('Bring two bottles of water')).toHaveAccessibleName(/, Scheduled$/)
    })

    await test.step('the Scheduled screen lists it with when, to whom and what happens otherwise', async () => {
      await screen.go('Scheduled')
      await expect(row('Bring two bottles')).toContainText(name)
      await expect(row('Bring two bottles')).toContainText('once it is on again')
      expect(await findings(page)).toEqual([])
    })

    await test.step('canceled, and the cancel taken back', async () => {
      const cancel = row('Bring two bottles').getByRole('button', { name: 'Cancel', exact: true })
      await expect(cancel).toHaveAccessibleDescription(name)
      await cancel.click()
      await expect(page.getByRole('heading', { name: 'Nothing is scheduled' })).toBeVisible()
      await expect(page.getByRole('table', { name: 'Scheduled' })).toBeVisible()
      expect(await findings(page)).toEqual([])
      await page.getByRole('button', { name: 'Undo' }).click()
      await expect(row('Bring two bottles')).toBeVisible()
    })

    await test.step('sent now, it is on its way at once', async () => {
      await row('Bring two bottles').getByRole('button', { name: 'Send now', exact: true }).click()
      await expect(page.getByRole('heading', { name: 'Nothing is scheduled' })).toBeVisible()
      await screen.go('Inbox')
      await expect(screen.message('Bring two bottles')).toHaveAccessibleName(/, Delivered$/)
    })

    await test.step('another goes out by itself at its time', async () => {
      const { day, time } = await inMinutes(app, 4)
      await screen.composer.fill('Gates open now')
      await page.keyboard.press('Control+Shift+Enter')
      await panel.getByLabel('Day', { exact: true }).fill(day)
      await panel.getByLabel('Time', { exact: true }).fill(time)
      await panel.getByRole('button', { name: /^Schedule for / }).click()
      await expect(screen.message('Gates open now')).toHaveAccessibleName(/, Scheduled$/)
      await expect(screen.message('Gates open now')).toHaveAccessibleName(/, Delivered$/, { timeout: 60_000 })
    })
  })

  test('one that a reply cancels is canceled by it; a restart forgets nothing', async ({ app }) => {
    const { call } = app
    const conversation = await openConversation(app, () => true)
    await test.step('planned for in an hour, unless they text first', async () => {
      const screen = screenOf(app.page)
      const panel = app.page.getByRole('group', { name: 'Schedule this text' })
      await screen.composer.fill('Are you coming today?')
      await app.page.keyboard.press('Control+Shift+Enter')
      await panel.getByRole('checkbox', { name: 'Cancel it if they text first' }).check()
      await panel.getByRole('button', { name: /^Schedule for / }).click()
      await expect(screen.message('Are you coming today?')).toHaveAccessibleName(/, Scheduled$/)
    })
    await app.restart()
    const screen = screenOf(app.page)
    await test.step('after a restart it still waits', async () => {
      await screen.go('Scheduled')
      await expect(app.page.getByRole('table', { name: 'Scheduled' })).toContainText('Canceled if they text first')
    })
    await test.step('they text, and it says why it did not go', async () => {
      await call('practice.replyAsParent', { conversationId: conversation.id, body: 'We are on our way' })
      await expect(app.page.getByRole('heading', { name: 'Nothing is scheduled' })).toBeVisible()
      await screen.go('Inbox')
      await expect(screen.message('Are you coming today?')).toHaveAccessibleName(/, Canceled$/)
      await expect(screen.message('Are you coming today?')).toContainText('They texted before its time')
    })
  })
})

test.describe('texts by themselves', () => {
  test(
    'a keyword reply is made, tried dry, turned on, answers once, and is in the log',
    { tag: '@long' },
    async ({ app }) => {
      const { page } = app
      const screen = screenOf(page)
      const parent = await findConversation(app, () => true)
      await screen.go('Scheduled')
      await page.getByRole('tab', { name: 'Automations' }).click()
      const list = page.getByRole('list', { name: 'Automations' })
      const card = list.getByRole('listitem').filter({ hasText: 'Keyword reply' })
      await expect(list.getByRole('switch')).toHaveCount(5)
      for (const one of await list.getByRole('switch').all()) await expect(one).not.toBeChecked()
      expect(await findings(page)).toEqual([])

      await test.step('it cannot be turned on before it knows its word and its text', async () => {
        await page.getByRole('button', { name: 'New keyword reply' }).click()
        await expect(card.getByRole('switch')).toBeDisabled()
        await expect(card).toContainText('Say which word')
        await card.getByRole('textbox', { name: 'Words' }).fill('parking, where to park')
        await card.getByRole('textbox', { name: 'Words' }).press('Enter')
        await card.getByRole('combobox', { name: 'Text' }).selectOption({ label: 'Parking' })
        await expect(card.getByRole('switch')).toBeEnabled()
      })
      await test.step('a dry run says what it would do', async () => {
        await card.getByRole('button', { name: 'Dry run of Keyword reply' }).click()
        await expect(card.getByRole('region', { name: 'What Keyword reply would do' })).toContainText(
          /Would text .*Nothing has been sent|Nobody|left out/,
        )
      })
      await test.step('on, it answers the word alone', async () => {
        await card.getByRole('switch').check()
        await expect(card.getByRole('switch')).toBeChecked()
        await app.call('practice.replyAsParent', { conversationId: parent.id, body: 'Parking?' })
        await card.getByRole('button', { name: 'Log of Keyword reply' }).click()
        await expect(card.getByRole('region', { name: 'Log of Keyword reply' })).toContainText('Sent')
        expect(await findings(page)).toEqual([])
        await screen.go('Inbox')
        await screen.row(nameOf(parent)).click()
        await expect(screen.messages.filter({ hasText: 'Automatic' }).last()).toHaveAccessibleName(/, Delivered$/)
      })
    },
  )

  test('quiet hours and the time zone are set with the camp', async ({ app }) => {
    const { page } = app
    await screenOf(page).go('Settings')
    await page.getByRole('tab', { name: 'Camp' }).click()
    await page.getByRole('combobox', { name: 'Time zone' }).selectOption('America/Chicago')
    await page.getByLabel('Quiet from').fill('22:30')
    await page.getByLabel('Quiet until').fill('07:15')
    await page.getByLabel('Quiet until').press('Enter')
    await expect
      .poll(async () => (await app.call('system.state', {})).settings)
      .toMatchObject({ timeZone: 'America/Chicago', quietFrom: 22 * 60 + 30, quietUntil: 7 * 60 + 15 })
    expect(await findings(page)).toEqual([])
  })
})
