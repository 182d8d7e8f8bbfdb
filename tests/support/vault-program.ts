import { spawn } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { closeStore, openStore } from '../../db/open.ts'
import { forkChild } from '../../electron/host/fork-child.ts'
import { createKeyRoom, privateKeyFor } from '../../electron/hub/backup/key-room.ts'
import { publicKeyOf } from '../../electron/hub/backup/keys.ts'
import { openRecord } from '../../electron/hub/backup/record.ts'
import { realClock } from '../../electron/hub/clock.ts'
import { CallFailure } from '../../electron/hub/failure.ts'
import { openFileLog } from '../../electron/hub/log.ts'
import { osKeychain } from '../../electron/hub/secrets/os-keychain.ts'
import type { KeychainProcess } from '../../electron/hub/secrets/os-keychain.ts'
import { createVault } from '../../electron/hub/secrets/vault.ts'
import type { SecretName } from '../../electron/hub/secrets/names.ts'
import type { SecretChanges } from '../../electron/hub/secrets/types.ts'
import { createStore } from '../../electron/hub/store.ts'

// A program with a vault, run inside a session of its own (see secret-service.ts) and told what to do line by line.

export type VaultCommand =
  | { readonly ask: 'open' | 'useSessionOnly' | 'rotateKey' | 'forgetEverything' | 'pids' | 'copyKey' }
  | { readonly ask: 'setMany'; readonly changes: SecretChanges }
  | { readonly ask: 'choosePassphrase' | 'unlock'; readonly passphrase: string }
  | { readonly ask: 'read' | 'mark'; readonly name: SecretName }
  | { readonly ask: 'unlockKeyring'; readonly password: string }

/** A line for the program; its answer carries the same id. */
export interface VaultLine {
  readonly id: number
  readonly command: VaultCommand
}

export type VaultAnswer =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly code: string; readonly message: string; readonly all: string }

const dataDir = process.argv[2] ?? ''
mkdirSync(join(dataDir, 'backups'), { recursive: true })
const clock = realClock()
const log = openFileLog({ folder: join(dataDir, 'logs'), now: clock.now })
const db = openStore({
  file: join(dataDir, 'hub.db'),
  migrationsDir: join(import.meta.dirname, '..', '..', 'db', 'migrations'),
  backupsDir: join(dataDir, 'backups'),
  now: clock.now(),
})
let helper: KeychainProcess | null = null
const program = join(import.meta.dirname, '..', '..', 'electron', 'hub', 'secrets', 'child.ts')
const start = (): KeychainProcess => (helper = forkChild(program))
const keychain = osKeychain({ start, clock })
const vault = createVault({ store: createStore(db, clock, () => {}), keychain, clock, log })

/** Puts a keyring that took its password in the place of the one that did not. */
function unlockKeyring(password: string): Promise<void> {
  const daemon = spawn('gnome-keyring-daemon', ['--replace', '--unlock', '--components=secrets'], {
    stdio: ['pipe', 'ignore', 'ignore'],
  })
  daemon.stdin.end(password)
  return new Promise((resolve, reject) => {
    daemon.on('error', reject)
    daemon.on('exit', () => resolve())
  })
}

/** The key of the copies: where it is, and whether it can be had back. */
async function copyKey() {
  const keys = createKeyRoom({ record: openRecord(join(dataDir, 'backups')), keychain, log })
  const key = await keys.ensure()
  const opens = key && (await privateKeyFor({ keyId: key.id, passphrase: null }, keychain, null))
  return {
    id: key?.id ?? null,
    isOpen: opens !== null && publicKeyOf(opens) === key?.publicKey,
    trouble: keys.keychainTrouble,
  }
}

function run(command: VaultCommand): unknown {
  switch (command.ask) {
    case 'open':
    case 'useSessionOnly':
    case 'rotateKey':
    case 'forgetEverything':
      return vault[command.ask]()
    case 'setMany':
      return vault.setMany(command.changes)
    case 'choosePassphrase':
    case 'unlock':
      return vault[command.ask](command.passphrase)
    case 'read':
    case 'mark':
      return vault[command.ask](command.name)
    case 'unlockKeyring':
      return unlockKeyring(command.password)
    case 'copyKey':
      return copyKey()
    case 'pids':
      return { program: process.pid, keychain: helper?.pid ?? null }
  }
}

function failed(error: unknown): VaultAnswer {
  if (!(error instanceof Error)) return { ok: false, code: 'thrown', message: String(error), all: '' }
  const all = `${error.stack ?? ''} ${JSON.stringify(error)} ${JSON.stringify(Object.getOwnPropertyDescriptors(error))}`
  log.error('told', { error })
  return { ok: false, code: error instanceof CallFailure ? error.code : error.name, message: error.message, all }
}

function answer(id: number, answered: VaultAnswer): void {
  process.stdout.write(`${JSON.stringify({ id, answered })}\n`)
}

const lines = createInterface({ input: process.stdin })
lines.on('line', (line) => {
  const { id, command } = JSON.parse(line) as VaultLine
  Promise.resolve()
    .then(() => run(command))
    .then(
      (value) => answer(id, { ok: true, value: value ?? null }),
      (error: unknown) => answer(id, failed(error)),
    )
})
lines.on('close', () => {
  vault.close()
  keychain.close()
  closeStore(db)
  log.close()
})
