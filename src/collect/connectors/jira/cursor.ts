import { z } from 'zod'
import type { Cursor } from '../../connector.ts'

const jiraCursor = z.object({
  /** The latest moment, by the server's clock, at which a request that was read had changed. */
  newest: z.number().default(0),
  /** Requests read last, as they were then: where lists overlap they are not read twice. */
  seen: z.array(z.string()).default([]),
  /** Within a list that was not read to its end: the moment it begins at, and how far it was read. */
  list: z.object({ from: z.number(), token: z.string().optional(), at: z.number().default(0) }).optional(),
})
export type JiraCursor = z.output<typeof jiraCursor>
export type List = NonNullable<JiraCursor['list']>

/** The cursor of an earlier run; what is not understood says nothing. */
export function parseCursor(since: Cursor | undefined): JiraCursor {
  const parsed = jiraCursor.safeParse(since ?? {})
  return parsed.success ? parsed.data : { newest: 0, seen: [] }
}
