import { patience } from './patience.ts'

/**
 * Waits, in real time, until `condition` holds.
 * @returns how long that took, in milliseconds
 * @throws after `limit` milliseconds, stretched where other tests run beside, naming `what`
 */
export async function until(
  condition: () => boolean | Promise<boolean>,
  what: string,
  limit: number,
  step = 10,
): Promise<number> {
  const start = Date.now()
  while (!(await condition())) {
    if (Date.now() - start > limit * patience) throw new Error(`${what}: not within ${limit} ms`)
    await new Promise<void>((resolve) => {
      setTimeout(resolve, step)
    })
  }
  return Date.now() - start
}
