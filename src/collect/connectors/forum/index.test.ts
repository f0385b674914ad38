import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { askNobody } from '../../../../test/support/ask-nobody.ts'
import {
  openReplayServer,
  type ReplayServer,
  type Said,
  type Seen,
} from '../../../../test/support/replay-server.ts'
import { testAskingConnector } from '../../conformance.ts'
import type { Cursor, EventDraft, Page, ReadIo } from '../../connector.ts'
import { openAsker } from '../../outgoing/asker.ts'
import { connector } from './index.ts'

const fixtures = fileURLToPath(new URL('./fixtures/craft.example.org', import.meta.url))
const load = <T>(name: string): T => JSON.parse(readFileSync(join(fixtures, name), 'utf8')) as T

interface Numbered {
  id: number
  [key: string]: unknown
}

/** A forum as it is now; tests let it grow. */
interface Forum {
  posts: Numbered[]
  topics: Numbered[]
  /** Whether it answers posts in the way of before 2025: those among 50 numbers. */
  isOld: boolean
}

const openForum = (isOld = false): Forum => ({
  posts: load<{ latest_posts: Numbered[] }>('posts.json').latest_posts,
  topics: load<{ topic_list: { topics: Numbered[] } }>('latest.json').topic_list.topics,
  isOld,
})

const latePost = {
  ...load<{ latest_posts: Numbered[] }>('posts.json').latest_posts.find(({ id }) => id === 22),
  id: 130,
  post_number: 25,
  created_at: '2023-06-01T10:00:00.000Z',
}

const refused: Said = {
  status: 403,
  json: { errors: ['You are not permitted to view that.'], error_type: 'invalid_access' },
}
const gone: Said = {
  status: 404,
  json: { errors: ['The requested URL could not be found.'], error_type: 'not_found' },
}

function answerAs(forum: Forum): (seen: Seen) => Said {
  return ({ url, headers }) => {
    const page = Number(url.searchParams.get('page') ?? 0)
    const name = url.pathname
    if (name === '/site.json') return { json: load('site.json') }
    if (name === '/posts.json') return { json: { latest_posts: listPosts(forum, url) } }
    if (name === '/latest.json')
      return {
        json: {
          topic_list: {
            topics: forum.topics.slice(page * 3, page * 3 + 3),
            ...(forum.topics.length > page * 3 + 3 ? { more_topics_url: `/latest?page=${page + 1}` } : {}),
          },
        },
      }
    if (name === '/t/8.json') return { json: load('t/8.json') }
    if (name === '/directory_items.json')
      return page > 0 ? { status: 400, json: {} } : { json: load('directory_items.json') }
    if (name === '/admin/users/list/active.json') {
      if (headers.get('api-key') !== 'k') return gone
      return { json: page === 1 ? load('members.json') : [] }
    }
    const username = name.match(/^\/u\/(.*)\.json$/)?.[1]
    const member = load<Numbered[]>('members.json').find((one) => one['username'] === username)
    if (member !== undefined)
      return username === 'hidden' ? refused : { json: { user_badges: [], user: member } }
    const liker = url.searchParams.get('username')
    if (name !== '/user_actions.json' || liker === 'hidden') return gone
    return {
      json: url.searchParams.get('offset') === '0' ? load(`likes-${liker}.json`) : { user_actions: [] },
    }
  }
}

function listPosts({ posts, isOld }: Forum, url: URL): Numbered[] {
  const newest = Math.max(...posts.map(({ id }) => id))
  const before = Number(url.searchParams.get('before') ?? newest + (isOld ? 0 : 1))
  const sorted = [...posts].sort((left, right) => right.id - left.id)
  return isOld
    ? sorted.filter(({ id }) => id <= before && id > before - 50)
    : sorted.filter(({ id }) => id < before).slice(0, 50)
}

const makeServed =
  (isOld: boolean, config: object = {}, records = 29, quarantined = 6) =>
  async () => {
    const forum = openForum(isOld)
    const server = await openReplayServer(answerAs(forum))
    return {
      server,
      config: { url: `${server.origin}/`, ...config },
      records,
      quarantined,
      grow: () => void forum.posts.push({ ...latePost }),
    }
  }

testAskingConnector(connector, {
  'a public forum': makeServed(false),
  'an older forum, with the key of an administrator': makeServed(true, { apiKey: 'k' }, 31, 7),
})

test('posts alone, of a forum that hides the rest', async () => {
  const server = await openReplayServer((seen) => {
    if (/directory|site/.test(seen.url.pathname)) return refused
    return answerAs(openForum())(seen)
  })
  const { events, pages } = await follow(server, undefined, { since: '2023-05-01', readers: false })
  expect(events.map(({ sourceEventId }) => sourceEventId).sort()).toEqual(['post:110', 'post:111'])
  expect(pages.flatMap(({ notes = [] }) => notes).join()).toMatch(/does not show its directory/)
  await server.close()
})

describe('saved pages', () => {
  test('are recognised, whole folders and single files, and named after their folder', async () => {
    const facts = { path: fixtures, kind: 'folder', head: Buffer.alloc(0) } as const
    expect(await connector.recognise(facts)).toMatchObject({ path: fixtures, site: 'craft.example.org' })
    const path = join(fixtures, 'posts.json')
    expect(await connector.recognise({ path, kind: 'file', head: readFileSync(path) })).toMatchObject({
      path,
    })
  })

  test('tell what the forum itself would', async () => {
    const events = await readAll({ path: fixtures })
    const served = await readServed({ apiKey: 'k' })
    const tellAll = (list: EventDraft[]): string[] => [...new Set(list.map(tell))].sort()
    expect(tellAll(events)).toEqual(tellAll(served))
  })

  test('one that is damaged is set aside with its name, the others are read', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'groundswell-forum-'))
    cpSync(fixtures, folder, { recursive: true })
    writeFileSync(join(folder, 'cut.json'), readFileSync(join(fixtures, 'posts.json')).subarray(0, 900))
    writeFileSync(join(folder, 'list.jsonl'), `${JSON.stringify(load('posts.json'))}\n{"cut\n[1]\n`)
    const reasons = (await readOutcomes({ path: folder })).flatMap((outcome) =>
      outcome.kind === 'quarantined' ? [`${outcome.position}: ${outcome.reason}`] : [],
    )
    rmSync(folder, { recursive: true })
    expect(reasons).toContain('cut.json: it is no JSON, or breaks off')
    expect(reasons).toContain('list.jsonl:2: it is no JSON, or breaks off')
    expect(reasons).toContain('list.jsonl:3: it is no page that is known')
  })
})

describe('what becomes of it', () => {
  test('topics, replies, accepted answers, likes, those who only joined; nothing that was said', async () => {
    const outcomes = await readOutcomes({ path: fixtures })
    const events = outcomes.flatMap((outcome) => (outcome.kind === 'events' ? outcome.events : []))
    expect([...new Set(events.map(tell))].sort()).toEqual([
      'answer:21 qa.answer 2023-03-01T10:00 thread:8 hal 13 public {"accepted":"1"}',
      'like:110:13 forum.like 2023-05-02T12:00 thread:9 hal 13 private {"parent":"1"}',
      'like:20:13 forum.like 2023-03-02T12:00 thread:8 hal 13 public {"parent":"1"}',
      'like:21:11 forum.like 2023-03-01T12:00 thread:8 ada 11 public {"parent":"2"}',
      'member:-1 forum.join 2023-01-01T00:00 site:craft.example.org system -1 public {"trust_level":"4","role":"admin","bot":"1"}',
      'member:11 forum.join 2023-02-01T00:00 site:craft.example.org ada 11 public {"trust_level":"2","links":"github.com/ada"}',
      'member:13 forum.join 2023-01-05T00:00 site:craft.example.org hal 13 public {"trust_level":"1","role":"moderator"}',
      'member:14 forum.join 2023-05-20T00:00 site:craft.example.org eva 14 private {"trust_level":"0"}',
      'member:15 forum.join 2023-05-21T00:00 site:craft.example.org hidden 15 public {"trust_level":"1","suspended":"1"}',
      'post:1 forum.topic 2023-01-02T08:00 thread:5 system -1 public {"subject":"About the Help category","category":"Help & questions","staff":"1","bot":"1"} 7',
      'post:110 forum.topic 2023-05-01T10:00 thread:9 bea 12 private {"subject":"Moderators only","category":"Staff"} 14',
      'post:111 forum.topic 2023-05-02T10:00 thread:10 discobot -2 public {"subject":"Tutorial","category":"Help & questions","bot":"1"} 6',
      'post:20 forum.topic 2023-03-01T09:00 thread:8 ada 11 public {"subject":"Loom “squeaks” , help","category":"Help & questions"} 24',
      'post:21 forum.reply 2023-03-01T10:00 thread:8 hal 13 public {"category":"Help & questions","parent":"1","staff":"1"} 7',
      'post:22 forum.reply 2023-03-02T10:00 thread:8 nobody - public {"category":"Help & questions"} 9',
      'views:5 web.visit 2023-01-02T08:00 thread:5 nobody - anonymous {} 12',
      'views:8 web.visit 2023-03-01T09:00 thread:8 nobody - anonymous {} 166',
    ])
    expect(JSON.stringify(outcomes)).not.toMatch(/must not be kept|Oil it|Same here|Between us/)
    expect(events.every(({ contactBasis }) => contactBasis === undefined)).toBe(true)
  })

  test('readers are counted once: later only those since, dated from the last reading', async () => {
    const forum = openForum()
    const server = await openReplayServer(answerAs(forum))
    const visits = (list: EventDraft[]): string[] =>
      list.flatMap(({ type, sourceEventId, quantities }) =>
        type === 'web.visit' ? [`${sourceEventId} ${quantities?.['count']}`] : [],
      )
    const first = await follow(server)
    expect(visits(first.events)).toEqual(['views:5 12', 'views:8 166'])
    for (const topic of forum.topics) if (topic.id === 8) topic['views'] = 170
    const second = await follow(server, first.cursor)
    expect(visits(second.events)).toEqual(['views:8:166 4'])
    const grown = second.events.find(({ type }) => type === 'web.visit')
    expect(Math.abs((grown?.occurredAt ?? 0) - Date.now())).toBeLessThan(60_000)
    expect(visits((await follow(server, second.cursor)).events)).toEqual([])
    await server.close()
  })

  test('an answer that is accepted later is found later, also far down its topic', async () => {
    const forum = openForum()
    for (const post of forum.posts) delete post['accepted_answer']
    const solved = forum.topics.find(({ id }) => id === 8)
    if (solved !== undefined) solved['has_accepted_answer'] = false
    const far = { ...latePost, id: 22, post_number: 3, user_id: 12, username: 'bea' }
    const server = await openReplayServer((seen) => {
      const topic = { ...load<object>('t/8.json'), accepted_answer: { post_number: 3 } }
      if (seen.url.pathname === '/t/8.json') return { json: topic }
      return seen.url.pathname === '/posts/by_number/8/3.json' ? { json: far } : answerAs(forum)(seen)
    })
    const first = await follow(server)
    expect(first.events.map(({ type }) => type)).not.toContain('qa.answer')
    if (solved !== undefined) solved['has_accepted_answer'] = true
    const second = await follow(server, first.cursor)
    const answers = second.events.filter(({ type }) => type === 'qa.answer')
    expect(answers.map(({ sourceEventId, actor }) => [sourceEventId, actor?.username])).toEqual([
      ['answer:22', 'bea'],
    ])
    const third = await follow(server, second.cursor)
    expect(third.events.map(({ type }) => type)).not.toContain('qa.answer')
    await server.close()
  })

  test('later runs ask for no profile twice and stop at the posts they know', async () => {
    const server = await openReplayServer(answerAs(openForum()))
    const first = await follow(server)
    const asked = server.seen.length
    await follow(server, first.cursor)
    const again = server.seen.slice(asked).map(({ url }) => url.pathname)
    expect(again.filter((name) => /^\/u\/|user_actions/.test(name))).toEqual([])
    await server.close()
  })

  test('what a key shows is private unless its category is known to be open', async () => {
    const server = await openReplayServer((seen) =>
      seen.url.pathname === '/site.json' ? gone : answerAs(openForum())(seen),
    )
    const tellVisible = ({ events }: { events: EventDraft[] }): string[] => [
      ...new Set(events.filter(({ type }) => type === 'forum.reply').map(({ visibility }) => visibility)),
    ]
    expect(tellVisible(await follow(server, undefined, { apiKey: 'k' }))).toEqual(['private'])
    expect(tellVisible(await follow(server))).toEqual(['public'])
    await server.close()
  })

  test('a key is shown to the forum and named nowhere else; a page that is no forum is told', async () => {
    const server = await openReplayServer(answerAs(openForum()))
    const { pages } = await follow(server, undefined, { apiKey: 'k', apiUser: 'ann' })
    expect(server.seen.every(({ headers }) => headers.get('api-key') === 'k')).toBe(true)
    expect(server.seen[0]?.headers.get('api-username')).toBe('ann')
    expect(JSON.stringify(pages)).not.toContain('"k"')
    await server.close()
    const other = await openReplayServer(() => ({ json: { ok: true } }))
    await expect(follow(other)).rejects.toThrow(/does not answer like a forum that runs on Discourse/)
    await other.close()
  })

  test('its address or its pages, one of them', () => {
    expect(() => connector.config.parse({})).toThrow(/either the address of a forum or the path/)
    expect(() => connector.config.parse({ url: 'https://a.example.org', path: '/x' })).toThrow(/either/)
    expect(connector.recogniseAddress?.(new URL('https://discourse.example.org/latest'))).toMatchObject({
      url: 'https://discourse.example.org',
    })
    expect(connector.recogniseAddress?.(new URL('https://www.example.org/'))).toBeUndefined()
  })
})

const tell = ({
  sourceEventId,
  type,
  occurredAt,
  object,
  actor,
  visibility,
  attrs,
  quantities,
}: EventDraft): string =>
  [
    sourceEventId,
    type,
    new Date(occurredAt).toISOString().slice(0, 16),
    `${object?.kind}:${object?.id.replace(/^127.*/, 'craft.example.org')}`,
    actor?.username ?? 'nobody',
    actor?.accountId ?? '-',
    visibility,
    JSON.stringify(attrs ?? {}),
    ...Object.values(quantities ?? {}),
  ].join(' ')

async function follow(
  server: ReplayServer,
  since?: Cursor,
  more: object = {},
): Promise<{ events: EventDraft[]; cursor: Cursor; pages: Page[] }> {
  const config = connector.config.parse({ url: server.origin, ...more })
  const { signal } = new AbortController()
  const clock = { now: () => new Date() }
  const asker = openAsker({ clock, privateHosts: ['127.0.0.1'], pause: async () => undefined })
  const ask = asker.forSource({ hosts: connector.hosts?.(config) ?? [], signal })
  const pages = await readPages(config, since, { clock, signal, ask, monthlyKey: async () => ({ key: '' }) })
  await asker.close()
  const events = pages.flatMap(({ records }) => records.flatMap((record) => toEvents(record, config)))
  return { events, cursor: JSON.parse(JSON.stringify(pages.at(-1)?.cursor)) as Cursor, pages }
}

type Config = ReturnType<typeof connector.config.parse>

function toEvents(record: unknown, config: Config): readonly EventDraft[] {
  const outcome = connector.toOutcome(record, config)
  return outcome.kind === 'events' ? outcome.events : []
}

async function readPages(config: Config, since: Cursor | undefined, io: ReadIo): Promise<Page[]> {
  const pages: Page[] = []
  for await (const page of connector.read(config, since, io)) pages.push(page)
  return pages
}

async function readOutcomes(more: object): Promise<ReturnType<typeof connector.toOutcome>[]> {
  const config = connector.config.parse({ site: 'craft.example.org', ...more })
  const { signal } = new AbortController()
  const io = {
    clock: { now: () => new Date() },
    signal,
    ask: askNobody,
    monthlyKey: async () => ({ key: '' }),
  }
  const pages = await readPages(config, undefined, io)
  return pages.flatMap(({ records }) => records.map((record) => connector.toOutcome(record, config)))
}

const readAll = async (more: object): Promise<EventDraft[]> =>
  (await readOutcomes(more)).flatMap((outcome) => (outcome.kind === 'events' ? outcome.events : []))

async function readServed(more: object): Promise<EventDraft[]> {
  const server = await openReplayServer(answerAs(openForum()))
  const { events } = await follow(server, undefined, more)
  await server.close()
  return events
}
