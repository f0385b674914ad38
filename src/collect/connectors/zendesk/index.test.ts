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

interface Numbered {
  id?: number
  generated_timestamp?: number
  [key: string]: unknown
}
interface Account {
  tickets: Numbered[]
  users: Numbered[]
  organizations: Numbered[]
  comments: Record<string, Numbered[]>
}

const loadAccount = (): Account =>
  JSON.parse(
    readFileSync(fileURLToPath(new URL('./fixtures/account.json', import.meta.url)), 'utf8'),
  ) as Account

/** The account's API, four tickets and three comments to a page; a cursor is the number of tickets before it. */
const answerAs =
  (account: Account) =>
  ({ url: { pathname, searchParams } }: Seen): Said => {
    const some = (list: Numbered[]): Numbered[] => {
      const ids = (searchParams.get('ids') ?? '').split(',').map(Number)
      return list.filter(({ id }) => ids.includes(id ?? 0))
    }
    if (pathname === '/api/v2/users/show_many.json') return { json: { users: some(account.users), count: 1 } }
    if (pathname === '/api/v2/organizations/show_many.json')
      return { json: { organizations: some(account.organizations) } }
    const ticket = pathname.match(/tickets\/(\d+)\/comments\.json$/)?.[1]
    if (ticket !== undefined) {
      const all = account.comments[ticket]
      if (all === undefined)
        return { status: 404, json: { error: 'RecordNotFound', description: 'Not found' } }
      const after = Number(searchParams.get('page[after]') ?? 0)
      const comments = all.slice(after, after + 3)
      const meta = { has_more: all.length > after + 3, after_cursor: String(after + 3) }
      return { json: { comments, users: account.users, meta } }
    }
    const cursor = searchParams.get('cursor')
    if (cursor === 'stale') return { status: 422, json: { error: 'InvalidCursor' } }
    const from = cursor === null ? 0 : Number(cursor)
    const open = account.tickets.filter(
      ({ generated_timestamp: at = 9e9 }) => at >= Number(searchParams.get('start_time') ?? 0),
    )
    const tickets = open.slice(from, from + 4)
    const end = from + tickets.length
    return {
      json: { tickets, after_url: null, after_cursor: String(end), end_of_stream: end >= open.length },
    }
  }

const late: Numbered = {
  id: 41,
  via: { channel: 'web' },
  created_at: '2024-03-05T12:00:00Z',
  generated_timestamp: 1709640000,
  subject: 'New',
  status: 'new',
  requester_id: 9001,
}

testAskingConnector(connector, {
  'an account': async () => {
    const account = loadAccount()
    const server = await openReplayServer(answerAs(account))
    return {
      server,
      config: { url: `${server.origin}/agent/`, token: 't' },
      // Seven tickets; five, two, one and no comments, and one ticket whose comments are gone.
      records: 16,
      // Tickets without date, asker or number; comments without author, number or date.
      quarantined: 6,
      grow: () => {
        account.tickets.push({ ...late })
        account.comments['41'] = []
      },
    }
  },
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
    actor?.name ?? '-',
    actor?.email ?? '-',
    organisationHint ?? '-',
    JSON.stringify(attrs),
  ].join(' ')

describe('what becomes of it', () => {
  test('who asked and who answered; nothing that was said', async () => {
    const server = await openReplayServer(answerAs(loadAccount()))
    const { events, outcomes } = await follow(server)
    expect(events.map(tell)).toEqual([
      'ticket:35 support.ticket 2024-03-01T10:00 35 9001 Ada Ott ada@example.org Harbour, Ltd. {"subject":"Cannot install, help","via":"web"}',
      'comment:502 support.answer 2024-03-01T10:35 35 9002 Hal Moss hal@example.com - {}',
      'comment:504 support.answer 2024-03-01T11:00 35 9003 - pia@example.net - {}',
      'comment:505 support.answer 2024-03-02T09:00 35 -1 - - - {"bot":"1"}',
      'ticket:36 support.ticket 2024-03-02T10:00 36 9004 - - - {"via":"email"}',
      'ticket:40 support.ticket 2024-03-03T12:00 40 9006 - - - {"subject":"Gone meanwhile","via":"chat"}',
    ])
    expect(events.every(({ visibility, contactBasis }) => visibility === 'private' && !contactBasis)).toBe(
      true,
    )
    const left = outcomes.flatMap((outcome) => (outcome.kind === 'events' ? [] : [outcome.reason]))
    expect(left).toContain('it is a note among the staff')
    expect(left).toContain('its ticket was deleted meanwhile')
    expect(JSON.stringify(outcomes)).not.toMatch(/must not|version\?|manual|SCRUBBED|Permanently/)
    expect((await follow(server, undefined, { subjects: false })).events.map(tell).join()).not.toMatch(
      /install/,
    )
    await server.close()
  })

  test('a later run goes on at the cursor; one that expired is left for the last day', async () => {
    const account = loadAccount()
    const server = await openReplayServer(answerAs(account))
    const { cursor } = await follow(server, undefined, { since: '2024-02-01' })
    expect(server.seen[0]?.url.searchParams.get('start_time')).toBe('1706745600')
    account.tickets.push(late)
    account.comments['41'] = []
    const next = await follow(server, cursor)
    expect(next.events.map(({ sourceEventId }) => sourceEventId)).toEqual(['ticket:41'])
    const asked = server.seen.length
    const anew = await follow(server, { ...cursor, after: 'stale' })
    expect(anew.notes.join()).toMatch(/no longer knows where the last run stopped/)
    expect(server.seen[asked + 1]?.url.searchParams.get('start_time')).toBe(String(1709467200 - 86_400))
    await server.close()
  })

  test('it shows its token in the way it is meant', async () => {
    const server = await openReplayServer(answerAs(loadAccount()))
    await follow(server)
    expect(server.seen.at(-1)?.headers.get('authorization')).toBe('Bearer t')
    await follow(server, undefined, { user: 'hal@example.com' })
    const basic = Buffer.from('hal@example.com/token:t').toString('base64')
    expect(server.seen.at(-1)?.headers.get('authorization')).toBe(`Basic ${basic}`)
    await server.close()
    const other = await openReplayServer(() => ({ json: { hello: 1 } }))
    await expect(follow(other)).rejects.toThrow(/does not answer like Zendesk/)
    await other.close()
  })
})
