// Installs what the tests need from the system where it can (Debian, as root), and otherwise names it in one line to paste.
import { setUpSystem } from './lib/system.mts'

const ready = await setUpSystem()
if (ready) console.log('Everything the tests need from the system is here.')
process.exitCode = ready ? 0 : 1
