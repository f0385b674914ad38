import { z } from 'zod'
import type { Cursor } from '../../connector.ts'

const zendeskCursor = z.object({
  /** What the server gave to go on with. */
  after: z.string().optional(),
  /** Tickets of the page that begins there which were read. */
  seen: z.array(z.number()).default([]),
  /** The latest second since 1970, by the server's clock, in which a ticket that was read had changed. */
  newest: z.number().default(0),
})
export type ZendeskCursor = z.output<typeof zendeskCursor>

/** The cursor of an earlier run; what is not understood says nothing. */
export function parseCursor(since: Cursor | undefined): ZendeskCursor {
  const parsed = zendeskCursor.safeParse(since ?? {})
  return parsed.success ? parsed.data : { seen: [], newest: 0 }
}
