// `npm run dev`: the app with hot reload; in Electron, or for a browser where Electron or a display is not to be had.
import { electronSwitches, fetchElectron, hasDisplay } from './lib/electron.mts'
import { followToEnd, start, toolEnvironment } from './lib/run.mts'

const args = process.argv.slice(2)
const electron = hasDisplay() ? await fetchElectron() : null
if (electron !== null) {
  const env = toolEnvironment({
    ELECTRON_EXEC_PATH: electron,
    ...(electronSwitches().includes('--no-sandbox') ? { NO_SANDBOX: '1' } : {}),
  })
  followToEnd(start('electron-vite', ['dev', '--watch', '--', ...args], { env }))
} else {
  console.log(
    'No Electron runs here: the page is built anew at each change and served to your browser; reload it there.',
  )
  const { ensureBuilt } = await import('./lib/build.mts')
  if (!(await ensureBuilt())) process.exit(1)
  const building = start('electron-vite', ['build', '--logLevel', 'warn'], {
    env: toolEnvironment({ PTP_BUILD_WATCH: '1' }),
  })
  const serving = start(process.execPath, ['--watch', 'out/main/serve.js', ...args])
  serving.once('exit', () => building.kill())
  followToEnd(serving)
}
