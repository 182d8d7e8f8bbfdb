import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { capture, root } from './run.mts'

const sources = [
  'electron',
  'renderer',
  'db',
  'scripts/serve',
  'package.json',
  'package-lock.json',
  'electron.vite.config.mts',
]
const results = [
  'out/main/index.js',
  'out/main/serve.js',
  'out/main/tunnel-child.js',
  'out/main/keychain-child.js',
  'out/preload/index.js',
  'out/renderer/index.html',
]

/** When the newest file below a path changed, in epoch milliseconds. */
function newest(path: string): number {
  const stat = statSync(path, { throwIfNoEntry: false })
  if (!stat) return 0
  if (!stat.isDirectory()) return /\.test\.tsx?$|\.md$/.test(path) ? 0 : stat.mtimeMs
  return Math.max(0, ...readdirSync(path).map((name) => newest(join(path, name))))
}

function isFresh(): boolean {
  const built = results.map((file) => join(root, file))
  if (!built.every((file) => existsSync(file))) return false
  const oldestResult = Math.min(...built.map((file) => statSync(file).mtimeMs))
  return Math.max(...sources.map((path) => newest(join(root, path)))) <= oldestResult
}

/** Builds where there is no build or the sources are newer. @returns whether there is a usable build now */
export async function ensureBuilt({ force = false } = {}): Promise<boolean> {
  if (!force && isFresh()) return true
  console.log('Building…')
  const { code, output } = await capture('electron-vite', ['build', '--logLevel', 'warn'])
  if (code !== 0) console.error(output)
  return code === 0
}
