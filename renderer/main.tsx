import './ask-ahead.ts'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App, StartingApp } from './app.tsx'
import { connectToHub, reportError } from './lib/data.ts'
import { applyStoredTheme } from './shell/theme.ts'
import { reportUncaughtErrors } from './shell/uncaught.ts'
import { reportCrashesTo } from './ui/error-boundary.tsx'
import './styles/global.css'

applyStoredTheme()
reportUncaughtErrors(window)
reportCrashesTo((where, error) => reportError(where, error))

const element = document.getElementById('root')
if (element === null) throw new Error('The page has no #root')
const root = createRoot(element)

/** Milliseconds that the first frame waits for the hub; a hub that takes longer fills the window in later. */
const patience = 150

/** The window is drawn once, whole, where the hub's answers come in time: bare first and filled in next costs twice. */
function renderApp(): void {
  const late = new Promise<void>((resolve) => {
    setTimeout(resolve, patience)
  })
  const render = () =>
    root.render(
      <StrictMode>
        <App />
      </StrictMode>,
    )
  Promise.race([connectToHub(), late]).then(render, render)
}

if ('ptp' in window) {
  renderApp()
} else {
  // In a browser the bridge is a module of its own, which Electron never loads.
  root.render(<StartingApp />)
  void import('./lib/provide-bridge.ts').then(({ provideBridge }) => {
    provideBridge()
    renderApp()
  })
}
