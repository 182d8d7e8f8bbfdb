import { createHash } from 'node:crypto'
import { existsSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs'
import type { ServerResponse } from 'node:http'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { mediaHandlers } from '../../electron/hub/calls/media.ts'
import { createMediaFetcher } from '../../electron/hub/media/fetcher.ts'
import { mediaFile } from '../../electron/hub/media/files.ts'
import { storedMedia } from '../../electron/hub/media/stored.ts'
import { silentLog } from '../../electron/hub/log.ts'
import { childsDrawing } from '../../electron/hub/practice/drawing.ts'
import type { FaultHandle, RequestFault } from '../../electron/hub/practice/faults.ts'
import type { InboundText } from '../../electron/hub/practice/inbound.ts'
import { practiceAccount } from '../../electron/hub/practice/practice-account.ts'
import { seededRandom } from '../../electron/hub/random.ts'
import type { MediaView, MessageView, Settings } from '../../electron/ipc/contract/views.ts'
import { campLine } from '../support/camp-line.ts'
import type { CampLine } from '../support/camp-line.ts'
import { manualClock } from '../support/manual-clock.ts'
import type { ManualClock } from '../support/manual-clock.ts'
import { page, startStandIn } from '../support/stand-in.ts'
import type { StandIn } from '../support/stand-in.ts'
import { testHub } from '../support/test-hub.ts'

const ana = '+12015550111'
const picture = childsDrawing(seededRandom(5))

type Media = InboundText['media']

/** The newest message as the screen knows it. */
function shown(line: CampLine): MessageView | undefined {
  return line.changes
    .filter((change) => change.type === 'message')
    .map((change) => change.message)
    .at(-1)
}

const mediaOf = (line: CampLine): readonly MediaView[] => shown(line)?.media ?? []
const states = (line: CampLine): string =>
  mediaOf(line)
    .map(({ state }) => state)
    .join(' ')

async function receive(line: CampLine, clock: ManualClock, media: Media, body = 'Look'): Promise<void> {
  line.twilio.textFrom(ana, body, media === undefined ? {} : { media })
  await clock.advanceUntil(() => shown(line)?.body === body, { what: 'the text' })
}

const until = (line: CampLine, clock: ManualClock, wanted: string, limit = 60_000): Promise<void> =>
  clock.advanceUntil(() => states(line) === wanted, { what: `media ${wanted}`, limit, step: 200 })

function bytesOf(line: CampLine, media: MediaView | undefined): Uint8Array {
  const stored = storedMedia(line.workspace, media?.id ?? '', { timeZone: 'UTC', defaultCountry: 'US' })
  if (stored === null) throw new Error('It is not here')
  return readFileSync(stored.path)
}

const filesIn = (line: CampLine): readonly string[] =>
  existsSync(line.workspace.mediaDir) ? readdirSync(line.workspace.mediaDir) : []

describe('what comes with a text', () => {
  test('is shown as waiting with the text itself, then fetched, kept by a random name for this user alone', async () => {
    const clock = manualClock()
    const line = await campLine({ clock })
    await receive(line, clock, [picture])
    expect(line.changes.find((change) => change.type === 'message')?.message.media).toMatchObject([
      { kind: 'image', state: 'waiting', late: false, bytes: null },
    ])
    await until(line, clock, 'fetched')
    const [media] = mediaOf(line)
    expect(media).toMatchObject({ kind: 'image', width: 480, height: 360, bytes: picture.bytes.length, reason: null })
    expect(sha(bytesOf(line, media))).toBe(sha(picture.bytes))
    expect(filesIn(line)).toEqual([media?.id])
    expect(statSync(mediaFile(line.workspace.mediaDir, media?.id ?? '')).mode & 0o777).toBe(0o600)
  })

  test('several, without words, in their order; the list says what came', async () => {
    const clock = manualClock()
    const line = await campLine({ clock })
    const wave = Buffer.concat([Buffer.from('RIFF'), Buffer.alloc(4), Buffer.from('WAVEfmt '), Buffer.alloc(40)])
    await receive(line, clock, [picture, { contentType: 'audio/wav', bytes: wave }], '')
    await until(line, clock, 'fetched fetched')
    expect(mediaOf(line).map(({ kind }) => kind)).toEqual(['image', 'audio'])
    expect(preview(line)).toBe('2 files')
    await receive(line, clock, [picture], 'Again')
    expect(preview(line)).toBe('Again')
  })

  test.each([
    ['SVG called a picture', 'image/svg+xml', '<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>'],
    ['HTML called a picture', 'image/png', '<!doctype html><script>1</script>'],
    ['a contact', 'text/x-vcard', 'BEGIN:VCARD\r\nEND:VCARD\r\n'],
  ])('%s is refused and nothing of it kept', async (_name, contentType, text) => {
    const clock = manualClock()
    const line = await campLine({ clock })
    await receive(line, clock, [{ contentType, bytes: Buffer.from(text) }])
    await until(line, clock, 'refused')
    expect(mediaOf(line)[0]).toMatchObject({ reason: 'not-shown' })
    expect(filesIn(line)).toEqual([])
  })

  test('more than 20 MB is refused by its length', async () => {
    const clock = manualClock()
    const line = await campLine({ clock })
    const huge = Buffer.alloc(20 * 1024 * 1024 + 1)
    huge.set(picture.bytes)
    await receive(line, clock, [{ contentType: 'image/png', bytes: huge }])
    await until(line, clock, 'refused')
    expect(mediaOf(line)[0]).toMatchObject({ reason: 'too-large' })
    expect(filesIn(line)).toEqual([])
  })

  test('a text that was caught up on brings its pictures too: the carrier is asked where they are', async () => {
    const clock = manualClock()
    const line = await campLine({ clock })
    line.twilio.setInboundUrl(null)
    line.twilio.textFrom(ana, '', { media: [picture, picture] })
    await clock.advance(120_000)
    const look = line.workspace.line?.catchUp
    look?.start()
    await until(line, clock, 'fetched fetched')
    look?.stop()
    expect(preview(line)).toBe('2 pictures')
  })
})

describe('trouble on the way', () => {
  test('an error of the carrier’s is asked past, later and later; the screen hears that it is late', async () => {
    const clock = manualClock()
    const line = await campLine({ clock })
    line.twilio.faults.onRequest({ kind: 'server-error' }, { times: 2, match: { path: '/Media/' } })
    line.twilio.faults.onRequest({ kind: 'accept-then-cut', bytes: 900 }, { match: { path: '/media-files/' } })
    await receive(line, clock, [picture])
    await clock.advanceUntil(() => mediaOf(line)[0]?.late === true, { what: 'late' })
    await until(line, clock, 'fetched')
    expect(sha(bytesOf(line, mediaOf(line)[0]))).toBe(sha(picture.bytes))
    expect(filesIn(line)).toHaveLength(1)
  })

  test('without a way out no try is burnt, and its return fetches at once', async () => {
    const clock = manualClock()
    const line = await campLine({ clock })
    line.twilio.faults.onRequest({ kind: 'hang' }, { match: { path: '/Media/' } })
    await receive(line, clock, [picture])
    line.twilio.setNetwork('refused')
    await clock.advanceUntil(() => line.workspace.line?.link.state === 'offline', { step: 500, what: 'offline' })
    await clock.advance(3_600_000)
    const before = clock.now()
    line.twilio.setNetwork('up')
    line.workspace.line?.link.hint()
    await until(line, clock, 'fetched')
    expect(clock.now() - before).toBeLessThan(10_000)
  })

  test('a way out that comes back while nothing can be stored is not missed', async () => {
    const clock = manualClock()
    const line = await campLine({ clock })
    line.twilio.faults.onRequest({ kind: 'hang' }, { match: { path: '/Media/' } })
    await receive(line, clock, [picture])
    line.twilio.setNetwork('refused')
    await clock.advanceUntil(() => line.workspace.line?.link.state === 'offline', { step: 500, what: 'offline' })
    await clock.advance(3_600_000)
    const { db } = line.workspace.store
    db.pragma('query_only = ON')
    line.twilio.setNetwork('up')
    line.workspace.line?.link.hint()
    await clock.advanceUntil(() => line.workspace.line?.link.state === 'online', { step: 500, what: 'online' })
    await clock.advance(5_000)
    db.pragma('query_only = OFF')
    const before = clock.now()
    await until(line, clock, 'fetched')
    expect(clock.now() - before).toBeLessThanOrEqual(60_000)
  })

  test('what the carrier does not have is given up soon; a person may ask again', async () => {
    const clock = manualClock()
    const line = await campLine({ clock })
    const gone = refuseFiles(line, { kind: 'refuse', code: 20_404 })
    await receive(line, clock, [picture])
    await until(line, clock, 'failed', 300_000)
    expect(gone.met).toBe(4)
    expect(mediaOf(line)[0]).toMatchObject({ reason: 'gone' })
    gone.withdraw()
    await clock.advance(3_600_000)
    expect(states(line)).toBe('failed')
    expect(await retry(line)).toMatchObject({ media: [{ state: 'waiting', reason: null, late: false }] })
    await until(line, clock, 'fetched')
    expect(await retry(line)).toMatchObject({ media: [{ state: 'fetched' }] })
  })

  test('what does not come for hours is given up with its fourteenth try', async () => {
    const clock = manualClock()
    const line = await campLine({ clock })
    const broken = refuseFiles(line, { kind: 'server-error' })
    await receive(line, clock, [picture])
    await clock.advanceUntil(() => mediaOf(line)[0]?.late === true, { what: 'the first try' })
    const { store } = line.workspace
    store.write(({ db, now }) => db.prepare('UPDATE media SET tries = 12, due_at = ?').run(now + 1_000))
    await clock.advance(5_000)
    await clock.advanceUntil(() => broken.met === 2, { what: 'the last try but one' })
    expect(states(line)).toBe('waiting')
    await clock.advanceUntil(() => states(line) === 'failed', { step: 60_000, limit: 2 * 3_600_000, what: 'the end' })
    expect(mediaOf(line)[0]).toMatchObject({ reason: 'no-answer' })
    expect(broken.met).toBe(3)
  })

  test('what has to wait does not hold up what comes after it', async () => {
    const clock = manualClock()
    const line = await campLine({ clock })
    const broken = refuseFiles(line, { kind: 'server-error' })
    await receive(line, clock, [picture], 'First')
    await clock.advanceUntil(() => broken.met === 1, { what: 'the first try' })
    broken.withdraw()
    const before = clock.now()
    await receive(line, clock, [picture], 'Second')
    await clock.advanceUntil(() => shown(line)?.body === 'Second' && states(line) === 'fetched', { what: 'the second' })
    expect(clock.now() - before).toBeLessThan(1_500)
  })

  test('a restart goes on where it was', async () => {
    const clock = manualClock()
    const line = await campLine({ clock })
    line.twilio.faults.onRequest({ kind: 'hang' }, { match: { path: '/media-files/' } })
    await receive(line, clock, [picture])
    await clock.advance(500)
    expect(states(line)).toBe('waiting')
    await line.restart()
    await until(line, clock, 'fetched')
    expect(filesIn(line)).toHaveLength(1)
  })

  test('so does a power cut in the middle of a download', async () => {
    const clock = manualClock()
    const line = await campLine({ clock })
    line.twilio.faults.onRequest({ kind: 'slow-answer', bytes: 200, ms: 1_000 }, { match: { path: '/media-files/' } })
    await receive(line, clock, [picture])
    await clock.advanceUntil(() => filesIn(line).some((name) => name.endsWith('.part')), { what: 'a part' })
    await line.crash()
    await until(line, clock, 'fetched')
    expect(filesIn(line)).toEqual([mediaOf(line)[0]?.id])
  })
})

const twilioUrl = (sid: string): string =>
  `https://api.twilio.com/2010-04-01/Accounts/${practiceAccount.accountSid}/Messages/${sid}/Media/ME${'1'.repeat(32)}`

function refuseFiles(line: CampLine, fault: RequestFault): FaultHandle {
  return line.twilio.faults.onRequest(fault, { times: Number.POSITIVE_INFINITY, match: { path: '/Media/' } })
}

/** A person asks for the newest message's media again. */
function retry(line: CampLine): Promise<MessageView> | MessageView {
  const handlers = mediaHandlers({ shown: () => line.workspace, settings: () => ({}) as Settings })
  return handlers['media.retry']({ id: mediaOf(line)[0]?.id ?? '' })
}

/** A fetcher before a carrier of the test's own. */
async function before(standIn: StandIn, clock: ManualClock, limit?: number) {
  const line = await campLine({ clock })
  await line.workspace.line?.media.stop()
  const account = { ...line.twilio.account, apiOrigin: standIn.origin }
  const fetcher = createMediaFetcher({
    store: line.workspace.store,
    carrier: {
      account,
      // The address that the webhook gave is not on this stand-in, so the carrier is asked for it.
      listMedia: (sid) => Promise.resolve({ kind: 'ok', value: [{ url: twilioUrl(sid), contentType: 'image/png' }] }),
    },
    link: { state: 'online', onChange: () => () => undefined, hint: () => undefined },
    clock,
    random: seededRandom(1),
    log: silentLog,
    folder: line.workspace.mediaDir,
    ...(limit === undefined ? {} : { limit }),
  })
  onTestFinished(() => fetcher.stop())
  onTestFinished(() => standIn.stop())
  await receive(line, clock, [picture])
  fetcher.start()
  return line
}

const credentials = `Basic ${Buffer.from(`${practiceAccount.accountSid}:${practiceAccount.authToken}`).toString('base64')}`

function png(response: ServerResponse): void {
  response.writeHead(200, { 'Content-Type': 'image/png' }).end(picture.bytes)
}

describe('who is told the account’s password', () => {
  test('the carrier, and never the store of files that it leads to, on whatever host', async () => {
    const clock = manualClock()
    const files = await startStandIn((_request, response) => png(response))
    onTestFinished(() => files.stop())
    const api = await startStandIn((request, response) => {
      if (request.url.startsWith('/2010-04-01/')) response.writeHead(307, { Location: '/moved' }).end()
      else response.writeHead(302, { Location: `${files.origin}/file?Signature=x` }).end()
    })
    const line = await before(api, clock)
    await until(line, clock, 'fetched')
    expect(api.seen.map(({ url, headers }) => [url.replace(/\/Media\/.*/, '/Media'), headers.authorization])).toEqual([
      [expect.stringMatching(/\/Messages\/MM\w+\/Media$/), credentials],
      ['/moved', undefined],
    ])
    expect(files.seen.map(({ url, headers }) => [url, headers.authorization, headers.cookie])).toEqual([
      ['/file?Signature=x', undefined, undefined],
    ])
  })

  test('a redirect that leaves this machine is not followed while a stand-in is configured', async () => {
    const clock = manualClock()
    const api = await startStandIn((_request, response) => {
      response.writeHead(302, { Location: 'https://files.example/x' }).end()
    })
    const line = await before(api, clock)
    await clock.advanceUntil(() => mediaOf(line)[0]?.late === true, { what: 'late' })
    expect(states(line)).toBe('waiting')
  })

  test('going round in circles ends', async () => {
    const clock = manualClock()
    const api = await startStandIn((_request, response) => {
      response.writeHead(302, { Location: '/again' }).end()
    })
    const line = await before(api, clock)
    await clock.advanceUntil(() => mediaOf(line)[0]?.late === true, { what: 'late' })
    expect(api.seen.length).toBeLessThan(10)
  })
})

describe('what else may answer', () => {
  test('a hotspot’s page is not taken for the picture: it is asked for again', async () => {
    const clock = manualClock()
    const api = await startStandIn(page(200))
    const line = await before(api, clock)
    await clock.advanceUntil(() => mediaOf(line)[0]?.late === true, { what: 'late' })
    api.respond = (_request, response) => png(response)
    await until(line, clock, 'fetched')
  })

  test('a body without a length is cut off at the limit', async () => {
    const clock = manualClock()
    const api = await startStandIn((_request, response) => {
      response.writeHead(200, { 'Content-Type': 'image/png' })
      response.write(picture.bytes)
      response.end(Buffer.alloc(5_000))
    })
    const line = await before(api, clock, 4_000)
    await until(line, clock, 'refused')
    expect(mediaOf(line)[0]).toMatchObject({ reason: 'too-large' })
    expect(filesIn(line)).toEqual([])
  })

  test('a picture of more pixels than can be unpacked is refused by its header', async () => {
    const clock = manualClock()
    const bomb = Buffer.from(picture.bytes)
    bomb.writeUInt32BE(60_000, 16)
    bomb.writeUInt32BE(60_000, 20)
    const api = await startStandIn((_request, response) => {
      response.writeHead(200, { 'Content-Type': 'image/png' }).end(bomb)
    })
    const line = await before(api, clock)
    await until(line, clock, 'refused')
  })

  test('Retry-After is kept to', async () => {
    const clock = manualClock()
    const api = await startStandIn((_request, response) => {
      response.writeHead(429, { 'Retry-After': '90' }).end()
    })
    const line = await before(api, clock)
    // Not only asked: its answer has to be here before time passes, or it is the silence that is waited out.
    const due = (): number => Number(line.workspace.store.db.prepare('SELECT due_at FROM media').pluck().get())
    await clock.advanceUntil(() => due() > clock.now() + 60_000, { what: 'the answer' })
    expect(api.seen).toHaveLength(1)
    await clock.advance(80_000)
    expect(api.seen).toHaveLength(1)
    api.respond = (_request, response) => png(response)
    await until(line, clock, 'fetched')
    expect(mediaOf(line)[0]?.late).toBe(false)
  })
})

describe('the hub', () => {
  test('gives the page only what is fetched; a file that somebody removed can be had again', async () => {
    const clock = manualClock()
    const { hub, changes, dataDir } = await testHub({ clock })
    const { items } = await hub.handlers['conversations.list']({ show: 'all', before: null, limit: 50 })
    const conversationId = items.find(({ closedReason }) => closedReason === null)?.id ?? 0
    await hub.handlers['practice.replyAsParent']({ conversationId, body: '', withPicture: true })
    const media = () => changes('message').at(-1)?.message.media[0]
    await clock.advanceUntil(() => media() !== undefined, { what: 'the text' })
    const id = media()?.id ?? ''
    if (media()?.state === 'waiting') expect(hub.media(id)).toBeNull()
    await clock.advanceUntil(() => media()?.state === 'fetched', { what: 'the picture' })
    const file = hub.media(id)
    expect(file).toMatchObject({ path: join(dataDir, 'media', 'practice', id), contentType: 'image/png' })
    expect(file?.name).toMatch(/^Picture [\d-]+ \d{4}-\d\d-\d\d \d{4}\.png$/)
    for (const name of ['', '..', '../practice.db', 'f'.repeat(32)]) expect(hub.media(name)).toBeNull()
    expect((await hub.handlers['conversations.get']({ id: conversationId })).lastMessage?.preview).toBe('Picture')

    rmSync(file?.path ?? '')
    expect(hub.media(id)).toBeNull()
    await hub.handlers['media.retry']({ id })
    await clock.advanceUntil(() => hub.media(id) !== null, { what: 'the picture again' })

    await hub.handlers['practice.end']({})
    expect(existsSync(join(dataDir, 'media', 'practice'))).toBe(false)
    expect(existsSync(join(dataDir, 'media'))).toBe(true)
    expect(hub.media(id)).toBeNull()
  })

  test('says what a text without words is', async () => {
    const clock = manualClock()
    const { hub, notifications } = await testHub({ clock })
    await hub.handlers['settings.update']({ notificationPrivacy: 'name-and-text' })
    const { items } = await hub.handlers['conversations.list']({ show: 'all', before: null, limit: 50 })
    const conversationId = items.find(({ closedReason }) => closedReason === null)?.id ?? 0
    await hub.handlers['practice.replyAsParent']({ conversationId, body: '', withPicture: true })
    await clock.advanceUntil(() => notifications.length > 0, { what: 'the notification' })
    expect(notifications[0]).toMatchObject({ body: 'Sent a picture', conversationId })
  })
})

function preview(line: CampLine): string | undefined {
  return line.changes
    .filter((change) => change.type === 'conversation')
    .map((change) => change.conversation)
    .at(-1)?.lastMessage?.preview
}

function sha(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}
