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

function renderApp(): void {
  // Asked before the first paint: the answers arrive while the frame is drawn.
  connectToHub()
  root.render(
    <StrictMode>
      <App />
    </StrictMode>,
  )
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
