import type { Locator } from '@playwright/test'
import { childsDrawing } from '../../electron/hub/practice/drawing.ts'
import { seededRandom } from '../../electron/hub/random.ts'
import { expect, test } from './fixtures/app.ts'
import { test as liveTest } from './fixtures/live-account.ts'
import { escaped, nameOf, openConversation, screenOf } from './fixtures/screen.ts'

/** Whether a picture is really painted, not only there. */
const painted = (picture: Locator) =>
  picture.evaluate((image: HTMLImageElement) => image.complete && image.naturalWidth > 0)

test('a parent sends a picture: it comes inline, opens large by mouse and by key, and is there without a network', async ({
  app,
}) => {
  const { page } = app
  const screen = screenOf(page)
  const { name } = await test.step('sent as a parent, without words', async () => {
    const conversation = await openConversation(app, ({ unreadCount }) => unreadCount === 0)
    await page.getByRole('button', { name: 'Reply as parent' }).click()
    await page.getByRole('checkbox', { name: 'With a picture' }).check()
    await page.getByRole('button', { name: 'Send as parent' }).click()
    return { name: nameOf(conversation) }
  })
  const label = new RegExp(`^Picture from ${escaped(name)}, \\d`)
  const picture = () => screenOf(app.page).messages.last().getByRole('img', { name: label })

  await test.step('shown inline, in view, and named in the list', async () => {
    await expect(picture()).toBeInViewport({ ratio: 1 })
    await expect.poll(() => painted(picture())).toBe(true)
    await expect(screen.row(name)).toHaveAccessibleName(`${name}, Picture`)
  })

  const dialog = page.getByRole('dialog', { name: label })
  await test.step('large by mouse', async () => {
    await picture().click()
    const large = dialog.getByRole('img', { name: label })
    await expect.poll(() => painted(large)).toBe(true)
    const [before, after] = [await picture().boundingBox(), await large.boundingBox()]
    expect(after?.width ?? 0).toBeGreaterThan(before?.width ?? 0)
    await page.keyboard.press('Escape')
    await expect(dialog).toBeHidden()
  })
  await test.step('and by key, with the focus where it was afterwards', async () => {
    const button = screen.messages.last().getByRole('button', { name: label })
    await expect(button).toBeFocused()
    await page.keyboard.press('Enter')
    await expect(dialog).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(button).toBeFocused()
  })

  await test.step('without a network, in another run', async () => {
    await app.restart()
    await app.call('practice.setNetwork', { down: true })
    await screenOf(app.page).row(name).click()
    await expect.poll(() => painted(picture())).toBe(true)
  })
})

/** A second of a quiet tone. */
function tone(): Buffer {
  const rate = 8_000
  const header = Buffer.alloc(44)
  header.write('RIFF', 0)
  header.writeUInt32LE(36 + rate, 4)
  header.write('WAVEfmt ', 8)
  header.writeUInt32LE(16, 16)
  header.writeUInt16LE(1, 20)
  header.writeUInt16LE(1, 22)
  header.writeUInt32LE(rate, 24)
  header.writeUInt32LE(rate, 28)
  header.writeUInt16LE(1, 32)
  header.writeUInt16LE(8, 34)
  header.write('data', 36)
  header.writeUInt32LE(rate, 40)
  const samples = Buffer.alloc(rate)
  for (let index = 0; index < rate; index++) samples[index] = 128 + Math.round(20 * Math.sin(index / 3))
  return Buffer.concat([header, samples])
}

liveTest.describe('what comes with a text', () => {
  const rosa = '+13125550177'
  const drawing = childsDrawing(seededRandom(4))

  liveTest('a recording plays from its middle; what could do harm is refused in words', async ({ app, account }) => {
    const { page } = app
    const screen = screenOf(page)
    await account.reach(app)
    account.twilio.textFrom(rosa, 'Listen', { media: [{ contentType: 'audio/wav', bytes: tone() }] })
    const audio = screen.message('Listen').locator('audio')
    await expect(audio).toHaveAccessibleName(/^Audio from \(312\) 555-0177, /)
    await expect.poll(() => audio.evaluate((sound: HTMLAudioElement) => sound.duration)).toBe(1)
    await audio.evaluate((sound: HTMLAudioElement) => {
      sound.currentTime = 0.5
    })
    await expect.poll(() => audio.evaluate((sound: HTMLAudioElement) => sound.seeking)).toBe(false)
    expect(await audio.evaluate((sound: HTMLAudioElement) => sound.currentTime)).toBeCloseTo(0.5, 1)

    const evil =
      '<svg xmlns="http://www.w3.org/2000/svg" onload="document.title=1"><script>document.title=2</script></svg>'
    account.twilio.textFrom(rosa, 'Look', { media: [{ contentType: 'image/svg+xml', bytes: Buffer.from(evil) }] })
    await expect(screen.message('Look')).toContainText('a file of a kind that is not opened here')
    await expect(screen.message('Look').getByRole('img')).toHaveCount(0)
  })

  liveTest('a picture keeps its place while it is late, and comes when asked for again', async ({ app, account }) => {
    const { page } = app
    const screen = screenOf(page)
    await account.reach(app)
    const gone = account.twilio.faults.onRequest(
      { kind: 'refuse', code: 20_404 },
      { times: Number.POSITIVE_INFINITY, match: { path: '/Media/' } },
    )
    account.twilio.textFrom(rosa, 'Is this his', { media: [drawing] })
    const message = screen.message('Is this his')
    await expect(message).toContainText('Picture is not here yet')
    const { height: before } = (await message.boundingBox()) ?? { height: 0 }
    gone.withdraw()
    await message.getByRole('button', { name: 'Try again' }).click()
    const picture = message.getByRole('img', { name: /^Picture from / })
    await expect.poll(() => painted(picture)).toBe(true)
    expect((await message.boundingBox())?.height).toBe(before)
    await expect(message).toContainText('Is this his')
  })
})
