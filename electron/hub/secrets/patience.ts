import type { Clock } from '../clock.ts'
import { KeychainError } from './keychain.ts'
import type { Keychain } from './keychain.ts'

/**
 * A keychain whose answers are waited for at most `patience` real milliseconds. While a call is still unanswered
 * (a prompt is on the screen), no other is made: prompts never pile up.
 * @param late hears of the answer that came after all; `unlocked` is false where it was a refusal or nothing
 */
export function patientKeychain(
  keychain: Keychain,
  clock: Clock,
  patience: number,
  late: (unlocked: boolean) => void,
): Keychain {
  let unanswered = false

  function ask<Value>(work: () => Promise<Value>): Promise<Value> {
    if (unanswered) return Promise.reject(new KeychainError('silent', 'an earlier call is still unanswered'))
    return new Promise((resolve, reject) => {
      let isLate = false
      const timer = clock.after(patience * clock.rate, () => {
        isLate = true
        unanswered = true
        reject(new KeychainError('silent', `no answer within ${patience} ms`))
      })
      const answered = (unlocked: boolean, settle: () => void): void => {
        timer.cancel()
        if (!isLate) return settle()
        unanswered = false
        late(unlocked)
      }
      work().then(
        (value) => answered(value !== null, () => resolve(value)),
        (error: unknown) => answered(false, () => reject(error instanceof Error ? error : new Error(String(error)))),
      )
    })
  }

  return {
    get: (account) => ask(() => keychain.get(account)),
    set: (account, value) => ask(() => keychain.set(account, value)),
    delete: (account) => ask(() => keychain.delete(account)),
  }
}
