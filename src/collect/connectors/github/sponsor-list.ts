import type { Page } from '../../connector.ts'
import { findIn } from './find-in.ts'
import { isExpired, readConnection, readFaults } from './graph.ts'
import { type RepositoryReading, toPage } from './reading.ts'
import type { GithubRecord } from './record.ts'

const sponsorships = `query ($owner: String!, $after: String) {
  repositoryOwner(login: $owner) {
    ... on Sponsorable {
      sponsorshipsAsMaintainer(first: 100, after: $after, activeOnly: false, includePrivate: false, orderBy: {field: CREATED_AT, direction: ASC}) {
        nodes {
          id createdAt isOneTimePayment privacyLevel
          sponsorEntity { __typename ... on User { login databaseId name websiteUrl socialAccounts(first: 8) { nodes { url } } } ... on Organization { login databaseId name } }
        }
        pageInfo { hasNextPage endCursor }
      }
    }
  }
}`

/** Who sponsors the owner of a repository, in the order in which they began; those who do it in private are not asked for. */
export async function* readSponsors(reading: RepositoryReading): AsyncGenerator<Page, void, void> {
  const { api, repository, cursor, notes } = reading
  const [owner = ''] = repository.name.split('/')
  for (;;) {
    const after = cursor.sponsors[owner]
    const graph = await api.query(sponsorships, { owner, after: after ?? null })
    if (after !== undefined && isExpired(graph)) {
      notes.push(`GitHub has forgotten how far the sponsors of ${owner} were read; they are read anew.`)
      delete cursor.sponsors[owner]
      continue
    }
    const fault = readFaults(graph)
    if (fault !== undefined) notes.push(`Not all sponsors of ${owner} are told: ${fault}.`)
    const { nodes, hasNext, end } = readConnection(
      findIn(graph.data, 'repositoryOwner', 'sponsorshipsAsMaintainer'),
    )
    if (end !== undefined) cursor.sponsors[owner] = end
    yield toPage(
      reading,
      nodes.map((raw): GithubRecord => ({ list: 'sponsors', repository, answeredAt: graph.answeredAt, raw })),
    )
    if (!hasNext) return
  }
}
