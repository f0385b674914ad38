import { z } from 'zod'
import type { Cursor } from '../../connector.ts'

/** Up to where a plain mbox was read: its last mail begins at `offset`, and may still grow. */
const readTo = z.object({
  path: z.string(),
  offset: z.number(),
  /** Of the 4 KiB before the offset, to tell that it is still that file. */
  before: z.string(),
})
export type ReadTo = z.output<typeof readTo>

/**
 * Where reading files goes on. Files are read in order of their names, in passes: a pass reads those changed since the one
 * before. The change time of the file system (ctime) is what nobody can set back by copying or unpacking.
 */
const filesCursor = z.object({
  /** Files changed before this were read, in milliseconds of ctime. */
  since: z.number(),
  /** What `since` becomes when the pass under way ends; only there while one is. */
  until: z.number().optional(),
  /** How far the pass under way is. */
  at: readTo.optional(),
  /** Files that can be gone on with in the middle, the latest last. */
  tails: z.array(readTo),
  /** Files that could not be read to their end; each pass tries them again. */
  damaged: z.array(z.string()),
})
export type FilesCursor = z.output<typeof filesCursor>

/** Where reading a public-inbox goes on: the last commit read, by epoch. */
const inboxCursor = z.object({ epochs: z.record(z.string(), z.string()) })
export type InboxCursor = z.output<typeof inboxCursor>

/** Which version of the list of subscribers was read, and when those without a date are taken to have subscribed. */
const subscribersCursor = z.object({
  changedAt: z.number(),
  size: z.number(),
  at: z.number(),
  isWhole: z.boolean(),
})
export type SubscribersCursor = z.output<typeof subscribersCursor>

const listCursor = z.object({
  files: filesCursor.optional().catch(undefined),
  inbox: inboxCursor.optional().catch(undefined),
  subscribers: subscribersCursor.optional().catch(undefined),
})
export type ListCursor = z.output<typeof listCursor>

export const emptyFilesCursor: FilesCursor = { since: -1, tails: [], damaged: [] }

/** The cursor of an earlier run; what is not understood says nothing. */
export function parseCursor(since: Cursor | undefined): ListCursor {
  const parsed = listCursor.safeParse(since ?? {})
  return parsed.success ? parsed.data : {}
}
