import { enableCompileCache } from 'node:module'
import { join, resolve } from 'node:path'
import { app } from 'electron'
import { parseEnvironment } from '../hub/environment.ts'
import { failStart } from './fail-start.ts'
import { ownFolder } from './own-folder.ts'

// Kept tiny: it names the data folder and turns the code cache on before anything large is loaded.
try {
  const environment = parseEnvironment(process.env, process.argv.slice(1), { packaged: app.isPackaged })
  const dataDir = environment.dataDir === null ? app.getPath('userData') : resolve(environment.dataDir)
  const ownDir = ownFolder(dataDir)
  app.setPath('userData', ownDir)
  app.setPath('sessionData', join(ownDir, 'browser'))
  // Older runtimes do not have it.
  if (typeof enableCompileCache === 'function') enableCompileCache(join(ownDir, 'browser', 'code'))
  import('./main.ts')
    .then(({ main }) => main({ bundleDir: import.meta.dirname, environment, dataDir }))
    .catch(failStart)
} catch (error) {
  failStart(error)
}
