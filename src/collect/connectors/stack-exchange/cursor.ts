import { z } from 'zod'
import type { Cursor } from '../../connector.ts'

/** How far a file was read; it counts only for the file that is still as it was. */
const fileMark = z.object({
  /** The file system's change time, which nobody can set back, in milliseconds. */
  changedAt: z.number(),
  size: z.number(),
  /** Where the next row begins. */
  offset: z.number(),
})
export type FileMark = z.output<typeof fileMark>

const dumpCursor = z.object({ files: z.record(z.string(), fileMark) })
export type DumpCursor = z.output<typeof dumpCursor>

const apiCursor = z.object({
  /** The second since 1970 from which on questions are asked for. */
  min: z.number().optional(),
  /** More than 1 where more questions than fit a page were active in one second. */
  page: z.number().optional(),
  /** The name the API gave to what it is asked to answer. */
  filter: z.string().optional(),
})
export type ApiCursor = z.output<typeof apiCursor>

/** The same for a site that is asked. */
export function parseApiCursor(since: Cursor | undefined): ApiCursor {
  const parsed = z.object({ api: apiCursor }).safeParse(since)
  return parsed.success ? parsed.data.api : {}
}

/** The cursor of an earlier run; what is not understood says nothing. */
export function parseCursor(since: Cursor | undefined): DumpCursor {
  const parsed = dumpCursor.safeParse(since)
  return parsed.success ? parsed.data : { files: {} }
}
