import { z } from 'zod'
import type { Cursor } from '../../connector.ts'

/** Of a list in the order of changes: the last change that was read, by the server's clock. */
const since = z.string().optional()

/** Of a list that only grows at its end and cannot be asked since: its last page, how it was answered, its newest moment. */
const grownMark = z.object({ page: z.number(), until: z.string(), etag: z.string().optional() })
export type GrownMark = z.output<typeof grownMark>

/** A total that was read, and when by the server's clock, in milliseconds since 1970. */
const total = z.object({ count: z.number(), at: z.number() })

const repositoryMark = z.object({
  issues: since,
  issueComments: since,
  reviewComments: since,
  /** Proposals whose reviews are still to be asked for, and whose they are. */
  unreviewed: z.array(z.object({ number: z.number(), author: z.string() })).default(() => []),
  stars: grownMark.optional(),
  /** Of stars that are only counted: the last day that was read, and the next page of what is being read through which day. */
  starDays: z
    .object({
      until: z.string(),
      reading: z.object({ page: z.number(), through: z.string() }).optional(),
    })
    .optional(),
  forks: grownMark.optional(),
  /** The newest push to a fork that was compared. */
  pushes: since,
  releases: z
    .object({
      /** How each page was answered, the first one first. */
      pages: z.array(z.object({ etag: z.string(), hasNext: z.boolean() })),
      /** What was last read of each file, by its number. */
      totals: z.record(z.string(), total),
      /** When the whole list was last read. */
      at: z.number().default(0),
    })
    .default(() => ({ pages: [], totals: {}, at: 0 })),
  /** GitHub's own cursor in the order of changes. */
  discussions: since,
})
export type RepositoryMark = z.output<typeof repositoryMark>

const githubCursor = z.object({
  repositories: z.record(z.string(), repositoryMark),
  /** GitHub's own cursor of the sponsors of each owner. */
  sponsors: z.record(z.string(), z.string()),
})
export type GithubCursor = z.output<typeof githubCursor>

/** The cursor of an earlier run; what is not understood says nothing. */
export function parseCursor(from: Cursor | undefined): GithubCursor {
  const parsed = githubCursor.safeParse(structuredClone(from))
  return parsed.success ? parsed.data : { repositories: {}, sponsors: {} }
}

/** Where reading a repository stands; made when it is read for the first time. */
export function markOf(cursor: GithubCursor, repository: string): RepositoryMark {
  const known = cursor.repositories[repository]
  if (known !== undefined) return known
  const made = repositoryMark.parse({})
  cursor.repositories[repository] = made
  return made
}
