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
import { gitlabConfig } from './config.ts'
import { connector } from './index.ts'

type Thing = Record<string, unknown>
interface Replayed {
  project: Thing
  issues: unknown[]
  merge_requests: unknown[]
  notes: Record<string, unknown[]>
  starrers?: unknown[]
  forks: unknown[]
  releases: unknown[]
}

const fixture = new URL('./fixtures/example-tool.json', import.meta.url)
const readFixture = (): Replayed => JSON.parse(readFileSync(fixture, 'utf8')) as Replayed
const date = 'Sun, 01 Mar 2026 12:00:00 GMT'
const project = '/api/v4/projects/42'

/** Answers as GitLab does, with few to a page, so that lists have several. */
function answer(told: Replayed, { url }: Seen, perPage: number): Said {
  const part = url.pathname.slice(project.length + 1)
  if (url.pathname === '/api/v4/projects/example%2Fdesktop%2Ftool')
    return { headers: { date }, json: { ...told.project, star_count: told.starrers?.length ?? 0 } }
  const notes = /^(?:issues|merge_requests)\/\d+(?=\/notes$)/.exec(part)?.[0]
  const isChanged = part === 'issues' || part === 'merge_requests'
  const lists: Record<string, unknown[] | undefined> = { ...told, project: undefined, notes: undefined }
  const list =
    notes !== undefined ? told.notes[notes] : isChanged ? changedSince(told[part], url) : lists[part]
  if (!url.pathname.startsWith(project) || list === undefined)
    return { status: 404, headers: { date }, json: { message: '404 Not found' } }
  const page = Number(url.searchParams.get('page') ?? 1)
  const pages = Math.ceil(list.length / perPage)
  const next = page < pages ? String(page + 1) : ''
  return {
    headers: { date, 'x-next-page': next, 'x-total-pages': String(pages) },
    json: list.slice((page - 1) * perPage, page * perPage),
  }
}

function changedSince(list: readonly unknown[], { searchParams }: URL): unknown[] {
  expect([searchParams.get('order_by'), searchParams.get('sort')]).toEqual(['updated_at', 'asc'])
  const changed = (thing: unknown): string =>
    String(typeof thing === 'object' && thing !== null ? Reflect.get(thing, 'updated_at') : '')
  return list
    .filter((thing) => changed(thing) >= (searchParams.get('updated_after') ?? ''))
    .sort((left, right) => (changed(left) < changed(right) ? -1 : 1))
}

const open = (told: Replayed, perPage = 2): Promise<ReplayServer> =>
  openReplayServer((seen) => answer(told, seen, perPage))
const configOf = (server: ReplayServer, more: Thing = {}): Thing => ({
  projects: ['example/desktop/tool'],
  url: server.origin,
  token: 'a-token-of-the-test',
  ...more,
})

testAskingConnector(connector, {
  'a project with everything': async () => {
    const told = readFixture()
    const server = await open(told, 3)
    return {
      server,
      config: configOf(server),
      records: 3 + 2 + 6 + 5 + 2 + 2,
      quarantined: 0,
      grow: () => {
        const user = { id: 300, username: 'late', name: 'Late' }
        told.starrers?.push({ starred_since: '2026-02-01T00:00:00.000Z', user })
      },
    }
  },
  'one with dirt, without notes': async () => {
    const told = readFixture()
    told.issues.push(
      null,
      { id: 1, iid: 'one', created_at: '2026-01-01T00:00:00Z', updated_at: 'yesterday' },
      { id: 2, iid: 2, created_at: '0000-00-00', author: [], updated_at: '2026-01-09T00:00:00.000Z' },
      {
        ...(told.issues[0] as Thing),
        id: 9,
        iid: 9,
        title: "'; DROP TABLE events; --\u0000\u202e",
        author: null,
      },
    )
    told.starrers?.push('a star', { starred_since: null, user: { id: 1 } })
    told.releases.push({ name: 'no tag' })
    const server = await open(told, 100)
    return {
      server,
      config: configOf(server, { notes: false, token: undefined }),
      records: 7 + 2 + 7 + 2 + 3,
      quarantined: 3 + 2 + 1,
    }
  },
})

async function read(told: Replayed, config: Thing = {}, since?: Page['cursor']) {
  const server = await open(told)
  const parsed = gitlabConfig.parse(configOf(server, config))
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

async function askOnce({ url, headers }: Ask) {
  const answered = await fetch(url, { headers: headers ?? {} })
  return { status: answered.status, headers: answered.headers, json: (await answered.json()) as unknown }
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
      'issue.comment': 3,
      'pr.comment': 1,
      'pr.review': 1,
      'repo.star': 5,
      'repo.fork': 2,
      'release.publish': 1,
    })
    expect(notes).toEqual([])
    expect(JSON.stringify(events)).not.toMatch(/this helps|Enjoy|Between us|It says so/)
  })

  test('who did it, in which thread, and what stays private', async () => {
    const { events } = await read(readFixture())
    const find = (id: string): EventDraft | undefined =>
      events.find(({ sourceEventId }) => sourceEventId === id)
    expect(find('merged:2001')).toMatchObject({
      occurredAt: Date.parse('2026-01-07T09:00:00Z'),
      actor: { username: 'bob.example', accountId: '102', name: 'Bob Ray' },
      object: { kind: 'thread', id: 'example/desktop/tool!1' },
      visibility: 'public',
    })
    expect(find('note:3006')).toMatchObject({ type: 'pr.review', attrs: { verdict: 'approved' } })
    for (const id of ['issue:1002', 'note:3003', 'note:3004'])
      expect(find(id)?.visibility, id).toBe('private')
    expect(find('issue:1003')?.actor).toBeUndefined()
    expect(find('merge-request:2002')?.attrs).toMatchObject({ bot: '1' })
    expect(find('fork:5001')?.actor).toMatchObject({ username: 'eve.example', accountId: '103' })
    expect(find('fork:5002')).toMatchObject({
      actor: { accountId: '104' },
      organisationHint: 'example-works/works',
    })
  })

  test('a project that is not public has nothing public', async () => {
    const told = readFixture()
    told.project['visibility'] = 'internal'
    const { events } = await read(told)
    expect(new Set(events.map(({ visibility }) => visibility))).toEqual(new Set(['private']))
  })
})

describe('a later run', () => {
  test('asks only for what is new', async () => {
    const told = readFixture()
    const { cursor, seen } = await read(told)
    expect(seen[0]?.headers.get('authorization')).toBe('Bearer a-token-of-the-test')
    const later = await read(told, {}, cursor)
    expect(later.seen.length).toBeLessThan(seen.length)
    const [, issues] = later.seen
    expect(issues?.url.searchParams.get('updated_after')).toBe('2026-01-06T09:55:00.000Z')
    expect(later.events.filter(({ type }) => /star|fork/.test(type))).toEqual([])
    told.starrers?.push({ starred_since: '2026-02-01T00:00:00.000Z', user: { id: 300, username: 'late' } })
    const third = await read(told, {}, later.cursor)
    expect(third.events.some(({ actor }) => actor?.accountId === '300')).toBe(true)
  })

  test('many changes of one moment are all read, from page to page', async () => {
    const told = readFixture()
    told.issues = Array.from({ length: 9 }, (_none, index) => ({
      ...(told.issues[0] as Thing),
      id: 50 + index,
      iid: 50 + index,
      user_notes_count: 0,
    }))
    const { events } = await read(told)
    expect(
      new Set(events.filter(({ type }) => type === 'issue.open').map((event) => event.sourceEventId)).size,
    ).toBe(9)
  })
})

describe('what is not there', () => {
  test('a list that is not shown is named, the others are read', async () => {
    const told = readFixture()
    delete told.starrers
    const { events, notes } = await read(told)
    expect(notes).toEqual(['The stars of example/desktop/tool are not shown (GitLab answers 404).'])
    expect(events.some(({ type }) => type === 'repo.fork')).toBe(true)
  })

  test('a project that is gone does not hide another', async () => {
    const { events, notes } = await read(readFixture(), {
      projects: ['example/gone', 'example/desktop/tool'],
    })
    expect(notes).toEqual(['example/gone is not shown (GitLab answers 404).'])
    expect(events.length).toBeGreaterThan(15)
    await expect(read(readFixture(), { projects: ['example/gone'] })).rejects.toThrow(/shows none of these/)
  })
})

describe('what a person types', () => {
  test.each([
    ['https://gitlab.com/example/tool', 'example/tool', 'https://gitlab.com'],
    [
      'https://gitlab.example.org/example/desktop/tool.git',
      'example/desktop/tool',
      'https://gitlab.example.org',
    ],
    ['https://salsa.debian.org/example/tool/', 'example/tool', 'https://salsa.debian.org'],
  ])('%s is recognised', (address, name, url) => {
    expect(connector.recogniseAddress?.(new URL(address))).toMatchObject({ projects: [name], url })
  })

  test.each([
    'https://gitlab.com/example',
    'https://gitlab.com/example/tool/-/issues/1',
    'https://gitlab.com/explore/projects',
    'https://github.com/example/tool',
  ])('%s is not', (address) => {
    expect(connector.recogniseAddress?.(new URL(address))).toBeUndefined()
  })

  test.each([
    [{ projects: [] }],
    [{ projects: ['tool'] }],
    [{ projects: ['example/../tool'] }],
    [{ projects: ['example/tool'], url: 'ftp://gitlab.com' }],
    [{ projects: ['example/tool'], token: 'two words' }],
  ])('%j is refused', (config) => {
    expect(gitlabConfig.safeParse(config).success).toBe(false)
  })
})
