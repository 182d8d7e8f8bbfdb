/**
 * `foreign`: no copy of ours. `newer-format`: made by a later version. `damaged`: cut short, changed, or not whole.
 * `wrong-key`: it does not open with what was given.
 */
export type RefusalCode = 'foreign' | 'newer-format' | 'damaged' | 'wrong-key'

/** A copy that is not what it has to be. Says nothing of what is in it. */
export class CopyRefused extends Error {
  override readonly name = 'CopyRefused'
  readonly code: RefusalCode

  constructor(code: RefusalCode, details: string) {
    super(details)
    this.code = code
  }
}
