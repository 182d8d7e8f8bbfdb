import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { createInterface } from 'node:readline'
import { onTestFinished } from 'vitest'
import type { VaultAnswer, VaultCommand, VaultLine } from './vault-program.ts'

/**
 * `unlocked`: a keyring that took its password at the sign-in. `locked`: it did not, and has no way to ask for it.
 * `prompting`: it asks for it, and nobody answers. `none`: no keyring runs.
 */
export type Keyring = 'unlocked' | 'locked' | 'prompting' | 'none'

export const keyringPassword = 'the sign-in password'

const programs = ['dbus-run-session', 'dbus-send', 'gnome-keyring-daemon']

/** Programs that a real Secret Service needs and this machine lacks. */
export function missingForSecretService(): readonly string[] {
  const folders = (process.env['PATH'] ?? '').split(delimiter)
  return programs.filter((name) => !folders.some((folder) => existsSync(join(folder, name))))
}

export interface VaultSession {
  /** Of the session's first process: all others come from it. */
  readonly pid: number | undefined
  ask(command: VaultCommand): Promise<VaultAnswer>
  /** The answer's value, where it is one. */
  get(command: VaultCommand): Promise<unknown>
  /** Lets the program end by itself. @returns milliseconds that took */
  end(): Promise<number>
}

/** The session's own bus: nothing is started on it but what is named here. */
function busConfiguration(folder: string, keyring: Keyring): string {
  const services = join(folder, 'services')
  rmSync(services, { recursive: true, force: true })
  mkdirSync(services)
  // What puts the password prompt on the screen: it never comes up, as long as the folder is there, or breaks at once.
  const never = `/bin/sh -c "while [ -e '${services}' ]; do sleep 0.2; done"`
  const prompter = `[D-BUS Service]\nName=org.gnome.keyring.SystemPrompter\nExec=${keyring === 'prompting' ? never : '/bin/false'}\n`
  writeFileSync(join(services, 'org.gnome.keyring.SystemPrompter.service'), prompter)
  const file = join(folder, 'bus.conf')
  writeFileSync(
    file,
    `<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN" "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig><type>session</type><listen>unix:tmpdir=${folder}</listen><servicedir>${services}</servicedir>
<policy context="default"><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/></policy></busconfig>\n`,
  )
  return file
}

/** Starts the keyring, waits until it is on the bus, and becomes the program. */
const script = `
case "$1" in
  unlocked) printf '%s' "$2" | gnome-keyring-daemon --unlock --components=secrets >/dev/null ;;
  locked|prompting) gnome-keyring-daemon --start --components=secrets >/dev/null ;;
esac
if [ "$1" != none ]; then
  until dbus-send --session --print-reply --dest=org.freedesktop.DBus /org/freedesktop/DBus \
    org.freedesktop.DBus.NameHasOwner string:org.freedesktop.secrets | grep -q 'boolean true'; do sleep 0.05; done
fi
exec "$3" --disable-warning=MODULE_TYPELESS_PACKAGE_JSON "$4" "$5"
`

/**
 * A user's session with a real gnome-keyring on a bus of its own, and in it a program with a vault.
 * @param folder holds the keyring's and the program's files: another session on it is the same user, signed in again
 */
export function startVaultSession(folder: string, keyring: Keyring): VaultSession {
  const runtime = join(folder, 'run')
  const dataDir = join(folder, 'data')
  for (const each of [runtime, dataDir]) mkdirSync(each, { recursive: true, mode: 0o700 })
  const configuration = busConfiguration(folder, keyring)
  const program = join(import.meta.dirname, 'vault-program.ts')
  const args = [
    '--config-file',
    configuration,
    '--',
    'sh',
    '-c',
    script,
    'sh',
    keyring,
    keyringPassword,
    process.execPath,
    program,
    dataDir,
  ]
  const { PATH } = process.env
  const session = spawn('dbus-run-session', args, {
    stdio: ['pipe', 'pipe', 'ignore'],
    env: {
      PATH,
      HOME: folder,
      XDG_RUNTIME_DIR: runtime,
      XDG_DATA_HOME: join(folder, 'share'),
      XDG_CACHE_HOME: join(folder, 'cache'),
    },
  })
  const waiting = new Map<number, (answer: VaultAnswer) => void>()
  let lastId = 0
  createInterface({ input: session.stdout }).on('line', (line) => {
    const { id, answered } = JSON.parse(line) as { readonly id: number; readonly answered: VaultAnswer }
    waiting.get(id)?.(answered)
    waiting.delete(id)
  })
  const gone = new Promise<void>((resolve) => {
    session.on('exit', () => {
      resolve()
      for (const settle of waiting.values())
        settle({ ok: false, code: 'ended', message: 'The session ended.', all: '' })
    })
  })
  onTestFinished(async () => {
    session.stdin.end()
    rmSync(join(folder, 'services'), { recursive: true, force: true })
    await gone
  })

  function ask(command: VaultCommand): Promise<VaultAnswer> {
    lastId += 1
    const line: VaultLine = { id: lastId, command }
    return new Promise((resolve) => {
      waiting.set(line.id, resolve)
      session.stdin.write(`${JSON.stringify(line)}\n`)
    })
  }

  return {
    pid: session.pid,
    ask,
    async get(command) {
      const answer = await ask(command)
      if (!answer.ok) throw new Error(`${command.ask}: ${answer.message}`)
      return answer.value
    },
    async end() {
      const began = Date.now()
      session.stdin.end()
      await gone
      return Date.now() - began
    },
  }
}
