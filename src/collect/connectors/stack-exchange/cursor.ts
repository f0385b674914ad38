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

/** The cursor of an earlier run; what is not understood says nothing. */
export function parseCursor(since: Cursor | undefined): DumpCursor {
  const parsed = dumpCursor.safeParse(since)
  return parsed.success ? parsed.data : { files: {} }
}
