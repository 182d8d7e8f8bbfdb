import { homedir } from 'node:os'
import { join } from 'node:path'

/** The folder Electron calls `userData`, so that both hosts find the same store. */
export function defaultDataDir(
  env: Readonly<Record<string, string | undefined>>,
  platform: string,
  productName: string,
): string {
  switch (platform) {
    case 'darwin':
      return join(homedir(), 'Library', 'Application Support', productName)
    case 'win32':
      return join(env['APPDATA'] ?? join(homedir(), 'AppData', 'Roaming'), productName)
    default:
      return join(env['XDG_CONFIG_HOME'] ?? join(homedir(), '.config'), productName)
  }
}
