import type { Page } from '../../connector.ts'
import { findIn } from './find-in.ts'
import { readConnection, readFaults } from './graph.ts'
import { type RepositoryReading, toPage } from './reading.ts'
import type { GithubRecord } from './record.ts'

/** Each needs a request of its own, so only those pushed to most recently are compared. */
const mostCompared = 30

const latestPushes = `query ($owner: String!, $name: String!, $first: Int!) {
  repository(owner: $owner, name: $name) {
    defaultBranchRef { name }
    forks(first: $first, orderBy: {field: PUSHED_AT, direction: DESC}) {
      totalCount
      nodes {
        databaseId createdAt pushedAt isPrivate
        owner { __typename login ... on User { databaseId websiteUrl } ... on Organization { databaseId } }
        defaultBranchRef { name }
      }
    }
  }
}`

/** Compares forks that were pushed to since they were made, and since they were last compared, with what they came from. */
export async function* readForkPushes(reading: RepositoryReading): AsyncGenerator<Page, void, void> {
  const { api, repository, mark, notes } = reading
  const [owner, name] = repository.name.split('/')
  const graph = await api.query(latestPushes, { owner, name, first: mostCompared + 1 })
  const fault = readFaults(graph)
  if (fault !== undefined) notes.push(`What forks of ${repository.name} develop is not told: ${fault}.`)
  const base = findIn(graph.data, 'repository', 'defaultBranchRef', 'name')
  const pushed = readConnection(findIn(graph.data, 'repository', 'forks')).nodes.flatMap(toPushed)
  const fresh = pushed.filter(({ pushedAt }) => pushedAt > (mark.pushes ?? '')).reverse()
  if (fresh.length > mostCompared)
    notes.push(
      `Of the forks of ${repository.name} only the ${mostCompared} pushed to most recently were compared.`,
    )
  // The oldest first, so that the mark says at each page that all before it were compared.
  for (const [index, push] of fresh.slice(-mostCompared).entries()) {
    const compared = typeof base === 'string' ? await compare(reading, base, push) : undefined
    mark.pushes = push.pushedAt
    const record: GithubRecord = {
      list: 'fork pushes',
      repository,
      answeredAt: graph.answeredAt,
      raw: { fork: push.raw, compared },
    }
    yield toPage(reading, [record], {
      done: index + 1,
      total: Math.min(fresh.length, mostCompared),
      unit: `forks of ${repository.name}`,
    })
  }
}

interface Push {
  readonly raw: unknown
  readonly head: string
  readonly pushedAt: string
}

function toPushed(raw: unknown): Push[] {
  const createdAt = findIn(raw, 'createdAt')
  const pushedAt = findIn(raw, 'pushedAt')
  const owner = findIn(raw, 'owner', 'login')
  const branch = findIn(raw, 'defaultBranchRef', 'name')
  if (typeof createdAt !== 'string' || typeof pushedAt !== 'string' || pushedAt <= createdAt) return []
  if (typeof owner !== 'string' || typeof branch !== 'string') return []
  return [{ raw, head: `${owner}:${encodeURIComponent(branch)}`, pushedAt }]
}

/** How far the fork is from its origin; undefined when they share no history any more or the fork is gone. */
async function compare(reading: RepositoryReading, base: string, { head }: Push): Promise<unknown> {
  // The second page holds the counts as well, but not the list of files.
  const path = `${reading.path}/compare/${encodeURIComponent(base)}...${head}`
  const answer = await reading.api.readObject(path, { per_page: 1, page: 2 })
  if (answer.status !== 200) return undefined
  return { ahead_by: findIn(answer.json, 'ahead_by'), behind_by: findIn(answer.json, 'behind_by') }
}
