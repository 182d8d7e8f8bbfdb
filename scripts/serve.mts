// `npm run serve`: the app for a browser on this laptop.
import { ensureBuilt } from './lib/build.mts'
import { followToEnd, start } from './lib/run.mts'

if (!(await ensureBuilt())) process.exit(1)
followToEnd(start(process.execPath, ['out/main/serve.js', ...process.argv.slice(2)]))
