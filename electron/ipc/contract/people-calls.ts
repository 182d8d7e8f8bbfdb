import { z } from 'zod'
import { call } from './define.ts'
import type { PeoplePage } from './people-views.ts'

const name = z.string().max(200)

export const peopleCalls = {
  /** Players by name with their guardians, from behind `after` on; those that match what was typed, where something was. */
  'people.list': call(() =>
    z
      .object({
        text: z.string().max(100),
        after: z.object({ lastName: name, firstName: name, id: z.number().int().positive() }).strict().nullable(),
        limit: z.number().int().min(1).max(200),
        /** Those in a camp, a group, with a tag; null or absent: everybody. */
        filter: z
          .object({ campId: z.number().int().positive().nullable(), group: name.nullable(), tag: name.nullable() })
          .strict()
          .optional(),
      })
      .strict(),
  ).returns<PeoplePage>(),
} as const
