import { homedir } from 'node:os'
import { isAbsolute, join, resolve } from 'node:path'
import { StartFailure } from '../hub/failure.ts'

/** What a host must know before the hub can be started. */
export interface HostOptions {
  /** Folder of the store, media, backups and logs; null where none was named. */
  readonly dataDir: string | null
  /** The browser host's port on 127.0.0.1; 0 for any free one. */
  readonly port: number
  /** Quit without a question, for scripts and tests. */
  readonly quietQuit: boolean
}

type Environment = Readonly<Record<string, string | undefined>>

/**
 * Reads `PTP_NAME` from the environment, or `--name` from the command line, which wins.
 * @throws StartFailure naming the variable and what it takes.
 */
export function readHostOptions(env: Environment, argv: readonly string[]): HostOptions {
  const dataDir = option('PTP_DATA_DIR', env, argv)
  const port = option('PTP_PORT', env, argv) ?? '0'
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535) {
    throw new StartFailure('bad-environment', `PTP_PORT is "${port}": give a port from 0 (any free one) to 65535.`)
  }
  return {
    dataDir: dataDir === undefined ? null : isAbsolute(dataDir) ? dataDir : resolve(dataDir),
    port: Number(port),
    quietQuit: argv.includes('--quiet-quit'),
  }
}

/** `PTP_DATA_DIR` ↔ `--data-dir VALUE` or `--data-dir=VALUE`; an empty value counts as none. */
function option(name: string, env: Environment, argv: readonly string[]): string | undefined {
  const flag = `--${name.slice('PTP_'.length).toLowerCase().replaceAll('_', '-')}`
  const joined = argv.find((argument) => argument.startsWith(`${flag}=`))?.slice(flag.length + 1)
  const at = argv.indexOf(flag)
  const value = joined ?? (at < 0 ? undefined : argv[at + 1]) ?? env[name]
  return value === '' ? undefined : value
}

/** The folder Electron calls `userData`, so that both hosts find the same store. */
export function defaultDataDir(env: Environment, platform: string, productName: string): string {
  switch (platform) {
    case 'darwin':
      return join(homedir(), 'Library', 'Application Support', productName)
    case 'win32':
      return join(env['APPDATA'] ?? join(homedir(), 'AppData', 'Roaming'), productName)
    default:
      return join(env['XDG_CONFIG_HOME'] ?? join(homedir(), '.config'), productName)
  }
}
