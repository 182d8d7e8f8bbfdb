import type { CopierAnswers, CopierFault, CopierOrders, FromCopier, ToCopier } from './orders.ts'

/** The process that runs `child.ts`, as the host makes it: one order, one answer, the end. */
export interface CopierProcess {
  send(message: ToCopier): void
  onMessage(listener: (message: FromCopier) => void): void
  onExit(listener: (code: number | null) => void): void
  /** Ends it at once, whatever it is doing. */
  kill(): void
}

/** An order that was not carried out. `stopped`: it was cut off by us. The message is for whoever helps, and says nothing private. */
export class CopierFailed extends Error {
  override readonly name = 'CopierFailed'
  readonly fault: CopierFault | 'stopped'

  constructor(fault: CopierFault | 'stopped', details: string) {
    super(details)
    this.fault = fault
  }
}

/**
 * Has the copier's process do something: copying, checking and encrypting a store takes seconds of disk and processor that
 * the hub has no time for.
 * @param signal ends it
 * @throws {CopierFailed}
 */
export function askCopier<Ask extends keyof CopierOrders>(
  start: () => CopierProcess,
  ask: Ask,
  order: CopierOrders[Ask],
  signal: AbortSignal,
): Promise<CopierAnswers[Ask]> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(new CopierFailed('stopped', 'stopped before it began'))
    const copier = start()
    const end = (): void => {
      signal.removeEventListener('abort', stop)
      copier.kill()
    }
    const stop = (): void => {
      end()
      reject(new CopierFailed('stopped', 'stopped'))
    }
    signal.addEventListener('abort', stop, { once: true })
    copier.onMessage((message) => {
      end()
      // Both sides are ours: the answer is of the kind that was asked for.
      if (message.ok) resolve(message.answer as CopierAnswers[Ask])
      else reject(new CopierFailed(message.fault, message.message))
    })
    copier.onExit((code) => {
      end()
      reject(new CopierFailed('failed', `the copier ended without an answer (${code ?? 'a signal'})`))
    })
    copier.send({ ask, order } as ToCopier)
  })
}
