import { z } from 'zod'
import { UserError } from '../../../core/index.ts'
import type { Cursor, Page, ReadIo } from '../../connector.ts'
import { openApi } from './api.ts'
import { type ChangedList, readChanged, readNotes } from './changed-list.ts'
import type { GitlabConfig } from './config.ts'
import { markOf, parseCursor } from './cursor.ts'
import { type ProjectReading, type Reading, toPage } from './reading.ts'
import type { Project } from './record.ts'
import { readWhole, wholeLists } from './whole-list.ts'

const issues: ChangedList = { list: 'issues', path: 'issues', key: 'issues' }
const mergeRequests: ChangedList = { list: 'merge requests', path: 'merge_requests', key: 'mergeRequests' }

/** Reads one project after another, each list of it from where the last run stopped. */
export async function* readProjects(
  config: GitlabConfig,
  since: Cursor | undefined,
  io: ReadIo,
): AsyncGenerator<Page, void, void> {
  const reading: Reading = { config, api: openApi(config, io), cursor: parseCursor(since), notes: [] }
  let found = 0
  for (const name of new Set(config.projects)) {
    const project = await findProject(reading, name)
    if (project === undefined) continue
    found += 1
    const mark = markOf(reading.cursor, name)
    yield* readLists({ ...reading, project, mark, path: `/projects/${project.id}` })
  }
  if (found === 0)
    throw new UserError(
      `${new URL(config.url).host} shows none of these projects: ${config.projects.join(', ')}. Check their names with all groups, and that the token may read them.`,
      { status: 422 },
    )
  if (reading.notes.length > 0) yield toPage(reading, [])
}

async function* readLists(reading: ProjectReading): AsyncGenerator<Page, void, void> {
  const { config } = reading
  // Those an earlier run did not come to.
  if (config.notes) yield* readNotes(reading)
  if (config.issues) yield* readChanged(reading, issues)
  if (config.mergeRequests) yield* readChanged(reading, mergeRequests)
  if (config.releases) yield* readWhole(reading, wholeLists.releases)
  if (config.stars) yield* readWhole(reading, wholeLists.stars)
  if (config.forks) yield* readWhole(reading, wholeLists.forks)
}

const count = z.number().optional().catch(undefined)
const projectFacts = z.object({
  id: z.number(),
  /** Not told to those who show no token, and who therefore see only what is public. */
  visibility: z.string().catch('public'),
  star_count: count,
  forks_count: count,
})

/** What the project says of itself; undefined, with a note, when it is not shown. */
async function findProject(reading: Reading, name: string): Promise<Project | undefined> {
  const { status, json } = await reading.api.readObject(`/projects/${encodeURIComponent(name)}`)
  const facts = projectFacts.safeParse(json)
  if (status === 200 && facts.success) {
    const { id, visibility, star_count, forks_count } = facts.data
    return { name, id: String(id), isPrivate: visibility !== 'public', stars: star_count, forks: forks_count }
  }
  reading.notes.push(`${name} is not shown (GitLab answers ${status}).`)
  return undefined
}
