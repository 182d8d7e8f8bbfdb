import { localTimeAt } from '../local-time.ts'

/** An instant as a table has it: '2027-06-14 09:05'. @param at epoch ms @param zone IANA time zone */
export function instantWords(at: number, zone: string): string {
  const { day, minutes } = localTimeAt(at, zone)
  const two = (value: number): string => String(value).padStart(2, '0')
  return `${day} ${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`
}
