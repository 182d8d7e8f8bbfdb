import { randomBytes } from 'node:crypto'
import { setConsent } from '../../db/consent.ts'
import { ensureConversation, markRead } from '../../db/conversations.ts'
import { insertMessage, setMessageState } from '../../db/messages.ts'
import { hasFamilies, insertFamily } from '../../db/people.ts'
import { StoreError, storeFaultOf } from '../../db/store-error.ts'
import { countSegments } from './carrier/segments.ts'
import type { Clock } from './clock.ts'
import type { DataFolder } from './data-folder.ts'
import { newId } from './ids.ts'
import type { Log } from './log.ts'
import { fillDay } from './practice-day.ts'
import { localTimeAt } from './local-time.ts'
import { sampleCampName, sampleDay } from './practice/sample-day.ts'
import { sampleRoster } from './practice/sample-roster.ts'
import { sampleCamp } from './practice/sample-camp.ts'
import type { SampleCamp } from './practice/sample-camp.ts'
import { campParents } from './practice/parents.ts'
import { startPracticeCarrier } from './practice/practice-carrier.ts'
import type { PracticeCarrier } from './practice/practice-carrier.ts'
import { practiceAccount } from './practice/practice-account.ts'
import { campPhones } from './practice/voice/phones.ts'
import { practiceFiles, practiceMedia, wipePractice } from './practice-files.ts'
import { noteProposals } from './proposal/note.ts'
import { seededRandom } from './random.ts'
import type { Store } from './store.ts'
import type { Workspace } from './workspace.ts'

/** Practice: its own store, with a simulated Twilio and simulated parents behind the same carrier and listener as live. */
export interface PracticeSession {
  readonly workspace: Workspace
  readonly carrier: PracticeCarrier
  readonly networkDown: boolean
  /** A registration's export of three hundred players of its camp, as CSV. */
  roster(): string
  setNetwork(down: boolean): void
  /** Stops it; `wipe` removes its data. */
  stop(deadline: number, wipe: boolean): Promise<void>
}

export interface PracticeOptions {
  readonly folder: DataFolder
  readonly clock: Clock
  readonly log: Log
  readonly seed: number
  /** The camp's IANA time zone: its day begins by it. */
  readonly timeZone: string
  /** Address of the webhook listener: what the simulated Twilio knows as our public URL. */
  readonly listenerAddress: string
  readonly openWorkspace: (file: string, mediaDir: string) => Workspace
  readonly catchUpInterval: () => number
}

/**
 * Starts practice; its first start brings the sample camp. Practice is made up: where its files are damaged or of another
 * version, it begins anew and keeps nobody from the live texts.
 */
export async function startPractice(options: PracticeOptions): Promise<PracticeSession> {
  try {
    return await openPractice(options)
  } catch (error) {
    if (!isSpoiled(error)) throw error
    options.log.warn('practice-begins-anew', { error })
    wipePractice(options.folder)
    return openPractice(options)
  }
}

function isSpoiled(error: unknown): boolean {
  if (storeFaultOf(error) === 'damaged') return true
  return error instanceof StoreError && /^(newer-schema|changed-schema|broken-migration)$/.test(error.code)
}

async function openPractice(options: PracticeOptions): Promise<PracticeSession> {
  const { folder, clock, log, seed, listenerAddress } = options
  const workspace = options.openWorkspace(folder.file(practiceFiles.store), folder.file(practiceMedia))
  const camp = sampleCamp(seededRandom(seed), clock.now())
  let carrier: PracticeCarrier
  try {
    // Asked of the store, not of the folder: a start that a crash cut short left a file with nobody in it.
    if (!hasFamilies(workspace.store.db)) fillWithCamp(workspace.store, camp, seed, options.timeZone)
    const random = seededRandom(seed ^ clock.now())
    carrier = await startPracticeCarrier({
      clock,
      random,
      log: (event, details) => log.info(`practice-${event}`, details),
      file: folder.file(practiceFiles.carrier),
      // A token of this start alone: nobody outside can sign in practice's name.
      account: { ...practiceAccount, authToken: randomBytes(16).toString('hex') },
      parents: campParents(camp),
      phones: campPhones(camp.seed),
    })
  } catch (error) {
    await workspace.stop(0)
    throw error
  }
  carrier.setInboundUrl(`${listenerAddress}/twilio/sms`)
  carrier.setVoiceUrl(`${listenerAddress}/twilio/voice`)
  let networkDown = false
  workspace.connect({
    account: carrier.account,
    publicUrl: () => listenerAddress,
    // Webhooks from the simulated Twilio are cut off too while its network is down.
    tunnel: () => (networkDown ? 'down' : 'practice'),
    isFullAccount: true,
    rate: () => 1,
    catchUpInterval: options.catchUpInterval,
  })
  return {
    workspace,
    carrier,
    get networkDown() {
      return networkDown
    },
    roster: () => sampleRoster(seed, new Date(clock.now()).getUTCFullYear(), sampleCampName),
    setNetwork(down) {
      networkDown = down
      carrier.setNetwork(down ? 'refused' : 'up')
      workspace.line?.link.hint()
      workspace.connectionChanged()
    },
    async stop(deadline, wipe) {
      try {
        await workspace.stop(deadline)
      } finally {
        await carrier.stop()
      }
      if (wipe) wipePractice(folder)
    },
  }
}

/**
 * Conversations of practice are numbered from here, those of the live store from 1: a call that was meant for one and comes
 * as the other is shown finds nothing, and never another family.
 */
const firstConversation = 1_000_000_001
/** So are its people and its camp. */
const firstPerson = 1_000_000_001

/** Puts the sample camp's families and their texts of the last days into an empty store. */
function fillWithCamp(store: Store, camp: SampleCamp, seed: number, zone: string): void {
  store.write((write) => {
    const { db, now } = write
    const families = camp.families.map((family) => insertFamily(db, family, now, firstPerson))
    const { day, minutes } = localTimeAt(now, zone)
    fillDay(db, sampleDay(seededRandom(seed), camp, now, minutes), families, { day, now, campId: firstPerson })
    const history = [...camp.history].sort((a, b) => a.at - b.at)
    for (const text of history) {
      const conversationId = ensureConversation(db, 'phone', text.address, null, text.at, firstConversation)
      const inbound = text.direction === 'in'
      const seq = insertMessage(db, {
        id: newId(text.at),
        conversationId,
        direction: text.direction,
        body: text.body,
        state: inbound ? 'received' : 'queued',
        origin: 'person',
        author: inbound ? null : text.author,
        ourNumber: null,
        segments: countSegments(text.body).segments,
        createdAt: text.at,
        sortAt: text.at,
        sendAt: null,
        noUseAfter: null,
        sid: null,
        replacesId: null,
        arrivedWhileAway: false,
        extra: null,
      })
      if (!inbound) {
        setMessageState(db, seq, { state: text.state, at: text.at, errorCode: text.errorCode ?? null })
      } else if (text.read) markRead(db, conversationId, seq, text.at)
      if (inbound && text.body.trim().toUpperCase() === 'STOP')
        setConsent(db, { sender: '*', address: text.address, state: 'out', source: 'text', at: text.at })
      // What parents wrote this morning proposes something, as if it had come in just now.
      if (inbound) noteProposals(write, { conversationId, seq, body: text.body, whileAway: true })
    }
  })
}
