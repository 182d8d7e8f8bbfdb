/** What is asked of a store's file beside the connection that works on it. */
export interface StoreOutline {
  /** The statements that made it. */
  readonly schema: readonly string[]
  /** Rows by table. */
  readonly counts: Readonly<Record<string, number>>
  /** Messages by "direction state", the outbox's rows by "outbox phase". */
  readonly states: Readonly<Record<string, number>>
  /** SQLite's own figures: page_size, page_count, … */
  readonly figures: Readonly<Record<string, number | string>>
}

export interface StoreCheck {
  /** What SQLite's quick_check says; empty: nothing is wrong. */
  readonly faults: readonly string[]
}

export interface InspectionAnswers {
  readonly check: StoreCheck
  readonly outline: StoreOutline
}

/** What the inspector's process is asked. */
export interface ToInspector {
  readonly ask: keyof InspectionAnswers
  /** Path of the store. */
  readonly file: string
}

export type FromInspector =
  | { readonly ok: true; readonly answer: InspectionAnswers[keyof InspectionAnswers] }
  | { readonly ok: false; readonly message: string }

/** The process that runs `child.ts`, as the host makes it: one question, one answer, the end. */
export interface InspectorProcess {
  send(message: ToInspector): void
  onMessage(listener: (message: FromInspector) => void): void
  onExit(listener: (code: number | null) => void): void
  /** Ends it at once, whatever it is doing. */
  kill(): void
}

/**
 * Reads through a store in a process of its own, on a connection that cannot write: a check of a million texts takes seconds,
 * in which neither the hub waits nor its end does.
 * @param signal ends it
 */
export function inspectStore<Ask extends keyof InspectionAnswers>(
  start: () => InspectorProcess,
  ask: Ask,
  file: string,
  signal: AbortSignal,
): Promise<InspectionAnswers[Ask]> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(new Error('The inspection was stopped.'))
    const inspector = start()
    const end = (): void => {
      signal.removeEventListener('abort', stop)
      inspector.kill()
    }
    const stop = (): void => {
      end()
      reject(new Error('The inspection was stopped.'))
    }
    signal.addEventListener('abort', stop, { once: true })
    inspector.onMessage((message) => {
      end()
      // Both sides are ours: the answer is of the kind that was asked for.
      if (message.ok) resolve(message.answer as InspectionAnswers[Ask])
      else reject(new Error(message.message))
    })
    inspector.onExit((code) => {
      end()
      reject(new Error(`The inspection ended without an answer (${code ?? 'a signal'}).`))
    })
    inspector.send({ ask, file })
  })
}
