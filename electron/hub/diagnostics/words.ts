import type { CheckId } from '../../ipc/contract/diagnostics-views.ts'

/** The checks by the names they have on screen. */
export const checkNames: Readonly<Record<CheckId, string>> = {
  'name-lookup': 'Name lookup',
  connection: 'Secure connection',
  'sign-in-page': 'Wi-Fi login page',
  carrier: 'Twilio answers',
  clock: 'Clock',
  credentials: 'Credentials',
  numbers: 'Number settings',
  fallback: 'When this laptop is off',
  'catch-up': 'Catch-up',
  listener: 'Webhook listener',
  tunnel: 'Way in',
  'round-trip': 'Round trip',
  signatures: 'Signatures',
  outbox: 'Waiting texts',
  keychain: 'Keychain',
  'disk-space': 'Disk space',
  'disk-encryption': 'Disk encryption',
  store: 'Stored data',
  backups: 'Backup copies',
  versions: 'Versions',
}

/** A span as people say it: "12 s", "3 min", "2 h", "4 days". */
export function spanWords(milliseconds: number): string {
  const seconds = Math.max(0, Math.round(milliseconds / 1000))
  if (seconds < 60) return `${seconds} s`
  const minutes = Math.round(seconds / 60)
  if (minutes < 60) return `${minutes} min`
  const hours = Math.round(minutes / 60)
  return hours < 48 ? `${hours} h` : `${Math.round(hours / 24)} days`
}

/** "850 MB", "12 GB". */
export function sizeWords(bytes: number): string {
  const megabytes = bytes / 1024 / 1024
  return megabytes < 1024 ? `${Math.round(megabytes)} MB` : `${Math.round(megabytes / 1024)} GB`
}

export function textsWords(count: number): string {
  return count === 1 ? '1 text' : `${count} texts`
}
