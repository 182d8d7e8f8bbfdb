import { checkGroups } from '../../ipc/contract/diagnostics-checks.ts'
import type { CheckGroup, CheckId, DiagnosticCheck } from '../../ipc/contract/diagnostics-views.ts'
import type { Clock, Timer } from '../clock.ts'
import type { Log } from '../log.ts'
import type { Examination, Finding, Fix } from './types.ts'
import { unknown } from './types.ts'
import { checkNames } from './words.ts'

export interface ChecksOptions {
  /** Each check belongs to one of them. */
  readonly examinations: readonly Examination[]
  readonly clock: Clock
  readonly log: Log
  /** Some check stands otherwise; called at most once in a turn. */
  readonly changed: () => void
}

/** The checks as they stand, and the running of them. */
export interface Checks {
  readonly list: readonly DiagnosticCheck[]
  readonly isRunning: boolean
  /** When they last came to an end (epoch ms); null before the first time. */
  readonly ranAt: number | null
  /** Runs all; a second call joins the first. */
  run(): Promise<void>
  /** Makes the quick ones again. Nothing before the first run. */
  refresh(): void
  /** Makes those again that answer these checks. */
  again(ids: readonly CheckId[]): Promise<void>
  /** Does what a check's button does, then runs that check again. @returns false where it has none */
  fix(id: CheckId): Promise<boolean>
  /** Nothing found so far holds any more. */
  reset(): void
  stop(): void
}

/** Real milliseconds an examination is waited for, unless it says otherwise. */
const usualPatience = 20_000

interface Standing {
  readonly isRunning: boolean
  readonly finding: Finding | null
}

export function createChecks({ examinations, clock, log, changed }: ChecksOptions): Checks {
  const standing = new Map<CheckId, Standing>()
  const underWay = new Map<Examination, { readonly abort: AbortController; readonly done: Promise<void> }>()
  let running: Promise<void> | null = null
  let ranAt: number | null = null
  let telling: Timer | null = null

  function tell(): void {
    telling ??= clock.after(0, () => {
      telling = null
      changed()
    })
  }

  function put(id: CheckId, next: Standing): void {
    const before = standing.get(id)
    if (before && before.isRunning === next.isRunning && sameFinding(before.finding, next.finding)) {
      // The words are the same; what its button does belongs to the newest finding.
      standing.set(id, next)
      return
    }
    standing.set(id, next)
    tell()
  }

  function look(examination: Examination): Promise<void> {
    const already = underWay.get(examination)
    if (already) return already.done
    const abort = new AbortController()
    for (const id of examination.ids) put(id, { isRunning: true, finding: standing.get(id)?.finding ?? null })
    const done = found(examination, abort).then((findings) => {
      // Cut off by a reset: another look may be under way already.
      if (underWay.get(examination)?.abort !== abort) return
      underWay.delete(examination)
      for (const id of examination.ids) put(id, { isRunning: false, finding: findings(id) })
    })
    underWay.set(examination, { abort, done })
    return done
  }

  async function found(examination: Examination, abort: AbortController): Promise<(id: CheckId) => Finding> {
    const notFound = unknown('This check did not come to an end. Try it again.')
    const patience = (examination.patience ?? usualPatience) * clock.rate
    let giveUp: Timer | null = null
    const tooLong = new Promise<null>((resolve) => {
      giveUp = clock.after(patience, () => resolve(null))
    })
    try {
      const findings = await Promise.race([Promise.resolve(examination.run(abort.signal)), tooLong])
      if (findings === null) abort.abort()
      return (id) => findings?.[id] ?? notFound
    } catch (error) {
      if (!abort.signal.aborted) log.warn('check-failed', { checks: examination.ids, error })
      return () => notFound
    } finally {
      ;(giveUp as Timer | null)?.cancel()
    }
  }

  function lookQuickly(examination: Examination): void {
    if (underWay.has(examination)) return
    try {
      const findings = examination.run(new AbortController().signal)
      if (findings instanceof Promise) return
      for (const id of examination.ids) {
        const finding = findings[id]
        if (finding) put(id, { isRunning: false, finding })
      }
    } catch (error) {
      log.warn('check-failed', { checks: examination.ids, error })
    }
  }

  async function again(wanted: readonly CheckId[]): Promise<void> {
    await Promise.all(examinations.filter(({ ids }) => ids.some((id) => wanted.includes(id))).map(look))
  }

  function cutOff(): void {
    for (const { abort } of underWay.values()) abort.abort()
    underWay.clear()
    running = null
  }

  return {
    get list() {
      return orderedIds.map(([group, id]) => viewOf(group, id, standing.get(id)))
    },
    get isRunning() {
      return underWay.size > 0
    },
    get ranAt() {
      return ranAt
    },
    run() {
      if (running) return running
      const mine = Promise.all(examinations.map(look)).then(() => {
        // Cut off by a reset: what was found belongs to nobody any more.
        if (running !== mine) return
        running = null
        ranAt = clock.now()
        tell()
      })
      running = mine
      return mine
    },
    refresh() {
      if (ranAt === null) return
      for (const examination of examinations) if (examination.isQuick === true) lookQuickly(examination)
    },
    again,
    async fix(id) {
      const fix: Fix | null | undefined = standing.get(id)?.finding?.fix
      if (!fix || !('run' in fix)) return false
      await fix.run()
      await again([id])
      return true
    },
    reset() {
      if (standing.size === 0) return
      cutOff()
      standing.clear()
      ranAt = null
      tell()
    },
    stop() {
      cutOff()
      telling?.cancel()
      telling = null
    },
  }
}

const groups = Object.keys(checkGroups) as readonly CheckGroup[]
const orderedIds = groups.flatMap((group) =>
  checkGroups[group].map((id): readonly [CheckGroup, CheckId] => [group, id]),
)

function viewOf(group: CheckGroup, id: CheckId, standing: Standing | undefined): DiagnosticCheck {
  const finding = standing?.finding ?? null
  return {
    id,
    group,
    name: checkNames[id],
    state: standing?.isRunning === true ? 'running' : (finding?.state ?? 'unknown'),
    words: finding?.words ?? '',
    details: finding?.details ?? null,
    fix: finding?.fix ? { label: finding.fix.label, opens: 'opens' in finding.fix ? finding.fix.opens : null } : null,
  }
}

function sameFinding(one: Finding | null, other: Finding | null): boolean {
  return (
    one?.state === other?.state &&
    one?.words === other?.words &&
    (one?.details ?? null) === (other?.details ?? null) &&
    one?.fix?.label === other?.fix?.label
  )
}
