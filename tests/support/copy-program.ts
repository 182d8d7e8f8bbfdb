import { join } from 'node:path'
import { makeCopy, openCopy } from '../../electron/hub/backup/copying.ts'
import type { MakingStep } from '../../electron/hub/backup/copying.ts'
import type { MakeOrder, OpenOrder } from '../../electron/hub/backup/orders.ts'
import { mediaDirOf, prepareStore } from '../../electron/hub/backup/prepare.ts'
import { finishSwap, openedName, planSwap } from '../../electron/hub/backup/swap.ts'
import type { SwapStep } from '../../electron/hub/backup/swap.ts'
import { realClock } from '../../electron/hub/clock.ts'

// A program that copies a store, or puts one back, and is killed at a given point of it.

export type RestoreStep = 'staged' | 'prepared' | SwapStep

export type CopyJob =
  | { readonly kind: 'make'; readonly order: MakeOrder; readonly dieAt: MakingStep }
  | {
      readonly kind: 'restore'
      readonly order: Omit<OpenOrder, 'target'>
      readonly dataDir: string
      readonly migrationsDir: string
      readonly aside: string
      readonly dieAt: RestoreStep
    }

const job = JSON.parse(process.argv[2] ?? '') as CopyJob

function reached(step: string): void {
  if (step === job.dieAt) process.kill(process.pid, 'SIGKILL')
}

if (job.kind === 'make') await makeCopy(job.order, reached)
else {
  const { dataDir, migrationsDir } = job
  const target = join(dataDir, openedName)
  const { header } = openCopy({ ...job.order, target })
  reached('staged')
  const mediaDir = mediaDirOf(dataDir)
  const clock = realClock()
  prepareStore({ file: target, migrationsDir, mediaDir, header, isOurs: true, credentials: null, consent: [], clock })
  reached('prepared')
  planSwap(dataDir, job.aside)
  finishSwap(dataDir, reached)
}
process.exit(0)
