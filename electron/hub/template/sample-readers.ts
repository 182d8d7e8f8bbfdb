import type { MergePlayer } from './merge.ts'
import type { Reader } from './readers.ts'

const player = (first: string, group: string, field: string): MergePlayer => ({
  first,
  camp: 'Summer Week 1',
  group,
  field,
})

/** Made-up families for a store without any: short and long names, one child and several. */
export const sampleReaders: readonly Reader[] = [
  { name: 'Ana Lopez', firstNames: ['Ana'], language: 'en', players: [player('Maya', 'U8', 'Field 2')] },
  {
    name: 'Stephanie Montgomery',
    firstNames: ['Stephanie'],
    language: 'en',
    players: [player('Benjamin', 'U10', 'Field 3'), player('Charlotte', 'U12', 'Field 1')],
  },
  {
    name: 'Marco and Julia Weber',
    firstNames: ['Marco', 'Julia'],
    language: 'en',
    players: [player('Leo', 'U8', 'Field 2')],
  },
  {
    name: 'Alejandra Reyes',
    firstNames: ['Alejandra'],
    language: 'es',
    players: [player('Sofía', 'U8', 'Cancha 2'), player('Inés', 'U10', 'Cancha 3')],
  },
]
