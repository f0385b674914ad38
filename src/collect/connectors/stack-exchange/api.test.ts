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

interface Question {
  last_activity_date?: number
  [key: string]: unknown
}

const loadQuestions = (): Question[] =>
  (
    JSON.parse(
      readFileSync(fileURLToPath(new URL('./fixtures/api-questions.json', import.meta.url)), 'utf8'),
    ) as { items: Question[] }
  ).items

/** The API over these questions, two to a page; always packed, as the API is. */
const answerWith =
  (questions: readonly Question[], more: object = {}) =>
  ({ url: { pathname, searchParams } }: Seen): Said => {
    if (pathname === '/filters/create')
      return { isPacked: true, json: { items: [{ filter: '!made', filter_type: 'safe' }], has_more: false } }
    if (searchParams.get('filter') !== '!made' || searchParams.get('site') === 'nowhere')
      return {
        status: 400,
        isPacked: true,
        json: {
          error_id: 400,
          error_name: 'bad_parameter',
          error_message: 'No site found for name `nowhere`',
        },
      }
    const min = Number(searchParams.get('min'))
    const from = (Number(searchParams.get('page')) - 1) * 2
    const active = questions
      .filter(({ last_activity_date: last = Number.MAX_SAFE_INTEGER }) => last >= min)
      .sort((left, right) => (left.last_activity_date ?? 9e15) - (right.last_activity_date ?? 9e15))
    const items = active.slice(from, from + 2)
    return {
      isPacked: true,
      json: { items, has_more: active.length > from + 2, quota_max: 300, quota_remaining: 20, ...more },
    }
  }

testAskingConnector(connector, {
  'a site that is asked': async () => {
    const questions = loadQuestions()
    const server = await openReplayServer(answerWith(questions))
    return {
      server,
      config: { site: 'crochet.example.org', url: server.origin, tagged: 'loom' },
      // Pages are 101 110, 110 111, 112 115, 113 114; 101 brings three comments and three answers.
      records: 14,
      quarantined: 2,
      grow: () => void questions.push({ ...questions[3], question_id: 120, last_activity_date: 1600005000 }),
    }
  },
})

const follow = (server: ReplayServer, since?: Cursor, more: object = {}): Promise<Followed> =>
  followSource(connector, { site: 'crochet.example.org', url: server.origin, ...more }, since)

const tell = ({ sourceEventId, type, occurredAt, object, actor, attrs }: EventDraft): string =>
  [
    sourceEventId,
    type,
    occurredAt / 1000,
    object?.id,
    actor?.name ?? 'nobody',
    `${actor?.platform ?? ''}/${actor?.accountId ?? '-'}`,
    JSON.stringify(attrs),
  ].join(' ')

describe('what the API tells', () => {
  test('is told as from a dump, without what was said', async () => {
    const nameless = { title: 'neither must this' }
    const server = await openReplayServer(answerWith([...loadQuestions(), nameless]))
    const { events, outcomes, notes } = await follow(server)
    expect([...new Set(events.map(tell))]).toEqual([
      'post:101 qa.question 1600000000 101 Ann Ott /5001 {"subject":"Why does my \\"loom\\" squeak & stop?","tags":"loom c++","solved":"1"}',
      'comment:900 qa.comment 1600000100 101 bob_boe /5002 {"parent":"101"}',
      'comment:901 qa.comment 1600000110 101 nobody /- {"parent":"101"}',
      'post:102 qa.answer 1600000200 101 user77 /- {"parent":"101"}',
      'comment:902 qa.comment 1600000210 101 Cy crochet.example.org/9 {"parent":"102"}',
      'post:103 qa.answer 1600000300 101 bob_boe /5002 {"parent":"101","accepted":"1"}',
      'post:110 qa.question 1600001000 110 Community /- {"subject":"Old","tags":"loom","closed":"1","bot":"1"}',
      'post:111 qa.question 1600001000 111 nobody /- {"tags":"loom"}',
      'post:112 qa.question 1600001001 112 bob_boe /5002 {"subject":"In the same second","tags":"loom"}',
      'post:115 qa.question 1600000900 115 bob_boe /5002 {"subject":"Another","tags":"loom"}',
      'post:114 qa.question 1600001600 114 bob_boe /5002 {"subject":"Last","tags":"loom"}',
    ])
    expect(outcomes.filter(({ kind }) => kind === 'quarantined')).toHaveLength(3)
    expect(JSON.stringify(outcomes)).not.toMatch(/must/)
    expect(notes).toEqual(['20 requests to the API are left today.'])
    await server.close()
  })

  test('a later run asks only for what was active since, and makes no second filter', async () => {
    const server = await openReplayServer(answerWith(loadQuestions()))
    const { cursor } = await follow(server, undefined, { key: 'k', since: '2020-01-01' })
    expect(server.seen[1]?.url.searchParams.get('min')).toBe('1577836800')
    expect(server.seen.every(({ url }) => url.searchParams.get('key') === 'k')).toBe(true)
    expect(JSON.stringify(cursor)).not.toContain('"k"')
    const asked = server.seen.length
    await follow(server, cursor)
    expect(server.seen.slice(asked).map(({ url }) => url.searchParams.get('min'))).toEqual(['1600001600'])
    await server.close()
  })

  test('it waits as long as it is told to', async () => {
    const server = await openReplayServer(answerWith(loadQuestions().slice(0, 3), { backoff: 10 }))
    const { waits } = await follow(server)
    expect(waits.length).toBeGreaterThan(0)
    for (const wait of waits) expect(wait).toBeGreaterThan(8_000)
    await server.close()
    const away = await openReplayServer(answerWith(loadQuestions(), { backoff: 3600 }))
    await expect(follow(away)).rejects.toThrow(/allows no more requests until \d{4}-/)
    await away.close()
  })

  test('a spent quota ends the run for now, a refusal tells why', async () => {
    const spent = await openReplayServer(answerWith(loadQuestions(), { quota_remaining: 0 }))
    await expect(follow(spent)).rejects.toThrow(/allows no more requests now: the quota of today is spent\./)
    await spent.close()
    const message = 'too many requests from this IP, more requests available in 4711 seconds'
    const throttled = await openReplayServer(() => ({
      status: 400,
      json: { error_id: 502, error_message: message },
    }))
    await expect(follow(throttled)).rejects.toMatchObject({
      name: 'PartialRead',
      message: expect.stringContaining(message),
    })
    await throttled.close()
    const server = await openReplayServer(answerWith(loadQuestions()))
    await expect(follow(server, undefined, { site: 'nowhere' })).rejects.toThrow(
      /refuses the request \(400\): No site/,
    )
    await server.close()
  })
})

test.each([
  ['https://stackoverflow.com/questions/tagged/c%23+loom', { site: 'stackoverflow.com', tagged: 'c#;loom' }],
  ['https://crafts.stackexchange.com/', { site: 'crafts.stackexchange.com' }],
])('%s is known by its address', (address, config) => {
  expect(connector.recogniseAddress?.(new URL(address))).toMatchObject(config)
})

test.each(['https://stackexchange.com/', 'https://stackoverflow.example.org/', 'https://www.example.org/'])(
  '%s is no site of the network',
  (address) => expect(connector.recogniseAddress?.(new URL(address))).toBeUndefined(),
)
