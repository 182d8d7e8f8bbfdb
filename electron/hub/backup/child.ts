import { constants, setPriority } from 'node:os'
import { assertNever } from '../assert-never.ts'
import { findParent } from '../parent-process.ts'
import { makeCopy, NotWhole, openCopy, putCopies } from './copying.ts'
import type { CopierAnswers, CopierFault, FromCopier, ToCopier } from './orders.ts'
import { CopyRefused } from './refused.ts'

// The program of the copier's own process: one order, one answer, the end.

async function carryOut(asked: ToCopier): Promise<CopierAnswers[keyof CopierAnswers]> {
  switch (asked.ask) {
    case 'make':
      return makeCopy(asked.order, () => undefined)
    case 'open':
      return openCopy(asked.order)
    case 'put':
      return putCopies(asked.order)
    default:
      return assertNever(asked)
  }
}

function faultOf(error: unknown): CopierFault {
  if (error instanceof CopyRefused) return error.code
  if (error instanceof NotWhole) return 'not-whole'
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  return /^(ENOSPC|EDQUOT|SQLITE_FULL)/.test(code) ? 'no-room' : 'failed'
}

const parent = findParent<FromCopier, ToCopier>()
if (parent === null) process.exit(1)
// Texts come first.
setPriority(constants.priority.PRIORITY_LOW)
// What is made here is for this user alone.
process.umask(0o077)
parent.onGone(() => process.exit(1))
parent.onMessage((asked) => {
  carryOut(asked).then(
    (answer) => parent.send({ ok: true, answer }),
    (error: unknown) =>
      parent.send({
        ok: false,
        fault: faultOf(error),
        message: error instanceof Error ? error.message : String(error),
      }),
  )
})
