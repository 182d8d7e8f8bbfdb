import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { CallName } from '../../../electron/ipc/contract/names.ts'
import type { CallError, Result } from '../../../electron/ipc/contract/define.ts'
import { practiceAccount } from '../../../electron/hub/practice/practice-account.ts'
import { promptTiming } from '../../../electron/hub/practice/types.ts'
import type { PracticeAccount, PracticeMessage, PracticeTiming } from '../../../electron/hub/practice/types.ts'
import { between, seededRandom } from '../../../electron/hub/random.ts'
import type { Random } from '../../../electron/hub/random.ts'
import { isAlive } from '../../support/is-alive.ts'
import { until } from '../../support/until.ts'
import { createConductor } from './conductor.ts'
import type { Conductor } from './conductor.ts'
import type { Death } from './death.ts'
import { setKeychain } from './file-keychain.ts'
import type { KeychainState } from './file-keychain.ts'
import { freePort } from './free-port.ts'
import { openGate } from './gate.ts'
import type { Gate } from './gate.ts'
import type { HubBegun, HubEvent, HubProcessOptions, HubProcessRequest, StorePragmas } from './hub-process.ts'
import { ProcessGone, startChaosProcess } from './process.ts'
import type { ChaosProcess } from './process.ts'
import type { TwilioBegun, TwilioEvent, TwilioProcessOptions, TwilioRequest } from './twilio-process.ts'

/** The camp's account: full, with one plain number. */
export const campAccount: PracticeAccount = {
  ...practiceAccount,
  accountSid: 'AC5d2f8b1c9e4a4f0b8c7d6e5f4a3b2c1d',
  authToken: '0f1e2d3c4b5a69788796a5b4c3d2e1f0',
  friendlyName: 'Chaos camp',
}

/** Quick, and yet with time between the steps of a text's life for things to go wrong in. */
export const campTiming: PracticeTiming = {
  ...promptTiming,
  answer: [60, 180],
  queuedToSent: [500, 1500],
  sentToDelivered: [1000, 4000],
  callback: [30, 150],
  inbound: [40, 200],
  doubled: 0.03,
  shuffled: 0.03,
  unknownParameter: 0.05,
  sending: 0.1,
}

export interface RigOptions {
  readonly seed: number
  /** Where the clock of all of them stands at first (epoch ms); default a morning of camp. */
  readonly start?: number
  readonly account?: Partial<PracticeAccount>
  readonly timing?: Partial<PracticeTiming>
  /** Whether the carrier can reach the hub's webhooks; default true. */
  readonly reachable?: boolean
  /** Whether its way there leads through a gate that can be shut, as a tunnel; default false. */
  readonly gated?: boolean
  /** More of the hub's environment. */
  readonly env?: Readonly<Record<string, string>>
  /** How the computer's keychain is at first; default gone, so that nothing is kept in it and no copies are made. */
  readonly keychain?: KeychainState
  /** The account comes from the environment; default true. Without it, a person enters it. */
  readonly accountFromEnvironment?: boolean
  /** Keep a process in reserve, so that the next start is quick; default false. */
  readonly reserve?: boolean
  /** Where the hub finds its carrier instead of at the practice Twilio itself: a proxy, say. */
  readonly api?: (origin: string) => Promise<string>
}

/** One hub and one practice Twilio, each in a process of its own, on one clock. */
export interface Rig {
  readonly conductor: Conductor
  /** Of this rig's seed; what is drawn from it is the same in every run. */
  readonly random: Random
  readonly dataDir: string
  readonly account: PracticeAccount
  /** The practice Twilio's own address. */
  readonly origin: string
  readonly webhookPort: number
  /** Where the carrier reaches the hub, without a slash at its end. */
  readonly publicUrl: string
  /** Null unless asked for. */
  readonly gate: Gate | null
  /** The hub's process; null before its start and after its end. */
  readonly hub: ChaosProcess | null
  /** Messages that were seen to be uncertain. */
  readonly uncertain: ReadonlySet<string>
  /** How often the hub's process was killed. */
  readonly kills: number
  /** Webhooks that Twilio gave up. */
  readonly webhooksFailed: number
  /** Programs that the hub has started so far, by process id. */
  readonly helpers: ReadonlySet<number>
  /** Those of them that are there a while after the hub has gone. */
  orphans(): Promise<readonly number[]>
  startHub(): Promise<void>
  /** Starts the hub again where it has died. @returns whether it had */
  revive(): Promise<boolean>
  /** Kills the hub from without, now. */
  kill(): Promise<void>
  /** Resolves when the hub's process stands still after a SIGSTOP. */
  untilStopped(): Promise<void>
  /** How the hub's connections to the live store keep their word. */
  hubPragmas(): Promise<readonly StorePragmas[]>
  /** Has the hub die at a point of its own work. */
  arm(death: Death): Promise<void>
  /** Has the carrier take the next text, kill the hub in the same moment, and never answer. */
  killWhenTaken(what: 'text' | 'call'): Promise<void>
  /** Ends the hub as a host does. */
  quit(): Promise<void>
  /** One of the hub's calls, as the screen makes it. @throws {ProcessGone} where the hub dies before it answers; the call's own refusal */
  call<Value>(name: CallName, input: object): Promise<Value>
  /** As `call`, and made again after a death, as the screen does. */
  callSurely<Value>(name: CallName, input: object): Promise<Value>
  /** Something else that the hub's process is asked for. */
  askHub<Answer>(request: HubProcessRequest): Promise<Answer>
  /** Rows of the live store. */
  rows<Row>(sql: string, ...parameters: readonly (string | number)[]): Promise<readonly Row[]>
  setKeychain(state: KeychainState): void
  /** Errors that the hub wrote into its log, by event, with how often. */
  errors(): ReadonlyMap<string, number>
  twilio(request: TwilioRequest): Promise<unknown>
  accepted(): Promise<readonly PracticeMessage[]>
  onHubEvent(listener: (event: HubEvent) => void): void
  /** Ends everything. @returns processes that outlived it */
  end(): Promise<readonly number[]>
}

const hubFile = join(import.meta.dirname, 'hub-process.ts')
const twilioFile = join(import.meta.dirname, 'twilio-process.ts')
const cache = join(tmpdir(), 'ptp-chaos-compile-cache')

/** A call that the hub refused, in its words. */
export class CallRefused extends Error {
  override readonly name = 'CallRefused'
  readonly code: CallError['code']

  constructor(call: CallName, { code, message, details }: CallError) {
    super(`${call}: ${message} ${details ?? ''}`)
    this.code = code
  }
}

/** Starts the practice Twilio and prepares a hub in front of it, which is started by `startHub`. */
export async function createRig(options: RigOptions): Promise<Rig> {
  const { seed, reachable = true } = options
  const random = seededRandom(seed)
  const folder = mkdtempSync(join(tmpdir(), 'ptp-chaos-'))
  const dataDir = join(folder, 'data')
  mkdirSync(dataDir)
  // Also where the harness is ended in the middle.
  const tidy = (): void => rmSync(folder, { recursive: true, force: true })
  process.once('exit', tidy)
  setKeychain(folder, options.keychain ?? 'gone')
  mkdirSync(cache, { recursive: true })
  const conductor = createConductor(options.start)
  const account: PracticeAccount = { ...campAccount, ...options.account }
  const webhookPort = await freePort()
  const uncertain = new Set<string>()
  const helpers = new Set<number>()
  const listeners: ((event: HubEvent) => void)[] = []
  let hub: ChaosProcess | null = null
  let reserve: ChaosProcess | null = null
  let kills = 0
  let webhooksFailed = 0

  const twilio = startChaosProcess(twilioFile, cache)
  if (options.reserve) reserve = startChaosProcess(hubFile, cache)
  const begun = await twilio.begin<TwilioBegun>({
    now: conductor.now,
    wall: 0,
    options: {
      account,
      timing: { ...campTiming, ...options.timing },
      seed: between(random, 1, 1e9),
    } satisfies TwilioProcessOptions,
  })
  twilio.onEvent((event) => {
    if ((event as TwilioEvent).kind === 'webhook-failed') webhooksFailed += 1
  })
  conductor.join(twilio)
  const gate = options.gated ? await openGate(webhookPort) : null
  const address = `http://127.0.0.1:${gate?.port ?? webhookPort}`
  await twilio.ask({ kind: 'inbound-url', url: reachable ? `${address}/twilio/sms` : null } satisfies TwilioRequest)
  const api = (await options.api?.(begun.origin)) ?? begun.origin
  const env: Readonly<Record<string, string>> = {
    PTP_WEBHOOK_PORT: String(webhookPort),
    PTP_TWILIO_API: api,
    ...((options.accountFromEnvironment ?? true)
      ? {
          PTP_TWILIO_ACCOUNT_SID: account.accountSid,
          PTP_TWILIO_AUTH_TOKEN: account.authToken,
          PTP_TWILIO_NUMBER: account.numbers[0]?.phoneNumber ?? '',
        }
      : {}),
    ...(reachable ? { PTP_PUBLIC_URL: address } : {}),
    ...options.env,
  }

  function hear(event: HubEvent): void {
    if (event.kind === 'uncertain') for (const id of event.ids) uncertain.add(id)
    if (event.kind === 'helper') helpers.add(event.pid)
    for (const listener of listeners) listener(event)
  }

  async function startHub(): Promise<void> {
    const process = reserve ?? startChaosProcess(hubFile, cache)
    reserve = null
    process.onEvent((event) => hear(event as HubEvent))
    hub = process
    try {
      await process.begin<HubBegun>({
        now: conductor.now,
        wall: 0,
        options: { dataDir, keychainDir: folder, env, seed: between(random, 1, 1e9) } satisfies HubProcessOptions,
      })
    } catch (error) {
      // A start that was refused leaves no process behind.
      hub = null
      await process.end()
      throw error
    } finally {
      if (options.reserve) reserve = startChaosProcess(hubFile, cache)
    }
    conductor.join(process)
  }

  function running(): ChaosProcess {
    if (!hub) throw new ProcessGone('The hub is not running.')
    return hub
  }

  async function askHub<Answer>(request: HubProcessRequest): Promise<Answer> {
    const answer = await running().ask<Answer>(request)
    conductor.stir()
    return answer
  }

  async function call<Value>(name: CallName, input: object): Promise<Value> {
    const result = await askHub<Result<Value>>({ kind: 'call', name, input })
    if (!result.ok) throw new CallRefused(name, result.error)
    return result.value
  }

  async function revive(): Promise<boolean> {
    const dead = hub
    if (!dead || dead.isAlive) return false
    const { code, signal } = await dead.ended
    conductor.leave(dead)
    if (signal !== 'SIGKILL') throw new Error(`The hub ended by itself, with code ${code} and signal ${signal}.`)
    kills += 1
    await startHub()
    return true
  }

  async function ask(request: TwilioRequest): Promise<unknown> {
    const answer = await twilio.ask(request)
    conductor.stir()
    return answer
  }

  return {
    conductor,
    random,
    dataDir,
    account,
    origin: begun.origin,
    webhookPort,
    publicUrl: address,
    gate,
    get hub() {
      return hub
    },
    uncertain,
    get kills() {
      return kills
    },
    get webhooksFailed() {
      return webhooksFailed
    },
    helpers,
    orphans: () => stillAlive([...helpers]),
    startHub,
    revive,
    async kill() {
      const killed = running()
      killed.signal('SIGKILL')
      await killed.ended
    },
    async untilStopped() {
      const { pid } = running()
      await until(() => stateOf(pid) !== 'running', 'the process stands still', 5_000, 1)
    },
    hubPragmas: () => askHub({ kind: 'pragmas' }),
    arm: async (death) => {
      await askHub({ kind: 'arm', death })
    },
    async killWhenTaken(what) {
      await ask({ kind: 'kill-when-taken', pid: running().pid, what })
    },
    async quit() {
      const ended = hub
      hub = null
      if (!ended) return
      conductor.leave(ended)
      await ended.end()
    },
    call,
    async callSurely<Value>(name: CallName, input: object) {
      for (;;) {
        try {
          return await call<Value>(name, input)
        } catch (error) {
          if (!(error instanceof ProcessGone)) throw error
          await running().ended
          await revive()
        }
      }
    },
    askHub,
    rows: (sql, ...parameters) => askHub({ kind: 'rows', sql, parameters }),
    setKeychain: (state) => setKeychain(folder, state),
    errors: () => errorsIn(join(dataDir, 'chaos.log')),
    twilio: ask,
    accepted: async () => (await twilio.ask({ kind: 'accepted' })) as readonly PracticeMessage[],
    onHubEvent: (listener) => listeners.push(listener),
    async end() {
      const processes = [hub, reserve, twilio].filter((one) => one !== null)
      hub = null
      reserve = null
      await Promise.all(processes.map((one) => one.end()))
      await gate?.stop()
      const started = [...processes.map((one) => one.pid), ...helpers]
      const left = await stillAlive(started)
      tidy()
      process.off('exit', tidy)
      return left
    },
  }
}

/** Whether a process and all of its threads stand still (proc(5)); elsewhere than on Linux the signal has to do. */
function stateOf(pid: number): 'running' | 'stopped' {
  if (process.platform !== 'linux') return 'stopped'
  const states = readdirSync(`/proc/${pid}/task`).map((thread) =>
    readFileSync(`/proc/${pid}/task/${thread}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .charAt(0),
  )
  return states.every((state) => state === 'T' || state === 'Z') ? 'stopped' : 'running'
}

function errorsIn(file: string): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  if (!existsSync(file)) return counts
  // With the blank behind it: of a line that was torn, the event's name may be a part.
  for (const [, event = ''] of readFileSync(file, 'utf8').matchAll(/^error (\S+) /gm)) {
    counts.set(event, (counts.get(event) ?? 0) + 1)
  }
  return counts
}

/** Processes that are there still after a while. */
async function stillAlive(pids: readonly number[]): Promise<readonly number[]> {
  const until = Date.now() + 5_000
  for (;;) {
    const left = pids.filter(isAlive)
    if (left.length === 0 || Date.now() > until) return left
    await new Promise<void>((resolve) => {
      setTimeout(resolve, 20)
    })
  }
}
