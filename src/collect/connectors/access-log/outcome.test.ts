import { join } from 'node:path'
import { beforeEach, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { collectLog, forgetAll, readRows } from '../../../../test/support/collect-log.ts'
import { openTestStore } from '../../../../test/support/workspace.ts'

const store = await openTestStore()
const fixture = (name: string): string => join(import.meta.dirname, 'fixtures', name)
beforeEach(() => forgetAll(store))

const event = z
  .object({
    type: z.string(),
    at: z.string(),
    tz: z.number().nullable(),
    path: z.string(),
    attrs: z.record(z.string(), z.string()),
    flags: z.array(z.string()),
  })
  .transform(({ type, at, tz, path, attrs, flags }) => [type, at, tz, path, attrs, flags])

const readEvents = () =>
  readRows(
    store,
    `SELECT type, formatDateTime(occurred_at, '%F %T') AS at, tz_offset_min AS tz, object_id AS path, attrs, flags
     FROM events ORDER BY occurred_at, path`,
    event,
  )

const firefox = { agent: 'browser', client: 'Firefox' }

describe('a combined log', () => {
  test('tells acts from what is none, each with a reason', async () => {
    const { outcomes, status } = await collectLog(store, fixture('combined.log'))
    expect(status).toBe('complete')
    expect(outcomes).toMatchObject({ records: 30, appended: 11, duplicate: 1, quarantined: 6, ignored: 12 })
    expect(outcomes.ignoredBy).toEqual({
      'blank line': 1,
      comment: 1,
      'page asset': 1,
      'part of a clone': 1,
      crawler: 1,
      monitoring: 1,
      redirect: 1,
      'client error': 1,
      'server error': 1,
      'not a GET request': 1,
      'not an HTTP request': 2,
    })
    expect(await readEvents()).toEqual([
      ['web.visit', '2026-11-01 09:00:00', 60, '/', firefox, []],
      [
        'docs.visit',
        '2026-11-01 09:00:07',
        60,
        '/docs/install.html',
        { ...firefox, referrer: 'example.org' },
        [],
      ],
      [
        'software.download',
        '2026-11-01 09:01:00',
        60,
        '/download/tool-1.2.3.4.tar.gz',
        { agent: 'tool', client: 'curl' },
        [],
      ],
      ['repo.clone', '2026-11-01 09:02:00', 60, '/tool.git', { agent: 'git', client: 'Git' }, []],
      [
        'package.pull',
        '2026-11-01 09:03:00',
        60,
        '/simple/tool/',
        { agent: 'ci', client: 'pip' },
        ['automated'],
      ],
      [
        'package.pull',
        '2026-11-01 09:04:00',
        60,
        '/pool/main/t/tool/tool_1.2_amd64.deb',
        { agent: 'package-manager', client: 'APT', status: '206' },
        [],
      ],
      [
        'image.pull',
        '2026-11-01 09:05:00',
        60,
        '/v2/example/tool/manifests/latest',
        { agent: 'package-manager', client: 'Docker' },
        [],
      ],
      [
        'web.visit',
        '2026-11-01 09:06:00',
        60,
        '/blog/hello',
        { agent: 'browser', client: 'Safari', referrer: 'news.example.net', status: '304' },
        [],
      ],
      [
        'web.visit',
        '2026-11-01 09:07:00',
        60,
        '/blog/hello',
        { agent: 'browser', client: 'text browser' },
        [],
      ],
      ['web.visit', '2026-11-01 09:11:00', 60, '/say/"hello"', firefox, []],
      [
        'web.visit',
        '2026-11-01 13:42:00',
        -210,
        '/whois/[address]',
        { agent: 'tool', client: 'Wget', referrer: '[address]' },
        [],
      ],
    ])
  })

  test('keeps what it cannot read, with line number and reason, without names', async () => {
    await collectLog(store, fixture('combined.log'))
    const held = await readRows(
      store,
      `SELECT position, record, reason FROM quarantine ORDER BY toUInt32(splitByChar(':', position)[2])`,
      z.object({ position: z.string(), record: z.string(), reason: z.string() }),
    )
    expect(held.map(({ position, reason }) => [position, reason])).toEqual([
      ['combined.log:25', 'the date cannot be read'],
      ['combined.log:26', 'the line is cut off'],
      ['combined.log:27', 'not a line of an access log in this format'],
      ['combined.log:28', 'the status is not a number from 100 to 599'],
      ['combined.log:29', 'the line is cut off'],
      ['combined.log:30', 'the date lies in the future, or before there were web servers'],
    ])
    expect(held[0]?.record).toBe('[address] - - [31/Foo/2026:10:00:00 +0100] "GET / HTTP/1.1" 200 12 "-" "-"')
    expect(held[2]?.record).toBe(
      'not a line of any log, but it mentions [address] and [address] and [address]',
    )
    expect(JSON.stringify(held)).not.toMatch(/bob|carol|192\.0\.2|2001:db8|dave/)
  })

  test('counts visitors and networks without knowing them', async () => {
    await collectLog(store, fixture('combined.log'))
    const [counts] = await readRows(
      store,
      `SELECT uniqExact(visitor) AS visitors, uniqExact(network) AS networks, countIf(visitor = 0) AS unknown,
        uniqExactIf(network, object_id IN ('/v2/example/tool/manifests/latest', '/blog/hello')) AS far,
        countIf(alias_id != 0 OR visibility != 'anonymous' OR lawful_basis = '') AS named FROM events`,
      z.record(z.string(), z.coerce.number()),
    )
    // Networks: 192.0.2.0/24, 198.51.100.0/24, one /48, and none for a host name.
    expect(counts).toEqual({ visitors: 10, networks: 4, unknown: 0, far: 2, named: 0 })
  })
})

describe('other formats', () => {
  test('common', async () => {
    const { outcomes } = await collectLog(store, fixture('common.log'))
    expect(outcomes).toMatchObject({ records: 3, appended: 2, ignoredBy: { 'page asset': 1 } })
    expect(await readEvents()).toEqual(
      [
        ['web.visit', '2026-11-01 09:00:00', 60, '/', { agent: 'unknown' }, []],
        ['docs.visit', '2026-11-01 06:59:59', -420, '/manual/index.html', { agent: 'unknown' }, []],
      ].sort((a, b) => String(a[1]).localeCompare(String(b[1]))),
    )
  })

  test('with the host before the address', async () => {
    await collectLog(store, fixture('vhost.log'), { config: { pages: 'docs.visit' } })
    expect(await readEvents()).toEqual([
      ['docs.visit', '2026-11-01 09:00:00', 60, '/', firefox, []],
      ['docs.visit', '2026-11-01 09:00:01', 60, '/help/', firefox, []],
    ])
    const [row] = await readRows(
      store,
      'SELECT uniqExact(network) AS n FROM events',
      z.object({ n: z.coerce.number() }),
    )
    expect(row?.n).toBe(2)
  })

  test('JSON as nginx is told to write it', async () => {
    const { outcomes } = await collectLog(store, fixture('nginx.jsonl'))
    expect(outcomes).toMatchObject({ records: 3, appended: 2, quarantinedBy: { 'the line is cut off': 1 } })
    expect(await readEvents()).toEqual([
      ['docs.visit', '2026-11-01 09:00:00', 60, '/docs/a', firefox, []],
      [
        'software.download',
        '2026-11-01 09:00:01',
        60,
        '/tool.zip',
        { agent: 'tool', client: 'curl', referrer: 'example.com' },
        [],
      ],
    ])
    const [held] = await readRows(store, 'SELECT record FROM quarantine', z.object({ record: z.string() }))
    expect(held?.record).not.toMatch(/grace|192\.0\.2/)
  })

  test('JSON as Caddy writes it', async () => {
    await collectLog(store, fixture('caddy.jsonl'))
    expect(await readEvents()).toEqual([
      ['docs.visit', '2026-11-01 09:00:00', null, '/manual/start', { agent: 'tool', client: 'curl' }, []],
      ['web.visit', '2026-11-01 09:00:01', null, '/', { ...firefox, referrer: 'news.example.net' }, []],
    ])
  })
})

test('rules of the site come before the usual ones, the first that fits decides', async () => {
  const rules = [
    { path: '/DOWNLOAD/*', counts: 'docs.visit' },
    { path: '/d*', counts: 'ignored' },
  ]
  const { outcomes } = await collectLog(store, fixture('combined.log'), { config: { rules } })
  expect(outcomes.ignoredBy['left out by a rule']).toBe(2)
  const events = await readEvents()
  expect(events.filter(([type]) => type === 'docs.visit').map((row) => row[3])).toEqual([
    '/download/tool-1.2.3.4.tar.gz',
  ])
})

test('a month whose key was destroyed is passed over, and said why', async () => {
  await collectLog(store, fixture('common.log'), { now: '2026-11-20T12:00:00Z' })
  await forgetAll(store)
  const run = await collectLog(store, fixture('common.log'), { now: '2027-03-01T12:00:00Z' })
  expect(run.outcomes).toMatchObject({
    records: 3,
    appended: 0,
    ignoredBy: {
      'page asset': 1,
      'of 2026-11, whose key was destroyed on 2027-03-01: its visitors can no longer be told apart': 2,
    },
  })
})
