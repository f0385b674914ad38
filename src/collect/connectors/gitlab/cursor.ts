import { z } from 'zod'
import type { Cursor } from '../../connector.ts'

/** Of a list in the order of changes: the last change that was read, by the server's clock. */
const since = z.string().optional()

/** Of a list that is read whole: its next page while it is read, and how many the project counted when it was read last. */
const wholeMark = z.object({ page: z.number().optional(), count: z.number().optional() })
export type WholeMark = z.output<typeof wholeMark>

const projectMark = z.object({
  issues: since,
  mergeRequests: since,
  /** What changed and whose notes are still to be asked for. */
  unheard: z
    .array(
      z.object({ list: z.enum(['issues', 'merge_requests']), number: z.number(), isPrivate: z.boolean() }),
    )
    .default(() => []),
  stars: wholeMark.default(() => ({})),
  forks: wholeMark.default(() => ({})),
  releases: wholeMark.default(() => ({})),
})
export type ProjectMark = z.output<typeof projectMark>

const gitlabCursor = z.object({ projects: z.record(z.string(), projectMark) })
export type GitlabCursor = z.output<typeof gitlabCursor>

/** The cursor of an earlier run; what is not understood says nothing. */
export function parseCursor(from: Cursor | undefined): GitlabCursor {
  const parsed = gitlabCursor.safeParse(structuredClone(from))
  return parsed.success ? parsed.data : { projects: {} }
}

/** Where reading a project stands; made when it is read for the first time. */
export function markOf(cursor: GitlabCursor, project: string): ProjectMark {
  const known = cursor.projects[project]
  if (known !== undefined) return known
  const made = projectMark.parse({})
  cursor.projects[project] = made
  return made
}
