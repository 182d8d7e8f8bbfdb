import { randomUUID } from 'node:crypto'
import { countActivity, recordActivity } from '../../db/activity.ts'
import type { StoreTroubleView } from '../ipc/contract/store-views.ts'
import type { LockView } from '../ipc/contract/staff-views.ts'
import type { AppState, ConnectionView, Mode, Settings } from '../ipc/contract/views.ts'
import { openBackups } from './backup/backups.ts'
import type { Backups } from './backup/backups.ts'
import { finishSwap } from './backup/swap.ts'
import { usualPace } from './account/pace.ts'
import { createChangeFeed } from './change-feed.ts'
import { realClock } from './clock.ts'
import type { Timer } from './clock.ts'
import { holdDataFolder } from './data-folder.ts'
import { createDiagnostics } from './diagnostics/diagnostics.ts'
import type { Diagnostics } from './diagnostics/diagnostics.ts'
import { CallFailure, startFailureOf } from './failure.ts'
import { startListener } from './inbound/listener.ts'
import { accountFromEnvironment, apiFromEnvironment } from './live-account.ts'
import { openLiveDesk } from './live-desk.ts'
import type { LiveDesk } from './live-desk.ts'
import { storedMedia } from './media/stored.ts'
import { hubHandlers } from './hub-handlers.ts'
import type { Hub, HubOptions } from './hub-types.ts'
import { shouldKeepAwake } from './keep-awake.ts'
import { goOn, hintLink } from './link-hints.ts'
import { createNotifier } from './notification.ts'
import type { Notifier } from './notification.ts'
import { createRosterDesk } from './people/import/desk.ts'
import { createRemovalDesk } from './people/removal/desk.ts'
import { displayAddress } from './people/number.ts'
import { wipePractice } from './practice-files.ts'
import type { PracticeSession } from './practice-session.ts'
import { openReach } from './reach/open-reach.ts'
import type { Reach } from './reach/reach.ts'
import { osKeychain } from './secrets/os-keychain.ts'
import { createVault } from './secrets/vault.ts'
import { systemRandom } from './random.ts'
import { defaultSettings, openSettings } from './settings.ts'
import type { SettingsRoom } from './settings.ts'
import { createLock } from './staff/lock.ts'
import type { Lock } from './staff/lock.ts'
import { closeFeedWhileLocked } from './staff/locked-calls.ts'
import { createStaffDesk } from './staff/staff-desk.ts'
import { readIfSuspected, watchStores } from './store-trouble/watch-stores.ts'
import { findConversationView } from './views.ts'
import { within } from './within.ts'
import { openWorkspace } from './workspace.ts'
import type { Workspace } from './workspace.ts'

export type { Hub, HubOptions } from './hub-types.ts'
export type { StoredMedia } from './media/stored.ts'
export type { HubNotification } from './notification.ts'

const defaultSeed = 7
/** A change of mode gets so many real milliseconds to end before the hub does. */
const shortestChange = 1_000
/** Milliseconds between two looks for what no webhook brought. */
const catchUpPace = { reachable: 5 * 60_000, unreachable: 5_000, idle: 60_000 } as const

/**
 * The composition root: opens the data folder and the stores, starts the listener and what the mode asks for.
 * @throws {StartFailure} in words for the person at the screen.
 */
export async function startHub(options: HubOptions): Promise<Hub> {
  const { environment, log, host } = options
  const clock = options.clock ?? realClock(environment.clockRate)
  const random = options.random ?? systemRandom
  const folder = holdDataFolder(options.dataDir, host === 'electron' ? 'the app' : 'the browser host', clock.now())
  let lock: Lock | null = null
  const feed = closeFeedWhileLocked(
    createChangeFeed(randomUUID(), (error) => log.error('change-listener-failed', { error })),
    () => isLocked(),
  )
  const unreadListeners = new Set<() => void>()
  const presence = { focused: false, conversationId: null as number | null }
  let settings: SettingsRoom | null = null
  let practice: PracticeSession | null = null
  let changing: Promise<void> = Promise.resolve()
  let rejectionsToTell: Timer | null = null
  let reach: Reach | null = null
  let desk: LiveDesk | null = null
  let backups: Backups | null = null
  let diagnostics: Diagnostics | null = null
  /** What pages were last told of `callsClosed`. */
  let toldCallsClosed: string | null = null
  const watch = watchStores({ folder, clock, log, changed: storeTroubleChanged })

  const defaultCountry = (): string => settings?.current.defaultCountry ?? 'US'
  const isLocked = (): boolean => (lock?.view ?? null) !== null
  const publicUrl = (): string | null => reach?.publicUrl() ?? null

  function open(file: string, mediaDir: string): Workspace {
    const workspace: Workspace = openWorkspace(
      {
        file,
        migrationsDir: options.migrationsDir,
        backupsDir: folder.file('backups'),
        mediaDir,
        clock,
        random,
        log,
        defaultCountry,
        settings: () => settings?.current ?? defaultSettings,
        watch,
        publish(changes) {
          if (workspace === live) {
            desk?.account.liveChanged(changes)
            backups?.liveChanged(changes)
          }
          if (shown() !== workspace) {
            // A player who is missing is told of whatever is on screen.
            const isLadders = changes.some((change) => change.type === 'stale' && change.rooms.includes('ladders'))
            if (workspace === live && isLadders) feed.publish([{ type: 'stale', rooms: ['ladders'] }])
            return
          }
          feed.publish(changes)
          if (changes.some((change) => change.type === 'connection')) diagnostics?.connectionChanged()
          if (changes.some((change) => change.type === 'counts')) for (const listener of unreadListeners) listener()
        },
        ...notifier(() => workspace),
      },
      () => connection(workspace),
    )
    return workspace
  }

  function connection(workspace: Workspace): ConnectionView {
    return workspace.connection(listener?.rejected ?? 0, workspace === practice?.workspace && practice.networkDown)
  }

  /** Where no webhook reaches us, asking often is the only way to hear; while nobody is there, less often will do. */
  function catchUpInterval(isReachable: boolean): number {
    if (isReachable) return catchUpPace.reachable
    return presence.focused ? catchUpPace.unreachable : catchUpPace.idle
  }

  /** Tells of a workspace's texts while it is the one on screen, but not of those that are being read. */
  function notifier(workspace: () => Workspace): Notifier {
    return createNotifier({
      notify: options.notify,
      privacy: () => (isLocked() ? 'nothing' : (settings?.current.notificationPrivacy ?? 'nothing')),
      find: (id) => findConversationView(workspace().store.db, id, defaultCountry()),
      isShown: () => shown() === workspace(),
      isPractice: () => workspace() !== live,
      isWatched: () => presence.focused && !isLocked(),
      isBeingRead: (id) => shown() === workspace() && presence.focused && presence.conversationId === id && !isLocked(),
    })
  }

  let listener: Awaited<ReturnType<typeof startListener>> | null = null
  let live: Workspace
  try {
    finishSwap(folder.path)
    await readIfSuspected(folder, options.spawn.inspector, log)
    live = open(folder.file('hub.db'), folder.file('media'))
    settings = settingsOf(live)
  } catch (error) {
    watch.stop()
    folder.release()
    throw startFailureOf(error, folder.file('hub.db'))
  }
  const room = settings
  const keychain = osKeychain({ start: options.spawn.keychain, clock })
  const copies = openBackups({
    ...options,
    store: live.store,
    clock,
    keychain,
    startCopier: options.spawn.copier,
    publish: feed.publish,
    renew: options.renew,
    browse: options.browse,
  })
  backups = copies
  const vault = createVault({ store: live.store, keychain, clock, log })
  const staff = createStaffDesk({
    store: live.store,
    shown: () => shown().store,
    clock,
    staffName: { current: () => room.current.staffName, set: (staffName) => void updateSettings({ staffName }) },
    passphrase: { isSet: () => copies.view.key.hasPassphrase, check: copies.isPassphrase },
    changed: () => feed.publish([{ type: 'stale', rooms: ['staff'] }]),
  })
  const cover = createLock({
    store: live.store,
    clock,
    log,
    lockAfter: () => room.current.lockAfter,
    canLock: () => staff.canLock,
    changed: lockChanged,
  })
  lock = cover

  function shown(): Workspace {
    return practice?.workspace ?? live
  }

  function mode(): Mode {
    if (practice) return 'practice'
    return live.line ? 'live' : 'not-set-up'
  }

  async function beginPractice(): Promise<void> {
    if (practice || !listener) return
    // Its simulated Twilio is a fifth of all our code: who texts real parents starts without it.
    const { startPractice } = await import('./practice-session.ts')
    show(
      await startPractice({
        folder,
        clock,
        log,
        seed: environment.seed ?? defaultSeed,
        timeZone: room.current.timeZone,
        listenerAddress: listener.address,
        openWorkspace: open,
        catchUpInterval: () => catchUpInterval(true),
      }),
    )
  }

  /**
   * Shows practice, or (null) the live store. Every screen is told at once to read everything again, so that not one change
   * of one store is taken for the other's.
   */
  function show(session: PracticeSession | null): void {
    practice = session
    presence.conversationId = null
    toldCallsClosed = callsClosed()
    feed.startEpoch(randomUUID())
    feed.publish([{ type: 'mode', mode: mode() }])
    diagnostics?.shownChanged()
    for (const heard of unreadListeners) heard()
  }

  /** Mode changes run one after the other. */
  function changeMode(work: () => Promise<void>): Promise<void> {
    const done = changing.then(work)
    changing = done.catch(() => undefined)
    return done
  }

  /** Under the lock pages hear of no family; once it is open they read everything again. */
  function lockChanged(view: LockView | null, alone: boolean): void {
    staff.closeEditing()
    if (view === null) show(practice)
    // Before it is noted: the cover comes and goes, whatever the disk says.
    feed.publish([{ type: 'lock', lock: view }])
    staff.record(
      'lock',
      view === null ? 'The window was opened' : alone ? 'The window locked by itself' : 'The window was locked',
    )
  }

  /** The store that took another one's place says so in its own record, once. */
  function noteRestore(): void {
    const { restoredAt } = copies
    // Long ago it was noted, even if the note is gone since.
    if (restoredAt === null || clock.now() - restoredAt > 24 * 3_600_000) return
    if (countActivity(live.store.db, 'restore', restoredAt).count > 0) return
    try {
      live.store.write(({ db, now }) =>
        recordActivity(db, { staff: '', kind: 'restore', words: 'A copy was put back; this store is that copy' }, now),
      )
    } catch (error) {
      // A disk in trouble has its own way of being told of; the next start writes it down.
      log.warn('restore-not-recorded', { error })
    }
  }

  function updateSettings(patch: Partial<Settings>): Settings {
    const updated = room.update(patch)
    feed.publish([{ type: 'settings', settings: updated }])
    reach?.refresh()
    shown().connectionChanged()
    // Texts may wait for a pace that is another one now.
    live.line?.outbox.wake()
    lock?.settingsChanged()
    copies.touched()
    return updated
  }

  /** The way in, or the address, is another one. */
  function reachChanged(): void {
    if (!reach) return
    live.connectionChanged()
    feed.publish([{ type: 'reach', reach: reach.view() }])
    desk?.webhooks.changed()
    // What came while nothing reached us is asked for.
    if (reach.publicUrl() !== null) void live.line?.catchUp.now()
    else live.line?.catchUp.intervalChanged()
  }

  /** Strangers set the pace of rejections, so the screen hears of them once in a while only. */
  function tellOfRejections(): void {
    rejectionsToTell ??= clock.after(5_000, () => {
      rejectionsToTell = null
      shown().connectionChanged()
    })
  }

  /** The disk or a store met trouble, or the trouble has passed. */
  function storeTroubleChanged(trouble: StoreTroubleView | null, recovered: boolean): void {
    feed.publish([{ type: 'store-trouble', trouble }])
    if (!recovered) return
    for (const workspace of [live, practice?.workspace]) goOn(workspace)
  }

  /** Every name on every screen may be another one. */
  function peopleChanged(): void {
    if (!practice) copies.touched()
    show(practice)
  }

  const rosterDesk = createRosterDesk({
    store: () => shown().store,
    folder: folder.path,
    clock,
    log,
    country: defaultCountry,
    changed: (roster) => feed.publish([{ type: 'roster', roster }]),
    peopleChanged,
  })

  const removalDesk = createRemovalDesk({
    shown,
    isLive: () => !practice,
    folder: folder.path,
    clock,
    log,
    peopleChanged,
    renewCopies: () =>
      copies.dropOlder().then(
        () => null,
        (error: unknown) => (error instanceof Error ? error.message : String(error)),
      ),
  })

  /** Practice's number calls; a live one does where its account says so. */
  function callsClosed(): string | null {
    if (practice || !live.line || desk?.account.isMute !== true) return null
    return desk.account.numbers.length > 1
      ? 'None of the numbers in use can call. Settings → Twilio shows which ones can.'
      : 'The number in use cannot call. Settings → Twilio shows which ones can.'
  }

  /** A test, or what was read since the start, may have told whether anybody can be called: pages read the state anew. */
  function callersChanged(): void {
    const closed = callsClosed()
    if (closed === toldCallsClosed) return
    toldCallsClosed = closed
    feed.startEpoch(randomUUID())
    feed.publish([{ type: 'mode', mode: mode() }])
  }

  async function closeAll(deadline: number): Promise<void> {
    const begun = Date.now()
    watch.stop()
    cover.stop()
    rejectionsToTell?.cancel()
    desk?.stop()
    await rosterDesk.stop()
    diagnostics?.stop()
    const ends = await Promise.allSettled([practice?.stop(deadline, false), live.stop(deadline), reach?.stop(deadline)])
    for (const end of ends) if (end.status === 'rejected') log.error('part-not-stopped', { error: end.reason })
    await copies.copyAtQuit(deadline - (Date.now() - begun))
    copies.stop()
    vault.close()
    keychain.close()
    await listener?.stop()
    folder.release()
  }

  try {
    listener = await startListener({
      port: environment.webhookPort,
      accounts: () => [live, practice?.workspace].flatMap((workspace) => workspace?.line?.webhooks ?? []),
      clock,
      log,
      onRejected(reason) {
        if (reason === 'signature') diagnostics?.signatureFailed()
        tellOfRejections()
      },
    })
    reach = openReach({
      environment,
      settings: () => room.current,
      vault,
      clock,
      random,
      log,
      listener,
      spawn: options.spawn.tunnel,
      changed: reachChanged,
    })
    vault.onChange(() => reach?.refresh())
    // A keychain may take its time, or ask for its password: nothing waits for it.
    if (vault.state.kind === 'closed' && vault.state.hasStored) {
      void vault.open().catch((error: unknown) => log.error('vault-open', { error }))
    }
    desk = openLiveDesk({
      live,
      environmentAccount: accountFromEnvironment(environment),
      vault,
      api: apiFromEnvironment(environment),
      listener,
      clock,
      log,
      address: () => ({ url: publicUrl(), source: reach?.source ?? 'none' }),
      defaultCountry,
      campName: () => room.current.campName,
      publish: feed.publish,
      line: {
        publicUrl,
        tunnel: () => reach?.state() ?? 'none',
        rate: (sender) => room.current.segmentsPerSecond || usualPace(sender),
        catchUpInterval: () => catchUpInterval(publicUrl() !== null && desk?.account.isDeaf !== true),
      },
      lineChanged() {
        // Our number and the mode are another one: screens read everything again.
        if (!practice) show(null)
      },
      callersChanged,
    })
    diagnostics = createDiagnostics({
      clock,
      log,
      environment,
      dataDir: folder.path,
      backups: () => copies.view,
      version: options.version,
      host,
      platform: options.platform,
      startInspector: options.spawn.inspector,
      live,
      shown,
      mode,
      listener: () => listener,
      reach: () => reach,
      vault,
      webhooks: () => desk?.webhooks ?? null,
      isFromEnvironment: () => environment.twilio !== null,
      staffWords: () => [room.current.campName, room.current.staffName, ...staff.names],
      publish: feed.publish,
    })
    await desk.account.start()
    // What a full disk keeps from being taken back waits for the next start; texts do not.
    await rosterDesk.recover(live.store).catch((error: unknown) => log.error('roster-not-taken-back', { error }))
    reach.refresh()
    const { hasAccount } = desk.account
    if (room.chosenMode === 'practice' || (room.chosenMode === null && !hasAccount)) await beginPractice()
    else if (room.chosenMode === 'live') wipePractice(folder)
  } catch (error) {
    await closeAll(0)
    throw startFailureOf(error, folder.path)
  }
  watch.start()
  copies.start()
  noteRestore()

  function state(): AppState {
    const workspace = shown()
    const number = workspace.line?.account.number ?? null
    return {
      mode: mode(),
      host,
      platform: options.platform,
      version: options.version,
      now: clock.now(),
      clockRate: clock.rate,
      feed: feed.position,
      connection: connection(workspace),
      settings: room.current,
      lock: cover.view,
      storeTrouble: watch.trouble,
      counts: workspace.counts(),
      callsClosed: callsClosed(),
      ourNumber: number === null ? null : displayAddress('phone', number, defaultCountry()),
      restoredAt: copies.restoredAt,
      credentialSource: desk?.account.view.source ?? null,
      webhookAddress: listener?.address ?? null,
    }
  }

  const handlers = hubHandlers({
    shown,
    callsClosed,
    live: () => live,
    settings: () => room.current,
    log,
    now: clock.now,
    system: {
      state,
      presence(focused, conversationId) {
        presence.focused = focused
        presence.conversationId = conversationId
        live.line?.catchUp.intervalChanged()
      },
      updateSettings(patch) {
        const { staffName } = patch
        if (staffName !== undefined && staffName !== room.current.staffName && staff.hasTeam)
          throw new CallFailure('conflict', 'Who is on duty is chosen from the team: Settings → Staff.')
        return updateSettings(patch as Partial<Settings>)
      },
    },
    practice: {
      session: () => practice,
      start: () =>
        changeMode(async () => {
          const isOn = practice !== null
          await beginPractice()
          room.chooseMode('practice')
          if (!isOn && practice) staff.record('mode', 'Practice began')
        }),
      end: () =>
        changeMode(async () => {
          const ended = practice
          room.chooseMode('live')
          if (!ended) return
          await rosterDesk.cancel()
          show(null)
          await ended.stop(0, true)
          staff.record('mode', 'Practice ended; its data was wiped')
        }),
    },
    reach,
    vault,
    desk,
    rosterDesk,
    removalDesk,
    backups: copies,
    diagnostics,
    staff: { desk: staff, lock: cover, clock, folder: folder.path },
    storeFailed: watch.met,
  })

  return {
    handlers,
    storeFailed: watch.met,
    subscribe: feed.subscribe,
    get webhookAddress() {
      return listener?.address ?? null
    },
    unreadCount: () => shown().counts().unread,
    keepsAwake: () =>
      live.store.db.open &&
      shouldKeepAwake(
        {
          db: live.store.db,
          isSending: live.day.broadcasts.isBusy || practice?.workspace.day.broadcasts.isBusy === true,
        },
        room.current,
        clock.now(),
      ),
    onUnreadCount(heard) {
      unreadListeners.add(heard)
      return () => unreadListeners.delete(heard)
    },
    waitingCount: () => connection(shown()).waiting,
    media: (id) => (isLocked() ? null : storedMedia(shown(), id, room.current)),
    mediaSaved: (id, name) => feed.publish([{ type: 'media-saved', id, name }]),
    showConversation: (conversationId) => feed.publish([{ type: 'show-conversation', conversationId }]),
    linkHint(kind) {
      if (kind !== 'suspend') reach?.reconnectNow(kind === 'resume' ? 'resume' : 'network-change')
      for (const workspace of [live, practice?.workspace]) hintLink(workspace, kind)
    },
    async stop(deadline) {
      // Nothing that is stuck in a change of mode may keep the app from ending.
      await within(changing, Math.max(deadline, shortestChange))
      await closeAll(deadline)
    },
  }
}

/** A store that is given up must not stay open. */
function settingsOf(workspace: Workspace): SettingsRoom {
  try {
    return openSettings(workspace.store)
  } catch (error) {
    workspace.store.db.close()
    throw error
  }
}
