import { z } from 'zod'
import { UserError } from '../../../core/index.ts'
import type { Cursor, Page, ReadIo } from '../../connector.ts'
import { explainRefusal, openApi } from './api.ts'
import { type ChangedList, readChanged, readReviews } from './changed-list.ts'
import type { GithubConfig } from './config.ts'
import { markOf, parseCursor } from './cursor.ts'
import { readDiscussions } from './discussion-list.ts'
import { readForkPushes } from './fork-push.ts'
import { forkList, readGrown } from './grown-list.ts'
import { type Reading, type RepositoryReading, toPage } from './reading.ts'
import type { Repository } from './record.ts'
import { readReleases } from './release-list.ts'
import { readSponsors } from './sponsor-list.ts'
import { readStars } from './star-history.ts'

const issues: ChangedList = { list: 'issues', path: '/issues', key: 'issues' }
const issueComments: ChangedList = { list: 'issue comments', path: '/issues/comments', key: 'issueComments' }
const reviewComments: ChangedList = {
  list: 'review comments',
  path: '/pulls/comments',
  key: 'reviewComments',
}

/** Reads one repository after another, each list of it from where the last run stopped. */
export async function* readRepositories(
  config: GithubConfig,
  since: Cursor | undefined,
  io: ReadIo,
): AsyncGenerator<Page, void, void> {
  const reading: Reading = { config, api: openApi(config, io), cursor: parseCursor(since), notes: [] }
  if (!reading.api.hasToken && (config.reviews || config.discussions || config.sponsors || config.forks))
    reading.notes.push('Without a token reviews, discussions, sponsors and what forks develop are not read.')
  const owners = new Set<string>()
  let found = 0
  for (const name of new Set(config.repositories)) {
    const repository = await findRepository(reading, name)
    if (repository === undefined) continue
    found += 1
    const mark = markOf(reading.cursor, name)
    const repositoryReading: RepositoryReading = { ...reading, repository, mark, path: `/repos/${name}` }
    yield* readLists(repositoryReading)
    const [owner = ''] = name.split('/')
    if (config.sponsors && reading.api.hasToken && !owners.has(owner)) yield* readSponsors(repositoryReading)
    owners.add(owner)
  }
  if (found === 0)
    throw new UserError(
      `${new URL(config.url).host} shows none of these repositories: ${config.repositories.join(', ')}. Check their names, and that the token may read them.`,
      { status: 422 },
    )
  if (reading.notes.length > 0) yield toPage(reading, [])
}

async function* readLists(reading: RepositoryReading): AsyncGenerator<Page, void, void> {
  const { config, api } = reading
  if (config.issues) {
    // Those an earlier run did not come to.
    if (config.reviews && api.hasToken) yield* readReviews(reading)
    yield* readChanged(reading, issues)
    yield* readChanged(reading, issueComments)
    yield* readChanged(reading, reviewComments)
  }
  if (config.releases) yield* readReleases(reading)
  if (config.stars) yield* readStars(reading)
  if (config.forks) yield* readGrown(reading, forkList)
  if (config.forks && api.hasToken) yield* readForkPushes(reading)
  if (config.discussions && api.hasToken) yield* readDiscussions(reading)
}

const repositoryFacts = z.object({
  id: z.number(),
  private: z.boolean().catch(false),
})

/** What the repository says of itself; undefined, with a note, when it is not shown. */
async function findRepository(reading: Reading, name: string): Promise<Repository | undefined> {
  const { status, json } = await reading.api.readObject(`/repos/${name}`)
  const facts = repositoryFacts.safeParse(json)
  if (status === 200 && facts.success)
    return { name, id: String(facts.data.id), isPrivate: facts.data.private }
  reading.notes.push(`${name} is not shown (GitHub answers ${explainRefusal(status, json)}).`)
  return undefined
}
