// `npm start`: the app in Electron; in the browser where Electron or a display is not to be had.
import { ensureBuilt } from './lib/build.mts'
import { electronSwitches, fetchElectron, hasDisplay, isVirtualDisplay } from './lib/electron.mts'
import { followToEnd, root, start } from './lib/run.mts'

const args = process.argv.slice(2)
const at = args.findIndex((argument) => argument === '--host' || argument.startsWith('--host='))
const named = at < 0 ? undefined : args[at]?.includes('=') ? args[at].split('=')[1] : args[at + 1]
const host = named ?? process.env['PTP_HOST'] ?? 'electron'

if (host !== 'electron' && host !== 'browser') {
  console.error(`PTP_HOST is "${host}": it takes electron or browser.`)
  process.exit(1)
}
if (!(await ensureBuilt())) process.exit(1)

const electron = host === 'electron' && hasDisplay() ? await fetchElectron() : null
if (electron !== null) {
  followToEnd(start(electron, [...electronSwitches({ virtualDisplay: isVirtualDisplay() }), root, ...args]))
} else {
  if (host === 'electron') {
    const missing = hasDisplay() ? "Electron's runtime cannot be fetched" : 'There is no display'
    console.log(`${missing} here, so the app is served to your browser: open the address below.`)
  }
  followToEnd(start(process.execPath, ['out/main/serve.js', ...args]))
}
