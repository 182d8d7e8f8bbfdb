import { expect, test } from 'vitest'
import { halfOpen } from '../chaos/tunnel/comes-back.ts'
import { hung, refusedRebind } from '../chaos/tunnel/says-why.ts'

// What the SDK keeps one waiting for; the rest stands in tunnel.test.ts. Side by side: they mostly wait.

test.concurrent('comes back where the silent one holds the domain a while longer', async () => {
  expect(await halfOpen({ interval: 1, tolerance: 1 }, 1000)).toBeLessThan(11_000)
})

test.concurrent('says that a rebind was refused', async () => {
  expect(await refusedRebind()).toBeLessThan(5000)
})

test.concurrent('says that a bind hangs', async () => {
  expect(await hung('bind')).toBeLessThan(11_000)
})
