import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import {
  openReplayServer,
  type ReplayServer,
  type Said,
  type Seen,
} from '../../../../test/support/replay-server.ts'
import { testAskingConnector } from '../../conformance.ts'
import type { Ask, EventDraft, Page, ReadIo } from '../../connector.ts'
import { type GithubConfig, githubConfig } from './config.ts'
import { connector } from './index.ts'

type Thing = Record<string, unknown>
interface Replayed {
  repository: Thing
  issues: unknown[]
  issueComments: unknown[]
  reviewComments: unknown[]
  reviews: Record<string, unknown[]>
  stars: unknown[]
  /** What everybody is told who does not maintain the repository. */
  starWeeks?: unknown[]
  forks: Thing[]
  compares: Record<string, Thing>
  releases: Thing[] | undefined
  discussions: Thing[]
  sponsors: unknown[]
}

const fixture = new URL('./fixtures/example-tool.json', import.meta.url)
const readFixture = (): Replayed => JSON.parse(readFileSync(fixture, 'utf8')) as Replayed
const date = 'Sun, 01 Mar 2026 12:00:00 GMT'
const pick = (thing: unknown, name: string): string =>
  String(typeof thing === 'object' && thing !== null ? Reflect.get(thing, name) : '')

/** Answers as GitHub does, with few to a page, so that lists have several. */
function answer(told: Replayed, { url, headers, body, method }: Seen, perPage: number): Said {
  const part = url.pathname.replace(/^\/repos\/example\/tool/, '')
  if (method === 'POST') return { headers: { date }, json: answerQuery(told, body, perPage - 1) }
  const listOf: Record<string, () => unknown[]> = {
    ...(told.starWeeks === undefined ? { '/stargazers': () => told.stars } : {}),
    ...(told.starWeeks === undefined ? {} : { '/stargazers/history': () => told.starWeeks ?? [] }),
    '/issues': () => since(told.issues, url),
    '/issues/comments': () => since(told.issueComments, url),
    '/pulls/comments': () => since(told.reviewComments, url),
    '/forks': () => told.forks,
    ...(told.releases === undefined ? {} : { '/releases': () => told.releases ?? [] }),
  }
  const review = /^\/pulls\/(\d+)\/reviews$/.exec(part)?.[1]
  const list = review === undefined ? listOf[part]?.() : told.reviews[review]
  if (list !== undefined) return pageOf(list, url, headers, perPage)
  if (part === '') return { headers: { date }, json: told.repository }
  const compared = told.compares[part.replace('/compare/main...', '')]
  if (compared !== undefined) return { headers: { date }, json: compared }
  return { status: 404, headers: { date }, json: { message: 'Not Found' } }
}

/** Both those that changed at that very second and later. */
function since(list: readonly unknown[], { searchParams }: URL): unknown[] {
  expect([searchParams.get('sort'), searchParams.get('direction')]).toEqual(['updated', 'asc'])
  return list
    .filter((thing) => pick(thing, 'updated_at') >= (searchParams.get('since') ?? ''))
    .sort((left, right) => (pick(left, 'updated_at') < pick(right, 'updated_at') ? -1 : 1))
}

function pageOf(list: readonly unknown[], url: URL, headers: Headers, most: number): Said {
  const page = Number(url.searchParams.get('page') ?? 1)
  const perPage = url.pathname.endsWith('/history') ? 30 : most
  const items = list.slice((page - 1) * perPage, page * perPage)
  const last = Math.ceil(list.length / perPage)
  const to = (number: number): string => `<${url.origin}${url.pathname}?page=${number}>`
  const link = page < last ? `${to(page + 1)}; rel="next", ${to(last)}; rel="last"` : `${to(1)}; rel="first"`
  const etag = `W/"${createHash('sha1')
    .update(JSON.stringify([items, page < last]))
    .digest('hex')}"`
  if (headers.get('if-none-match') === etag) return { status: 304, headers: { date, etag } }
  return { headers: { date, link, etag }, json: items }
}

function connect(nodes: readonly unknown[], after: unknown, most: number): Thing {
  const from = typeof after === 'string' ? Number(after.split(':')[1]) : 0
  const some = nodes.slice(from, from + most)
  const end = from + some.length
  return {
    totalCount: nodes.length,
    nodes: some,
    pageInfo: { hasNextPage: end < nodes.length, endCursor: some.length === 0 ? null : `after:${end}` },
  }
}

/** As GraphQL does, answers no more than was asked for. */
function answerQuery(told: Replayed, body: string, perPage: number): unknown {
  const { query, variables } = JSON.parse(body) as { query: string; variables: Thing }
  const isAsked = (name: string): boolean =>
    /^(?:|\d+|data|errors|type|message)$/.test(name) || new RegExp(`\\b${name}\\b`).test(query)
  const answered = JSON.stringify(answerWhole(told, query, variables, perPage), (name, value: unknown) =>
    isAsked(name) ? value : undefined,
  )
  return JSON.parse(answered)
}

function answerWhole(told: Replayed, query: string, variables: Thing, perPage: number): unknown {
  const { after, id } = variables
  const commentsOf = (discussion: Thing): Thing[] =>
    (discussion['comments'] as Thing[]).map((comment) => ({
      ...comment,
      replies: connect(comment['replies'] as unknown[], undefined, 1),
    }))
  if (query.includes('sponsorshipsAsMaintainer'))
    return { data: { repositoryOwner: { sponsorshipsAsMaintainer: connect(told.sponsors, after, perPage) } } }
  if (query.includes('on DiscussionComment')) {
    const comments = told.discussions.flatMap((discussion) => discussion['comments'] as Thing[])
    const comment = comments.find((one) => one['id'] === id)
    return { data: { node: { replies: connect(comment?.['replies'] as unknown[], after, 1) } } }
  }
  if (query.includes('on Discussion {')) {
    const discussion = told.discussions.find((one) => one['id'] === id) ?? { comments: [] }
    return { data: { node: { comments: connect(commentsOf(discussion), after, perPage) } } }
  }
  if (query.includes('discussions(')) {
    if (after === 'after:expired')
      return {
        data: null,
        errors: [{ type: 'INVALID_CURSOR_ARGUMENTS', message: '`expired` is no cursor.' }],
      }
    const all = told.discussions.map((one) => ({
      ...one,
      comments: connect(commentsOf(one), undefined, perPage),
    }))
    return { data: { repository: { discussions: connect(all, after, perPage) } } }
  }
  const forks = told.forks.map((fork) => ({
    databaseId: fork['id'],
    createdAt: fork['created_at'],
    pushedAt: fork['pushed_at'],
    owner: {
      __typename: pick(fork['owner'], 'type'),
      login: pick(fork['owner'], 'login'),
      databaseId: Number(pick(fork['owner'], 'id')),
    },
    defaultBranchRef: { name: fork['default_branch'] },
  }))
  forks.sort((left, right) => (String(left.pushedAt) < String(right.pushedAt) ? 1 : -1))
  return { data: { repository: { defaultBranchRef: { name: 'main' }, forks: { nodes: forks } } } }
}

const open = (told: Replayed, perPage = 2): Promise<ReplayServer> =>
  openReplayServer((seen) => answer(told, seen, perPage))
const configOf = (server: ReplayServer, more: Thing = {}): Thing => ({
  repositories: ['example/tool'],
  url: server.origin,
  token: 'a-token-of-the-test',
  ...more,
})

const nothing = Object.fromEntries(
  ['issues', 'reviews', 'discussions', 'stars', 'forks', 'releases', 'sponsors'].map((what) => [what, false]),
)

/** Weeks as GitHub counts them, the newest first; that of the last answer is not over. */
const makeWeeks = (weeks: number): Thing[] =>
  Array.from({ length: weeks }, (_none, index) => ({
    week: Date.parse('2026-03-01T00:00:00Z') / 1000 - index * 7 * 86_400,
    total: 9,
    days: [9, 0, 0, 0, 2, 0, 1],
  }))

testAskingConnector(connector, {
  'the work on a repository': async () => {
    const told = readFixture()
    const server = await open(told, 3)
    return {
      server,
      config: configOf(server, { ...nothing, issues: true, reviews: true, releases: true }),
      records: 5 + 3 + 1 + 4 + 2 + 2,
      quarantined: 0,
      grow: () => {
        const at = '2026-02-02T00:00:00Z'
        const comment = { ...(told.issueComments[0] as Thing), id: 2099, created_at: at, updated_at: at }
        told.issueComments.push(comment)
      },
    }
  },
  'those around a repository': async () => {
    const told = readFixture()
    const server = await open(told, 4)
    return {
      server,
      config: configOf(server, { ...nothing, discussions: true, stars: true, forks: true, sponsors: true }),
      records: 5 + 3 + 2 + (2 + 4) + 2,
      quarantined: 0,
      grow: () => {
        const user = { login: 'late', id: 300, type: 'User' }
        told.stars.push({ starred_at: '2026-02-01T00:00:00Z', user })
      },
    }
  },
  'stars of a repository of others': async () => {
    const told = { ...readFixture(), starWeeks: makeWeeks(33) }
    told.starWeeks.push({ week: 'soon', days: [] }, { week: 1e300, days: [1] }, { week: 0, days: 'none' })
    const server = await open(told)
    return {
      server,
      config: configOf(server, { ...nothing, stars: true, token: undefined }),
      records: 36,
      quarantined: 3,
    }
  },
  'without a token, with dirt': async () => {
    const told = readFixture()
    told.issues.push(
      null,
      { id: 1, number: 'one', created_at: '2026-01-01T00:00:00Z', updated_at: 'yesterday' },
      {
        id: 2,
        number: 2,
        created_at: '0000-00-00',
        user: [],
        title: { a: 1 },
        updated_at: '2026-01-09T00:00:00Z',
      },
      {
        ...(told.issues[0] as Thing),
        id: 9,
        number: 9,
        title: "'; DROP TABLE events; --\u0000\u202e",
        user: { login: 5, id: 'x' },
      },
    )
    told.stars.push('a star', { starred_at: '2026-01-09T00:00:00Z', user: null })
    told.releases?.push({ id: 1, assets: 'none' } as Thing)
    const server = await open(told, 100)
    return {
      server,
      config: configOf(server, { token: undefined }),
      records: 9 + 3 + 1 + 7 + 3 + 3 + 2,
      quarantined: 3 + 1 + 1,
    }
  },
})

async function read(told: Replayed, config: Thing = {}, since?: Page['cursor'], perPage = 2) {
  const server = await open(told, perPage)
  const parsed: GithubConfig = githubConfig.parse(configOf(server, config))
  const io = { clock: { now: () => new Date('2026-11-01T12:00:00Z') }, ask: askOnce } as unknown as ReadIo
  const events: EventDraft[] = []
  const notes: string[] = []
  let cursor = since
  try {
    for await (const page of connector.read(parsed, since, io)) {
      cursor = page.cursor
      notes.push(...(page.notes ?? []))
      for (const record of page.records) {
        const outcome = connector.toOutcome(record, parsed)
        if (outcome.kind === 'events') events.push(...outcome.events)
      }
    }
  } finally {
    await server.close()
  }
  return { events, notes, cursor: JSON.parse(JSON.stringify(cursor)) as Page['cursor'], seen: server.seen }
}

async function askOnce({ url, headers, body }: Ask) {
  const answered = await fetch(url, {
    method: body === undefined ? 'GET' : 'POST',
    headers: headers ?? {},
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  const text = await answered.text()
  return {
    status: answered.status,
    headers: answered.headers,
    json: text === '' ? undefined : JSON.parse(text),
  }
}

describe('what becomes of it', () => {
  test('each thing is the event it should be', async () => {
    const { events, notes } = await read(readFixture())
    const counts: Record<string, number> = {}
    for (const { type } of events) counts[type] = (counts[type] ?? 0) + 1
    expect(counts).toEqual({
      'issue.open': 3,
      'pr.open': 2,
      'pr.merged': 1,
      'issue.comment': 2,
      'pr.comment': 2,
      'pr.review': 2,
      'repo.star': 5,
      'repo.fork': 3,
      'repo.fork_ahead': 1,
      'release.publish': 1,
      'software.download': 1,
      'forum.topic': 2,
      'forum.reply': 4,
      'sponsor.start': 2,
    })
    expect(notes).toEqual([])
    expect(JSON.stringify(events)).not.toMatch(/this helps|Enjoy|I cannot find it|Why not longer/)
  })

  test('a merged change is its author’s, at the moment it was merged', async () => {
    const { events } = await read(readFixture())
    expect(events.find(({ type }) => type === 'pr.merged')).toMatchObject({
      sourceEventId: 'merged:1002',
      occurredAt: Date.parse('2026-01-06T09:00:00Z'),
      actor: { username: 'bob-example', accountId: '102' },
      object: { kind: 'thread', id: 'example/tool#2' },
      visibility: 'public',
    })
    expect(events.find(({ sourceEventId }) => sourceEventId === 'issue:1003')?.attrs).toMatchObject({
      bot: '1',
    })
    expect(events.find(({ sourceEventId }) => sourceEventId === 'issue:1004')?.actor).toBeUndefined()
  })

  test('an organisation’s fork that is ahead names the organisation and no person', async () => {
    const { events } = await read(readFixture())
    const [ahead] = events.filter(({ type }) => type === 'repo.fork_ahead')
    expect(ahead).toMatchObject({
      organisationHint: 'example-works',
      occurredAt: Date.parse('2026-01-20T00:00:00Z'),
      quantities: { ahead_by: 12, behind_by: 3 },
    })
    expect(ahead?.actor).toBeUndefined()
  })

  test('an accepted answer, and who sponsors for whom', async () => {
    const { events } = await read(readFixture())
    expect(
      events.find(({ sourceEventId }) => sourceEventId === 'discussion-comment:8101')?.attrs,
    ).toMatchObject({
      accepted: '1',
    })
    expect(
      events.filter(({ type }) => type === 'sponsor.start').map(({ organisationHint }) => organisationHint),
    ).toEqual(['example-works', undefined])
  })

  test('the pages a profile names', async () => {
    const { events } = await read(readFixture())
    expect(
      events.flatMap(({ type, attrs }) => (attrs?.['links'] === undefined ? [] : [[type, attrs['links']]])),
    ).toEqual([
      ['forum.topic', 'bob.example.org'],
      ['sponsor.start', 'bob.example.org gitlab.com/bob-e'],
    ])
  })

  test('what happens in a private repository is private', async () => {
    const told = readFixture()
    told.repository['private'] = true
    const { events } = await read(told)
    expect(new Set(events.map(({ visibility }) => visibility))).toEqual(new Set(['private', 'anonymous']))
  })

  test('accounts of another server are others', async () => {
    const { events } = await read(readFixture())
    expect(events[0]?.actor?.platform).toMatch(/^127\.0\.0\.1:\d+$/)
    const config = githubConfig.parse({ repositories: ['example/tool'] })
    const record = {
      list: 'stars',
      answeredAt: 0,
      repository: { name: 'example/tool', id: '42', isPrivate: false },
    }
    const raw = { starred_at: '2026-01-01T00:00:00Z', user: { login: 'ann-example', id: 101 } }
    expect(connector.toOutcome({ ...record, raw }, config)).toMatchObject({
      events: [{ actor: { username: 'ann-example', accountId: '101' }, flags: ['dated-in-future'] }],
    })
  })
})

describe('a later run', () => {
  const downloads = (events: readonly EventDraft[]) =>
    events.filter(({ type }) => type === 'software.download')

  test('counts only the downloads since, and the same when it is repeated', async () => {
    const told = readFixture()
    const first = await read(told)
    expect(downloads(first.events)).toMatchObject([
      {
        quantities: { count: 120 },
        flags: ['total-so-far'],
        occurredAt: Date.parse('2026-01-02T00:01:00Z'),
        visibility: 'anonymous',
      },
    ])
    const [asset, , zip] = (told.releases ?? []).flatMap((release) => release['assets'] as Thing[])
    Object.assign(asset ?? {}, { download_count: 150 })
    Object.assign(zip ?? {}, { download_count: 4 })
    const second = await read(told, {}, first.cursor)
    expect(downloads(second.events)).toMatchObject([
      { sourceEventId: 'asset:7001:120', quantities: { count: 30 }, occurredAt: Date.parse(date) },
      { sourceEventId: 'asset:7003:0', quantities: { count: 4 }, flags: ['total-so-far'] },
    ])
    const repeated = await read(told, {}, first.cursor)
    expect(downloads(repeated.events)).toEqual(downloads(second.events))
    expect(downloads((await read(told, {}, second.cursor)).events)).toEqual([])
  })

  test('asks only for what is new', async () => {
    const told = readFixture()
    const { cursor, seen } = await read(told)
    const later = await read(told, {}, cursor)
    expect(later.seen.length).toBeLessThan(seen.length / 2)
    const issues = later.seen.filter(({ url }) => url.pathname.endsWith('/issues'))
    expect(issues[0]?.url.searchParams.get('since')).toBe('2026-01-08T09:55:00Z')
    expect(later.seen.some(({ url }) => url.pathname.includes('/compare/'))).toBe(false)
    expect(later.events.filter(({ type }) => /star|fork|forum|sponsor/.test(type))).toEqual([])
  })

  test('finds new stars also when others were taken back', async () => {
    const told = readFixture()
    const { cursor } = await read(told)
    told.stars.splice(0, 3)
    told.stars.push({ starred_at: '2026-02-01T00:00:00Z', user: { login: 'late', id: 300, type: 'User' } })
    const { events } = await read(told, {}, cursor)
    expect(events.filter(({ type }) => type === 'repo.star').map(({ actor }) => actor?.accountId)).toContain(
      '300',
    )
  })

  test('reads discussions anew when GitHub has forgotten its cursor, and says so', async () => {
    const { cursor } = await read(readFixture())
    const marks = cursor['repositories'] as Record<string, Thing>
    Object.assign(marks['example/tool'] ?? {}, { discussions: 'after:expired' })
    const { events, notes } = await read(readFixture(), {}, cursor)
    expect(events.filter(({ type }) => type.startsWith('forum.'))).toHaveLength(6)
    expect(notes).toEqual([expect.stringContaining('are read anew')])
  })

  test('many changes of one second are all read, from page to page', async () => {
    const told = readFixture()
    told.issues = Array.from({ length: 9 }, (_none, index) => ({
      ...(told.issues[0] as Thing),
      id: 50 + index,
      number: 50 + index,
    }))
    const { events } = await read(told)
    expect(
      new Set(events.filter(({ type }) => type === 'issue.open').map(({ sourceEventId }) => sourceEventId))
        .size,
    ).toBe(9)
  })
})

describe('stars that are only counted', () => {
  const stars = (events: readonly EventDraft[]) => events.filter(({ type }) => type === 'repo.star')

  test('each day that is over is counted once, by nobody known', async () => {
    const told = { ...readFixture(), starWeeks: makeWeeks(2) }
    const first = await read(told)
    // The day of the answer, with its nine, is not over.
    expect(stars(first.events)).toMatchObject([
      { occurredAt: Date.parse('2026-02-22T00:00:00Z'), quantities: { count: 9 }, visibility: 'anonymous' },
      { occurredAt: Date.parse('2026-02-26T00:00:00Z'), quantities: { count: 2 } },
      { sourceEventId: 'stars:42:2026-02-28', quantities: { count: 1 } },
    ])
    expect(first.notes).toEqual([expect.stringContaining('only to those who maintain it')])
    const second = await read(told, {}, first.cursor)
    expect([stars(second.events), second.notes]).toEqual([[], []])
  })

  test('go on where the names ended, when GitHub stops telling them', async () => {
    const { cursor } = await read(readFixture())
    const { events } = await read({ ...readFixture(), starWeeks: makeWeeks(20) }, {}, cursor)
    const days = stars(events).map(({ occurredAt }) => new Date(occurredAt).toISOString().slice(0, 10))
    expect(days.sort()[0]).toBe('2026-01-08')
  })
})

describe('what is not there', () => {
  test('a list that is not shown is named, the others are read', async () => {
    const told = readFixture()
    const hidden: Partial<Replayed> = { ...told }
    delete hidden.releases
    const { events, notes } = await read(hidden as Replayed)
    expect(notes).toEqual(['The releases of example/tool are not shown (GitHub answers 404: Not Found).'])
    expect(events.some(({ type }) => type === 'sponsor.start')).toBe(true)
  })

  test('a repository that is gone does not hide another', async () => {
    const { events, notes } = await read(readFixture(), { repositories: ['example/gone', 'example/tool'] })
    expect(notes).toEqual(['example/gone is not shown (GitHub answers 404: Not Found).'])
    expect(events.length).toBeGreaterThan(20)
    await expect(read(readFixture(), { repositories: ['example/gone'] })).rejects.toThrow(
      /shows none of these/,
    )
  })

  test('without a token it says what is left out, and sends none', async () => {
    const { events, notes, seen } = await read(readFixture(), { token: undefined })
    expect(notes).toEqual([expect.stringContaining('Without a token')])
    expect(events.some(({ type }) => ['pr.review', 'forum.topic', 'sponsor.start'].includes(type))).toBe(
      false,
    )
    expect(seen.some(({ headers, method }) => headers.has('authorization') || method === 'POST')).toBe(false)
  })
})

describe('what a person types', () => {
  test.each([
    ['https://github.com/example/tool', 'example/tool'],
    ['https://github.com/example/tool.git', 'example/tool'],
    ['https://www.github.com/Example/t.o_o-l/', 'Example/t.o_o-l'],
  ])('%s is recognised', (address, repository) => {
    expect(connector.recogniseAddress?.(new URL(address))).toMatchObject({ repositories: [repository] })
  })

  test.each([
    'https://github.com/example',
    'https://github.com/example/tool/issues/1',
    'https://github.com/orgs/example',
    'https://github.com/example/..',
    'https://github.example.org/example/tool',
    'https://gist.github.com/example/0123',
  ])('%s is not', (address) => {
    expect(connector.recogniseAddress?.(new URL(address))).toBeUndefined()
  })

  test.each([
    [{ repositories: [] }],
    [{ repositories: ['example'] }],
    [{ repositories: ['../user'] }],
    [{ repositories: ['example/tool?x=1'] }],
    [{ repositories: ['example/tool'], url: 'file:///etc/passwd' }],
    [{ repositories: ['example/tool'], token: 'two words\r\n' }],
  ])('%j is refused', (config) => {
    expect(githubConfig.safeParse(config).success).toBe(false)
  })

  test('GitHub Enterprise is asked where its API is', () => {
    const config = githubConfig.parse({
      repositories: ['example/tool'],
      url: 'https://github.example.org/api/v3/',
    })
    expect(config.url).toBe('https://github.example.org/api/v3')
    expect(connector.hosts?.(config)).toEqual(['github.example.org'])
  })
})
