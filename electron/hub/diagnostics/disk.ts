import { readFile, readdir, realpath, stat } from 'node:fs/promises'
import { parse } from 'node:path'
import { freeBytes, littleSpace } from '../store-trouble/free-space.ts'
import { ok, problem, unknown } from './types.ts'
import type { Finding } from './types.ts'
import { sizeWords } from './words.ts'

/** Room on the data folder's disk. */
export function examineSpace(folder: string): Finding {
  const free = freeBytes(folder)
  if (free === null) return unknown('It cannot be read here.')
  if (free >= littleSpace) return ok(`${sizeWords(free)} are free.`)
  return problem(
    `Only ${sizeWords(free)} are free. A full disk stops texts: delete what is not needed, or empty the trash.`,
  )
}

export interface EncryptionOptions {
  readonly folder: string
  /** As `process.platform` has it. */
  readonly platform: string
  /** Runs one of the system's own programs and gives what it wrote; rejects where it cannot. */
  readonly run: (program: string, args: readonly string[]) => Promise<string>
}

const encrypted = ok('The disk is encrypted.')
const cannotTell = unknown('Whether the disk is encrypted cannot be read here. The system’s settings say.')

function notEncrypted(remedy: string): Finding {
  return problem(`The disk does not look encrypted: whoever takes this laptop can read the texts. ${remedy}`)
}

/** Whether who takes the laptop can read the data folder, as far as the system tells without special rights. */
export async function examineEncryption({ folder, platform, run }: EncryptionOptions): Promise<Finding> {
  try {
    switch (platform) {
      case 'darwin': {
        const said = await run('/usr/bin/fdesetup', ['status'])
        if (/FileVault is On/.test(said)) return encrypted
        return /FileVault is Off/.test(said) ? notEncrypted('Switch on FileVault in System Settings.') : cannotTell
      }
      case 'win32':
        return ofBitLocker(
          await run('powershell.exe', ['-NoProfile', '-NonInteractive', '-Command', bitLockerOf(folder)]),
        )
      case 'linux':
        return await ofLinux(folder)
      default:
        return cannotTell
    }
  } catch {
    return cannotTell
  }
}

/** What Explorer shows of a drive, which needs no administrator (Windows property system: System.Volume.BitLockerProtection). */
function bitLockerOf(folder: string): string {
  const drive = parse(folder).root.replace(/[^A-Za-z:]/g, '')
  return `(New-Object -ComObject Shell.Application).NameSpace('${drive}').Self.ExtendedProperty('System.Volume.BitLockerProtection')`
}

function ofBitLocker(said: string): Finding {
  switch (said.trim()) {
    case '1':
    case '3':
    case '5':
      return encrypted
    case '2':
    case '4':
      return notEncrypted('Switch on BitLocker or device encryption in Settings.')
    default:
      return cannotTell
  }
}

/** File systems that encrypt what they hold. */
const encryptingFileSystem = /^(ecryptfs|fuse\.(encfs|gocryptfs|cryfs))$/

/** Follows the folder's mount to its block device, and that to what it lies on, until one is made by dm-crypt. */
async function ofLinux(folder: string): Promise<Finding> {
  const mount = mountOf(await realpath(folder), await readFile('/proc/self/mountinfo', 'utf8'))
  if (!mount) return cannotTell
  if (encryptingFileSystem.test(mount.kind)) return encrypted
  if (!mount.source.startsWith('/dev/')) return cannotTell
  const { rdev } = await stat(mount.source, { bigint: true })
  const device = await realpath(`/sys/dev/block/${major(rdev)}:${minor(rdev)}`)
  return (await liesOnDmCrypt(device, 0)) ? encrypted : notEncrypted('Ask whoever set it up to encrypt it.')
}

async function liesOnDmCrypt(device: string, depth: number): Promise<boolean> {
  const uuid = await readFile(`${device}/dm/uuid`, 'utf8').catch(() => '')
  if (uuid.startsWith('CRYPT-')) return true
  if (depth > 8) return false
  for (const lower of await readdir(`${device}/slaves`).catch(() => [])) {
    if (await liesOnDmCrypt(await realpath(`${device}/slaves/${lower}`), depth + 1)) return true
  }
  return false
}

/** The mount that a path lies on (proc_pid_mountinfo(5): blanks are written as \040). */
export function mountOf(path: string, mountinfo: string): { readonly source: string; readonly kind: string } | null {
  let best: { readonly point: string; readonly source: string; readonly kind: string } | null = null
  for (const line of mountinfo.split('\n')) {
    const [left = '', right = ''] = line.split(' - ')
    const point = unescape(left.split(' ')[4] ?? '')
    const [kind = '', source = ''] = right.split(' ')
    const holds = point !== '' && (path === point || path.startsWith(point.endsWith('/') ? point : `${point}/`))
    // Of two on one point the later one is seen.
    if (holds && (best === null || point.length >= best.point.length)) best = { point, source: unescape(source), kind }
  }
  return best
}

function unescape(field: string): string {
  return field.replace(/\\(\d{3})/g, (_, octal: string) => String.fromCharCode(Number.parseInt(octal, 8)))
}

// Linux: gnu_dev_major and gnu_dev_minor of sys/sysmacros.h.
const major = (device: bigint): bigint => ((device >> 8n) & 0xfffn) | ((device >> 32n) & 0xfffff000n)
const minor = (device: bigint): bigint => (device & 0xffn) | ((device >> 12n) & 0xffffff00n)
