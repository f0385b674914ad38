import { z } from 'zod'
import type { Cursor } from '../../connector.ts'
import { tallyLines } from './tally.ts'

/** Where a walk through posts, from the newest down, is. */
const postsMark = z.object({
  /** The newest post of the last walk that came to its end. */
  until: z.number().default(0),
  /** The newest post of the walk under way. */
  top: z.number().optional(),
  /** What is asked for next. */
  before: z.number().optional(),
  /** The lowest number seen. */
  lowest: z.number().optional(),
})
export type PostsMark = z.output<typeof postsMark>

/** Where a walk through pages of a list is, and what it noted of each entry. */
const listMark = z.object({
  /** As noted in the last walk that came to its end. */
  known: tallyLines.default([]),
  /** When that walk began, by the server's clock. */
  knownAt: z.number().default(0),
  /** As noted in the walk under way, a line for each page. */
  noted: tallyLines.default([]),
  beganAt: z.number().optional(),
  page: z.number().default(0),
  /** Entries of the page that were read. */
  within: z.number().default(0),
})
export type ListMark = z.output<typeof listMark>

const forumCursor = z.object({
  posts: postsMark.prefault({}),
  topics: listMark.prefault({}),
  /** Pages of the administrators' list of members that were read. */
  adminPage: z.number().default(0),
  members: listMark.prefault({}),
  /** Whether an interrupted run had been through all topics. */
  isPastTopics: z.boolean().default(false),
  /** Marks of saved pages that were read, by what they are called and when they changed. */
  saved: z.array(z.string()).default([]),
  /** How far exported lists of members were read, by the names of their files. */
  lists: z.record(z.string(), z.record(z.string(), z.unknown())).default({}),
})
export type ForumCursor = z.output<typeof forumCursor>

/** The cursor of an earlier run; what is not understood says nothing. */
export function parseCursor(since: Cursor | undefined): ForumCursor {
  const parsed = forumCursor.safeParse(since ?? {})
  return parsed.success ? parsed.data : forumCursor.parse({})
}
