import { backupWords } from '../words/backup.ts'

/** "3.4 MB", as the reader's locale has it. */
export function copySize(bytes: number): string {
  const megabytes = bytes / 1024 / 1024
  const isLarge = megabytes >= 1024
  return new Intl.NumberFormat(undefined, {
    style: 'unit',
    unit: isLarge ? 'gigabyte' : 'megabyte',
    maximumFractionDigits: 1,
  }).format(Math.max(0.1, isLarge ? megabytes / 1024 : megabytes))
}

/** "1,204 texts". */
export function textCount(count: number): string {
  return backupWords.restore.messages(new Intl.NumberFormat().format(count), count === 1)
}
