import { createHash } from 'node:crypto'
import type { Callee, PhoneBehaviour } from './types.ts'

/** Rings before a person answers, ms: about two. */
const usualRings = 8_000

/** Numbers that behave as is known beforehand; ours, among the fictional ones. */
const known: Readonly<Record<string, (count: number) => Callee>> = {
  '+15005556001': () => ({ kind: 'person', rings: usualRings, keys: [] }),
  '+15005556002': () => ({ kind: 'person', rings: usualRings, keys: ['1', '2'] }),
  '+15005556003': () => ({ kind: 'machine', rings: 20_000, greeting: 6_000 }),
  '+15005556004': () => ({ kind: 'busy', rings: 2_000 }),
  '+15005556005': () => ({ kind: 'silent' }),
  '+15005556006': (count) =>
    count === 0 ? { kind: 'busy', rings: 2_000 } : { kind: 'person', rings: usualRings, keys: ['2'] },
  '+15005556007': () => ({ kind: 'unreachable', rings: 1_000 }),
  '+15005556008': () => ({ kind: 'person', rings: usualRings, keys: ['3'], says: 9 }),
}

/** The phones of made-up parents: each keeps its manner over restarts, and the known numbers theirs. @param seed the camp's */
export function campPhones(seed: number): PhoneBehaviour {
  return {
    pickUp(address, count) {
      const magic = known[address]
      if (magic) return magic(count)
      const draw = createHash('md5').update(`${seed}:call:${address}:${count}`).digest()
      const place = draw.readUInt8(0) / 256
      const rings = 4_000 + draw.readUInt8(1) * 50
      if (place < 0.5) return { kind: 'person', rings, keys: ['2'] }
      if (place < 0.62) return { kind: 'person', rings, keys: ['1', '2'] }
      if (place < 0.7) return { kind: 'person', rings, keys: [] }
      if (place < 0.75) return { kind: 'person', rings, keys: ['3'], says: 4 + (draw.readUInt8(2) % 12) }
      if (place < 0.88) return { kind: 'machine', rings: 20_000, greeting: 5_000 + draw.readUInt8(2) * 20 }
      if (place < 0.94) return { kind: 'silent' }
      return { kind: 'busy', rings: 1_500 }
    },
  }
}
