import { z } from 'zod'
import type { Cursor } from '../../connector.ts'
import type { ObjectKind } from './record.ts'

/** Where a list, in the order of the last change, goes on. */
const listMark = z.object({
  /** Milliseconds since 1970 by the server's clock. */
  min: z.number(),
  /** Where more objects than fit a page changed in one moment. */
  after: z.string().optional(),
})
export type ListMark = z.output<typeof listMark>

const hubspotCursor = z.object({
  companies: listMark.optional(),
  contacts: listMark.optional(),
  deals: listMark.optional(),
})
export type HubspotCursor = Partial<Record<ObjectKind, ListMark>>

/** The cursor of an earlier run; what is not understood says nothing. */
export function parseCursor(since: Cursor | undefined): HubspotCursor {
  const { companies, contacts, deals } = hubspotCursor.safeParse(since ?? {}).data ?? {}
  return {
    ...(companies ? { companies } : {}),
    ...(contacts ? { contacts } : {}),
    ...(deals ? { deals } : {}),
  }
}
