import { z } from 'zod'
import type { BackupView, CopyView } from './backup-views.ts'
import { call } from './define.ts'

const nothing = z.object({}).strict()
const path = z.string().trim().min(1).max(4096)
const passphrase = z.string().min(1).max(1000)

/** Settings → Data: copies of the live store, and putting one back. */
export const backupCalls = {
  'backup.state': call(() => nothing).returns<BackupView>(),
  /** Every copy there is, here and in the second folder, newest first. */
  'backup.list': call(() => nothing).returns<readonly CopyView[]>(),
  /** A copy from anywhere, by its path. */
  'backup.examine': call(() => z.object({ file: path }).strict()).returns<CopyView>(),
  /** Returns once the copy is made and read back. */
  'backup.copyNow': call(() => nothing).returns<BackupView>(),
  /** Makes a copy, and drops all older ones of this installation: what was deleted since is in none any more. */
  'backup.dropOlder': call(() => nothing).returns<BackupView>(),
  /** Copies from now on open by this passphrase too; one is made at once. */
  'backup.setPassphrase': call(() => z.object({ passphrase }).strict()).returns<BackupView>(),
  /** Null: no second folder any more; what lies there stays. */
  'backup.setFolder': call(() => z.object({ path: path.nullable() }).strict()).returns<BackupView>(),
  /** Shows the system's own dialog; null where nothing was chosen. */
  'backup.browse': call(() => z.object({ what: z.enum(['folder', 'copy']) }).strict()).returns<string | null>(),
  /** Returns once it is decided: the app then begins anew on the restored store. */
  'backup.restore': call(() => z.object({ file: path, passphrase: passphrase.nullable() }).strict()).returns<null>(),
} as const
