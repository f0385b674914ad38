import { z } from 'zod'
import type { Cursor } from '../../connector.ts'

const tableMark = z.object({
  /** The last change that was read, as the server writes it. */
  newest: z.string().optional(),
  /** Where the server said to go on, within a list that was not read to its end. */
  next: z.string().optional(),
})
export type TableMark = z.output<typeof tableMark>

const salesforceCursor = z.object({ tables: z.record(z.string(), tableMark).default({}) })
export type SalesforceCursor = z.output<typeof salesforceCursor>

/** The cursor of an earlier run; what is not understood says nothing. */
export function parseCursor(since: Cursor | undefined): SalesforceCursor {
  return salesforceCursor.safeParse(since ?? {}).data ?? { tables: {} }
}
