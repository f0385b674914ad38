import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { type Followed, followSource } from '../../../../test/support/follow-source.ts'
import {
  openReplayServer,
  type ReplayServer,
  type Said,
  type Seen,
} from '../../../../test/support/replay-server.ts'
import { testAskingConnector } from '../../conformance.ts'
import type { Cursor, EventDraft } from '../../connector.ts'
import { connector } from './index.ts'
import { readMoment } from './shape.ts'

interface Issue {
  id?: string
  key: string
  fields: { created: string; updated: string; [field: string]: unknown }
}
interface Site {
  people: Record<string, { accountId: string; [part: string]: unknown }>
  issues: Issue[]
  comments: Record<string, Record<string, unknown>[]>
}
type Kind = 'Cloud' | 'Server'

const loadSite = (): Site =>
  JSON.parse(readFileSync(fileURLToPath(new URL('./fixtures/site.json', import.meta.url)), 'utf8')) as Site

/** A person as the cloud names them, or as a server does. */
function toPerson(site: Site, who: unknown, kind: Kind): unknown {
  const person = site.people[String(who)]
  if (person === undefined || kind === 'Cloud') return person ?? who
  const { accountId, accountType: _none, ...rest } = person
  return { key: `JIRAUSER${accountId.length}${String(who)}`, name: who, ...rest }
}

const noToken = {
  status: 400,
  json: { errorMessages: ['The provided next page token is invalid or expired.'] },
}

/** The API of a site: some requests and three comments to a page; a token is the request it goes on after. */
const answerAs =
  (site: Site, kind: Kind, pageSize = 2) =>
  ({ url: { pathname, searchParams } }: Seen): Said => {
    const path = pathname.replace(/^\/jira/, '')
    if (path === '/rest/api/2/myself') return { json: toPerson(site, 'hal', kind) }
    if (path === '/rest/api/2/serverInfo') return { json: { deploymentType: kind, version: '10.3.0' } }
    if (path === '/rest/api/2/field')
      return { json: [{ id: 'summary', schema: { type: 'string' } }, organisations] }
    const request = path.match(/^\/rest\/servicedeskapi\/request\/(\d+)\/comment$/)?.[1]
    if (request !== undefined) {
      const all = site.comments[request]
      if (all === undefined) return { status: 404, json: { errorMessage: 'The request is not found' } }
      const start = Number(searchParams.get('start'))
      const values = all
        .slice(start, start + 3)
        .map((comment) => ({ ...comment, author: toPerson(site, comment['author'], kind) }))
      return { json: { size: values.length, start, limit: 3, isLastPage: start + 3 >= all.length, values } }
    }
    if (path !== (kind === 'Cloud' ? '/rest/api/2/search/jql' : '/rest/api/2/search'))
      return { status: 410, json: { errorMessages: ['The requested API has been removed.'] } }
    const from = Number(searchParams.get('jql')?.match(/updated >= (\d+) ORDER BY updated ASC$/)?.[1])
    const list = site.issues
      .map((issue) => ({
        ...issue,
        fields: { ...issue.fields, reporter: toPerson(site, issue.fields['reporter'], kind) },
      }))
      .filter((issue) => changedAt(issue) >= from)
      .sort((a, b) => changedAt(a) - changedAt(b))
    const token = searchParams.get('nextPageToken')
    const last = list.findIndex(({ key }) => `after ${key}` === token)
    if (token !== null && last === -1) return noToken
    const at = kind === 'Cloud' ? last + 1 : Number(searchParams.get('startAt'))
    const issues = list.slice(at, at + pageSize)
    if (kind === 'Server') return { json: { startAt: at, maxResults: pageSize, total: list.length, issues } }
    const isLast = at + pageSize >= list.length
    return { json: { issues, isLast, ...(isLast ? {} : { nextPageToken: `after ${issues.at(-1)?.key}` }) } }
  }

const organisations = {
  id: 'customfield_10002',
  name: 'Organisations',
  schema: { type: 'array', custom: 'com.atlassian.servicedesk:sd-customer-organizations' },
}
const changedAt = ({ fields }: Issue): number => readMoment(fields.updated) ?? 0

const late = (): Issue => ({
  id: '10041',
  key: 'HELP-41',
  fields: {
    created: '2024-03-05T12:00:00.000+0000',
    updated: '2024-03-05T12:00:00.000+0000',
    summary: 'New',
    reporter: 'ada',
  },
})

function addLate(site: Site): void {
  site.issues.push(late())
  site.comments['10041'] = []
}

const makeExample = (kind: Kind, folder: string) => async () => {
  const site = loadSite()
  const server = await openReplayServer(answerAs(site, kind, 4))
  return {
    server,
    config: { url: `${server.origin}${folder}/browse/HELP-1`, token: 't' },
    // Six requests; five, four, none and no comments, and one whose comments are gone.
    records: 16,
    // Requests without a number or date; comments without number, author's number or date.
    quarantined: 5,
    grow: () => addLate(site),
  }
}

testAskingConnector(connector, {
  'a site in the cloud': makeExample('Cloud', ''),
  'a server below a folder': makeExample('Server', '/jira'),
})

const follow = (server: ReplayServer, since?: Cursor, more: object = {}): Promise<Followed> =>
  followSource(connector, { token: 't', url: server.origin, ...more }, since)

const tell = ({
  sourceEventId,
  type,
  occurredAt,
  object,
  actor,
  organisationHint,
  attrs,
}: EventDraft): string =>
  [
    sourceEventId,
    type,
    new Date(occurredAt).toISOString().slice(0, 16),
    object?.id,
    actor?.accountId,
    actor?.username ?? '-',
    actor?.name ?? '-',
    actor?.email ?? '-',
    organisationHint ?? '-',
    JSON.stringify(attrs),
  ].join(' ')

const listsOf = (server: ReplayServer, from = 0): Seen[] =>
  server.seen.slice(from).filter(({ url }) => url.pathname.includes('/search'))

describe('what becomes of it', () => {
  test('who asked and who answered; nothing that was said', async () => {
    const server = await openReplayServer(answerAs(loadSite(), 'Cloud'))
    const { events, outcomes } = await follow(server)
    expect(events.map(tell)).toEqual([
      'ticket:10035 support.ticket 2024-03-01T10:00 10035 qm:0b7c:ada - Ada Ott ada@example.org Harbour, Ltd. {"subject":"Cannot install, help"}',
      'comment:502 support.answer 2024-03-01T10:35 10035 557058:hal - Hal Moss hal@example.com - {}',
      'comment:504 support.answer 2024-03-01T11:00 10035 qm:0b7c:pia - - pia@example.net - {}',
      'comment:505 support.answer 2024-03-01T11:30 10035 557058:robot - Automation for Jira a1b2@connect.atlassian.com - {"bot":"1"}',
      'ticket:10036 support.ticket 2024-03-01T11:31 10036 5b10ac8d82e05b22cc7d4ef5 - - - - {}',
      'ticket:10040 support.ticket 2024-03-03T12:00 10040 qm:0b7c:pia - - pia@example.net - {"subject":"Gone meanwhile"}',
    ])
    expect(new Set(events.map(({ actor }) => actor?.platform))).toEqual(new Set(['atlassian']))
    expect(events.every(({ visibility, contactBasis }) => visibility === 'private' && !contactBasis)).toBe(
      true,
    )
    const left = outcomes.flatMap((outcome) => (outcome.kind === 'events' ? [] : [outcome.reason]))
    expect(left).toContain('it is a note among the staff')
    expect(left).toContain('it does not tell who asked')
    expect(left).toContain('it was deleted meanwhile, or is no request of a customer')
    expect(JSON.stringify(outcomes)).not.toMatch(/must not|version\?|manual|Hm|Which\?|Former/)
    const without = await follow(server, undefined, { subjects: false })
    expect(JSON.stringify(without.events)).not.toMatch(/install/)
    expect(server.seen.at(-1)?.url.search).not.toContain('summary')
    await server.close()
  })

  test('a server names people otherwise, and tells the same', async () => {
    const server = await openReplayServer(answerAs(loadSite(), 'Server'))
    const { events } = await follow(server)
    expect(events.map(tell)[1]).toBe(
      'comment:502 support.answer 2024-03-01T10:35 10035 JIRAUSER10hal hal Hal Moss hal@example.com - {}',
    )
    expect(events[1]?.actor?.platform).toBe(new URL(server.origin).host)
    expect(events).toHaveLength(6)
    await server.close()
  })

  test('it shows its token in the way it is meant, and says what it finds when it is no Jira', async () => {
    const server = await openReplayServer(answerAs(loadSite(), 'Cloud'))
    await follow(server)
    expect(server.seen.at(-1)?.headers.get('authorization')).toBe('Bearer t')
    await follow(server, undefined, { user: 'hal@example.com' })
    const basic = Buffer.from('hal@example.com:t').toString('base64')
    expect(server.seen.at(-1)?.headers.get('authorization')).toBe(`Basic ${basic}`)
    expect(server.seen.every(({ method }) => method === 'GET')).toBe(true)
    await server.close()
    const other = await openReplayServer(() => ({ json: { hello: 1 } }))
    await expect(follow(other)).rejects.toThrow(/does not answer like Jira/)
    await other.close()
  })

  test.each([
    ['https://example.atlassian.net/jira/servicedesk/projects/HELP', 'https://example.atlassian.net'],
    ['https://jira.example.com/', 'https://jira.example.com'],
    ['https://example.com/jira/projects/HELP/queues', 'https://example.com/jira'],
    ['https://api.atlassian.com/ex/jira/11aa/', 'https://api.atlassian.com/ex/jira/11aa'],
  ])('of %s the API is at %s', (url, base) => {
    expect(connector.config.parse({ url, token: 't' })).toMatchObject({ url: base })
  })

  test('only keys of projects get into a question', async () => {
    const settings = { url: 'https://jira.example.com', token: 't' }
    expect(() => connector.config.parse({ ...settings, projects: ['A") OR ("'] })).toThrow(
      /no key of a project/,
    )
    const server = await openReplayServer(answerAs(loadSite(), 'Cloud'))
    await follow(server, undefined, { projects: ['HELP', 'SUP'] })
    expect(listsOf(server)[0]?.url.searchParams.get('jql')).toBe(
      'projectType = service_desk AND project in ("HELP", "SUP") AND updated >= 0 ORDER BY updated ASC',
    )
    await server.close()
  })
})

describe.each(['Cloud', 'Server'] as const)('a later run (%s)', (kind) => {
  test('asks for what changed since, and not again for what it knows', async () => {
    const site = loadSite()
    const server = await openReplayServer(answerAs(site, kind))
    const { cursor } = await follow(server, undefined, { since: '2024-02-01' })
    expect(listsOf(server)[0]?.url.searchParams.get('jql')).toContain(`updated >= ${Date.UTC(2024, 1, 1)} `)
    addLate(site)
    const asked = server.seen.length
    const next = await follow(server, cursor)
    expect(next.events.map(({ sourceEventId }) => sourceEventId)).toEqual(['ticket:10041'])
    const bound = Date.parse('2024-03-03T12:00:00Z') - 600_000
    expect(listsOf(server, asked)[0]?.url.searchParams.get('jql')).toContain(`updated >= ${bound} `)
    expect(server.seen.slice(asked).filter(({ url }) => url.pathname.endsWith('/comment'))).toHaveLength(1)
    await server.close()
  })

  test('does not wait for a day that the server once took for today', async () => {
    const site = loadSite()
    const ahead = late()
    ahead.fields.updated = '2098-01-01T00:00:00.000+0000'
    site.issues.push(ahead)
    const answer = answerAs(site, kind)
    const date = 'Mon, 04 Mar 2024 10:00:00 GMT'
    const server = await openReplayServer((seen) => ({ ...answer(seen), headers: { date } }))
    const { cursor } = await follow(server)
    expect(cursor).toMatchObject({ newest: Date.parse(date) })
    await server.close()
  })
})

describe('a list that is long', () => {
  test('whose token expired is begun where it was left', async () => {
    const server = await openReplayServer(answerAs(loadSite(), 'Cloud'))
    const { events, cursors } = await follow(server)
    const within = cursors.find((cursor) => JSON.stringify(cursor).includes('after HELP-36'))
    const stale = JSON.parse(JSON.stringify(within).replace('after HELP-36', 'stale')) as Cursor
    const asked = server.seen.length
    const anew = await follow(server, stale)
    expect(anew.notes.join()).toMatch(/no longer knows where the last run stopped/)
    const bound = Date.parse('2024-03-01T11:31:00Z') - 600_000
    expect(listsOf(server, asked)[1]?.url.searchParams.get('jql')).toContain(`updated >= ${bound} `)
    // The first two were read before, and are known.
    expect(anew.events.map(tell)).toEqual(events.slice(5).map(tell))
    await server.close()
  })

  test('on a server misses nothing when requests change while it is read', async () => {
    const site = loadSite()
    site.issues = Array.from({ length: 40 }, (_, at) => {
      const issue = late()
      const time = new Date(Date.UTC(2024, 0, 1) + at * 20_000).toISOString().replace('Z', '+0000')
      return { ...issue, id: String(at), key: `HELP-${at}`, fields: { ...issue.fields, updated: time } }
    })
    for (const { id = '' } of site.issues) site.comments[id] = []
    const answer = answerAs(site, 'Server')
    let lists = 0
    const server = await openReplayServer((seen) => {
      const said = answer(seen)
      // After each of the first pages one that was read changes, and those behind it move up.
      const changed = site.issues[lists]
      if (seen.url.pathname.endsWith('/search') && lists++ < 10 && changed !== undefined)
        changed.fields.updated = `2024-02-01T00:${String(lists).padStart(2, '0')}:00.000+0000`
      return said
    })
    const { events } = await follow(server)
    const read = new Set(events.map(({ sourceEventId }) => sourceEventId))
    expect(read.size).toBe(40)
    await server.close()
  })
})
