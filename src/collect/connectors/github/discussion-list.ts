import type { Page } from '../../connector.ts'
import { findIn } from './find-in.ts'
import { type Connection, isExpired, readConnection, readFaults } from './graph.ts'
import { type RepositoryReading, toPage } from './reading.ts'
import type { GithubRecord } from './record.ts'

const author = `author { __typename login ... on User { databaseId name websiteUrl } ... on Bot { databaseId } ... on Organization { databaseId } }`
const comment = `id databaseId createdAt isAnswer body ${author}`
const page = 'pageInfo { hasNextPage endCursor }'
const replies = `replies(first: 50) { nodes { ${comment} } ${page} }`

const discussions = `query ($owner: String!, $name: String!, $after: String) {
  repository(owner: $owner, name: $name) {
    discussions(first: 25, after: $after, orderBy: {field: UPDATED_AT, direction: ASC}) {
      totalCount
      nodes {
        id databaseId number title createdAt updatedAt answerChosenAt body category { name isAnswerable } ${author}
        comments(first: 25) { nodes { ${comment} ${replies} } ${page} }
      }
      ${page}
    }
  }
}`

const moreComments = `query ($id: ID!, $after: String) {
  node(id: $id) { ... on Discussion { comments(first: 50, after: $after) { nodes { ${comment} ${replies} } ${page} } } }
}`

const moreReplies = `query ($id: ID!, $after: String) {
  node(id: $id) { ... on DiscussionComment { replies(first: 100, after: $after) { nodes { ${comment} } ${page} } } }
}`

/** Discussions in the order of their changes, from GitHub's own cursor on, each with all that was said in it. */
export async function* readDiscussions(reading: RepositoryReading): AsyncGenerator<Page, void, void> {
  const { api, repository, mark, notes } = reading
  const [owner, name] = repository.name.split('/')
  for (let done = 0; ; ) {
    const graph = await api.query(discussions, { owner, name, after: mark.discussions ?? null })
    if (mark.discussions !== undefined && isExpired(graph)) {
      notes.push(
        `GitHub has forgotten how far the discussions of ${repository.name} were read; they are read anew.`,
      )
      mark.discussions = undefined
      continue
    }
    const fault = readFaults(graph)
    if (fault !== undefined) notes.push(`Not all discussions of ${repository.name} are told: ${fault}.`)
    const found = findIn(graph.data, 'repository', 'discussions')
    const { nodes, hasNext, end } = readConnection(found)
    for (const discussion of nodes) yield* readDiscussion(reading, discussion, graph.answeredAt)
    done += nodes.length
    if (end !== undefined) mark.discussions = end
    const total = findIn(found, 'totalCount')
    yield toPage(reading, [], {
      done,
      ...(typeof total === 'number' && total >= done ? { total } : {}),
      unit: `discussions of ${repository.name}`,
    })
    if (!hasNext) return
  }
}

async function* readDiscussion(
  reading: RepositoryReading,
  discussion: unknown,
  answeredAt: number,
): AsyncGenerator<Page, void, void> {
  const { repository } = reading
  const opened: GithubRecord = {
    list: 'discussions',
    repository,
    answeredAt,
    raw: without(discussion, 'comments'),
  }
  const number = findIn(discussion, 'number')
  const toRecord = (raw: unknown): GithubRecord => ({
    list: 'discussion comments',
    repository,
    answeredAt,
    raw: without(raw, 'replies'),
    ...(typeof number === 'number' ? { number } : {}),
  })
  const toRecords = (comments: readonly unknown[]): GithubRecord[] =>
    comments.flatMap((said) => [said, ...readConnection(findIn(said, 'replies')).nodes].map(toRecord))
  const first = readConnection(findIn(discussion, 'comments'))
  yield toPage(reading, [opened, ...toRecords(first.nodes)])
  yield* readMoreReplies(reading, first.nodes, toRecord)
  const rest = readRest(reading, findIn(discussion, 'id'), first, { query: moreComments, list: 'comments' })
  for await (const comments of rest) {
    yield toPage(reading, toRecords(comments))
    yield* readMoreReplies(reading, comments, toRecord)
  }
}

async function* readMoreReplies(
  reading: RepositoryReading,
  comments: readonly unknown[],
  toRecord: (raw: unknown) => GithubRecord,
): AsyncGenerator<Page, void, void> {
  for (const said of comments) {
    const first = readConnection(findIn(said, 'replies'))
    const rest = readRest(reading, findIn(said, 'id'), first, { query: moreReplies, list: 'replies' })
    for await (const answers of rest) yield toPage(reading, answers.map(toRecord))
  }
}

/** What follows the first page, which came with what it belongs to. */
async function* readRest(
  { api }: RepositoryReading,
  id: unknown,
  first: Connection,
  more: { readonly query: string; readonly list: string },
): AsyncGenerator<readonly unknown[], void, void> {
  let connection = first
  while (connection.hasNext && typeof id === 'string') {
    const { data } = await api.query(more.query, { id, after: connection.end })
    connection = readConnection(findIn(data, 'node', more.list))
    yield connection.nodes
  }
}

function without(raw: unknown, name: string): unknown {
  if (typeof raw !== 'object' || raw === null) return raw
  return Object.fromEntries(Object.entries(raw).filter(([key]) => key !== name))
}
