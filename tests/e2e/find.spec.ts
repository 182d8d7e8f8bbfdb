import { expect, test } from './fixtures/app.ts'
import { findConversation, nameOf, openConversation, screenOf, writeTo } from './fixtures/screen.ts'

test('search finds names, digits and words, and leads to the message', async ({ app }) => {
  const { page } = app
  const screen = screenOf(page)
  const people = page.getByRole('list', { name: 'People and numbers' })
  const texts = page.getByRole('list', { name: 'Texts' })
  const named = await findConversation(app, ({ name }) => name !== null)
  const [firstName = ''] = nameOf(named).split(' ')
  await screen.search.waitFor()

  await test.step('by a name, case and accents aside', async () => {
    await screen.search.fill(firstName.toUpperCase())
    await expect(people.getByRole('button', { name: new RegExp(`^${firstName}`) }).first()).toBeVisible()
  })

  await test.step('by a player', async () => {
    await screen.search.fill(named.players[0]?.name ?? '')
    await expect(people.getByRole('button', { name: new RegExp(nameOf(named)) })).toBeVisible()
  })

  await test.step('by the last digits of a number', async () => {
    await screen.search.fill(named.address.slice(-4))
    await expect(people.getByRole('button', { name: new RegExp(nameOf(named)) })).toBeVisible()
  })

  await test.step('by words of a text; the hit is shown where it stands', async () => {
    await screen.search.fill('turned an ankle')
    const hit = texts.getByRole('button', { name: /turned an ankle/ }).first()
    await hit.click()
    await expect(screen.message('turned an ankle')).toBeInViewport()
    await expect(screen.messages.first()).toBeAttached()
  })

  await test.step('nothing found is said', async () => {
    await screen.search.fill('xylophone')
    await expect(page.getByText('Nothing found for “xylophone”')).toBeVisible()
    await page.getByRole('button', { name: 'Leave search' }).click()
    await expect(screen.conversations).toBeVisible()
  })
})

test('the filters show what they say', async ({ app }) => {
  const { page } = app
  const screen = screenOf(page)
  const show = page.getByRole('radiogroup', { name: 'Show' })
  // What one has open stays in the list until one leaves it: here a conversation that no filter hides or needs.
  await openConversation(
    app,
    ({ unreadCount, needsReply, failedCount }) => unreadCount + failedCount === 0 && !needsReply,
  )
  const { counts } = await app.call('system.state', {})
  await expect(show.getByRole('radio')).toHaveCount(4)
  await expect(show.getByRole('radio', { name: 'All' })).toBeChecked()

  for (const [name, filter, count] of [
    ['Unread', 'unread', counts.unread],
    ['Needs reply', 'needs-reply', counts.needsReply],
    ['Failed', 'failed', counts.failed],
  ] as const) {
    await show.getByRole('radio', { name }).check()
    const { items } = await app.call('conversations.list', { show: filter, before: null, limit: 200 })
    await expect(screen.conversations.getByRole('button').first()).toHaveAccessibleName(
      new RegExp(`^${nameOf(items[0] ?? (await findConversation(app, () => true)))}, `),
    )
    await expect(screen.conversations.getByRole('listitem').first()).toHaveAttribute(
      'aria-setsize',
      String(items.length),
    )
    expect(Math.abs(items.length - count)).toBeLessThanOrEqual(1)
  }
})

test('a new message: to a person, to a good number, not to a bad one', async ({ app }) => {
  const { page } = app
  const screen = screenOf(page)
  const person = await findConversation(app, ({ name, players }) => name !== null && players.length > 0)
  const dialog = page.getByRole('dialog', { name: 'New message' })
  const to = dialog.getByRole('textbox', { name: 'To' })
  const open = () => page.getByRole('button', { name: 'New message' }).first().click()

  await test.step('to a person, found by their name', async () => {
    await open()
    await to.fill(nameOf(person).split(',')[0] ?? '')
    await dialog
      .getByRole('option', { name: new RegExp(person.displayAddress.slice(-8)) })
      .first()
      .click()
    await dialog.getByRole('textbox', { name: 'Message' }).fill('A word to a person')
    await dialog.getByRole('button', { name: 'Send' }).click()
    await expect(screen.thread(nameOf(person))).toBeVisible()
    await expect(screen.message('A word to a person')).toBeVisible()
  })

  await test.step('to a number typed as people type it, here and abroad', async () => {
    await writeTo(page, '312.555.0133', 'Typed with dots')
    await expect(screen.thread('(312) 555-0133')).toBeVisible()
    await writeTo(page, '+44 20 7946 0958', 'To London')
    await expect(screen.thread('+44 20 7946 0958')).toBeVisible()
  })

  await test.step('a number that cannot be right is refused with its reason', async () => {
    await open()
    await to.fill('999 12')
    await expect(to).toHaveAttribute('aria-invalid', 'true')
    await expect(dialog.getByRole('option')).toHaveCount(0)
    await expect(dialog).toContainText('This number is too short. Add the missing digits.')
    await to.fill('')
    await dialog.getByRole('button', { name: 'Send' }).click()
    await expect(dialog).toContainText('Choose who gets the text.')
    await to.fill('No such person')
    await expect(dialog).toContainText('Nobody by that name. A number works too.')
    await to.fill('312 555 0134')
    await dialog.getByRole('option', { name: 'Text (312) 555-0134' }).click()
    await dialog.getByRole('button', { name: 'Send' }).click()
    await expect(dialog).toContainText('Write something first.')
    await page.keyboard.press('Escape')
    await expect(dialog).toBeHidden()
  })
})
