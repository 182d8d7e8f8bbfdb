import type { Handlers } from '../../ipc/contract/handlers.ts'
import type { Backups } from '../backup/backups.ts'

type Names = Extract<keyof Handlers, `backup.${string}`>

/** Settings → Data. */
export function backupHandlers(backups: Backups): Pick<Handlers, Names> {
  return {
    'backup.state': () => backups.view,
    'backup.list': () => backups.list(),
    'backup.examine': ({ file }) => backups.examine(file),
    'backup.copyNow': async () => {
      await backups.copyNow()
      return backups.view
    },
    'backup.dropOlder': async () => {
      await backups.dropOlder()
      return backups.view
    },
    'backup.setPassphrase': async ({ passphrase }) => {
      await backups.setPassphrase(passphrase)
      return backups.view
    },
    'backup.setFolder': async ({ path }) => {
      await backups.setFolder(path)
      return backups.view
    },
    'backup.browse': ({ what }) => backups.browse(what),
    'backup.restore': async ({ file, passphrase }) => {
      await backups.restore(file, passphrase)
      return null
    },
  }
}
