import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { Cursor } from '../../connector.ts'

/** Where reading a repository goes on: what was read is all that these tips reach, and these tags. */
const repositoryCursor = z.object({
  tips: z.array(z.string()),
  tags: z.array(z.string()),
  /** Where a shallow history was cut, hashed: what lies beyond comes when it is deepened, under tips seen before. */
  cuts: z.string(),
})
export type RepositoryCursor = z.output<typeof repositoryCursor>

export const emptyRepositoryCursor: RepositoryCursor = { tips: [], tags: [], cuts: '' }

/** The cursor of an earlier run; one of an exported file, or of another program, says nothing here. */
export function parseRepositoryCursor(since: Cursor | undefined): RepositoryCursor {
  const parsed = repositoryCursor.safeParse(since)
  return parsed.success ? parsed.data : emptyRepositoryCursor
}

/** Where reading an exported file goes on, and how to tell that it is still that file. */
const exportCursor = z.object({
  size: z.number(),
  /** Of its first and last 64 KiB, as packed. */
  head: z.string(),
  tail: z.string(),
  /** Where the next record begins in a plain file, of the 4 KiB before it, and its line number; 0 in a packed one. */
  offset: z.number(),
  before: z.string(),
  line: z.number(),
  isWhole: z.boolean(),
})
export type ExportCursor = z.output<typeof exportCursor>

export function parseExportCursor(since: Cursor | undefined): ExportCursor | undefined {
  const parsed = exportCursor.safeParse(since)
  return parsed.success ? parsed.data : undefined
}

/** A short name for a text that only needs to be recognised again. */
export function fingerprint(text: string | Buffer): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16)
}
