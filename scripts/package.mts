// `npm run package`: installers by electron-builder; what follows `--` is passed on (`npm run package -- --dir`).
// With PTP_ELECTRON_DIST the app is packed around that runtime; PTP_ADOPT_PACKAGED is run on the result, where set.
import { existsSync, readdirSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { ensureBuilt } from './lib/build.mts'
import { electronVersionIn } from './lib/electron.mts'
import { root, run } from './lib/run.mts'

const args = process.argv.slice(2)
const installed = join(root, 'node_modules', 'electron', 'dist')
// A folder to try out takes the runtime that is here; installers take the official one, checked against its sums.
const dist =
  process.env['PTP_ELECTRON_DIST'] ?? (args.includes('--dir') && existsSync(installed) ? installed : undefined)
const adopt = process.env['PTP_ADOPT_PACKAGED']

if (!(await ensureBuilt())) process.exit(1)
const runtime = dist ? [`-c.electronDist=${dist}`, `-c.electronVersion=${electronVersionIn(dist)}`] : []
const output = args.find((argument) => argument.startsWith('-c.directories.output='))?.split('=')[1] ?? 'dist'
if (args.includes('--dir')) {
  for (const name of unpackedIn(output)) rmSync(resolve(root, output, name), { recursive: true, force: true })
}
const code = await run('electron-builder', ['--publish', 'never', ...runtime, ...args])
if (code !== 0) process.exit(code)

if (adopt) {
  for (const name of unpackedIn(output)) {
    if ((await run(adopt, [resolve(root, output, name)])) !== 0) process.exit(1)
  }
}

function unpackedIn(folder: string): string[] {
  try {
    return readdirSync(resolve(root, folder)).filter((name) => /^linux.*-unpacked$/.test(name))
  } catch {
    return []
  }
}
