import { appendFileSync, copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { beforeEach, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { forgetAll, readRows } from '../../../../test/support/collect-log.ts'
import { makeTestFolder, openTestStore } from '../../../../test/support/workspace.ts'
import { ingest } from '../../ingest.ts'
import type { Run } from '../../run.ts'
import { connector } from './index.ts'

const store = await openTestStore()
const fixtures = join(import.meta.dirname, 'fixtures')
let folder: string
beforeEach(async () => {
  await forgetAll(store)
  folder = join(makeTestFolder(), 'archive')
  mkdirSync(folder)
})

function collect(repositories: readonly string[] = []): Promise<Run> {
  const config = connector.config.parse({ path: folder, repositories })
  const io = {
    clock: { now: () => new Date('2026-11-01T12:00:00Z') },
    signal: new AbortController().signal,
    monthlyKey: () => Promise.reject(new Error('no addresses in an archive')),
  }
  return ingest(store, { id: 'gh-archive:test', connector, config }, { io })
}

const bring = (fixture: string, name = fixture): void =>
  copyFileSync(join(fixtures, fixture), join(folder, name))

const star = (id: number, minute: string): string =>
  `{"id":"${id}","type":"WatchEvent","actor":{"id":${id},"login":"person-${id}"},"repo":{"name":"cache-makers/linker"},"payload":{"action":"started"},"created_at":"2024-01-15T${minute}:00Z"}\n`

test('tells who did what, and names the author of a merged change', async () => {
  bring('2024-01-15-10.json')
  const { outcomes } = await collect()
  expect(outcomes.ignoredBy).toEqual({
    'CreateEvent is not counted': 1,
    'GollumEvent is not counted': 1,
    'IssuesEvent labeled is not counted': 1,
    'PullRequestEvent closed without a merge': 1,
    'a push: its commits are read from git': 1,
  })
  const events = await readRows(
    store,
    `SELECT type, username AS who, concat(object_kind, ' ', object_id) AS what, attrs, quantities, flags FROM events
      LEFT JOIN aliases ON aliases.alias_id = events.alias_id ORDER BY occurred_at`,
    z.object({
      type: z.string(),
      who: z.string().nullable(),
      what: z.string(),
      attrs: z.record(z.string(), z.string()),
      quantities: z.record(z.string(), z.number()),
      flags: z.array(z.string()),
    }),
  )
  const title = 'Remember late symbols'
  expect(events.map(({ type, who, what, attrs }) => [type, who, what, attrs])).toEqual([
    ['repo.star', 'ann-ott', 'repository cache-makers/linker', {}],
    ['repo.fork', 'bob-boe', 'repository cache-makers/linker', { fork: 'bob-boe/linker' }],
    [
      'issue.open',
      'ann-ott',
      'thread cache-makers/linker#12',
      { subject: 'The linker forgets “späte” symbols' },
    ],
    ['issue.comment', 'cyd-carr', 'thread cache-makers/linker#12', {}],
    ['pr.open', 'bob-boe', 'thread cache-makers/linker#13', { subject: title }],
    ['pr.comment', 'helper[bot]', 'thread cache-makers/linker#13', { bot: '1' }],
    ['pr.review', 'cyd-carr', 'thread cache-makers/linker#13', { verdict: 'approved' }],
    ['pr.comment', 'cyd-carr', 'thread cache-makers/linker#13', {}],
    ['pr.merged', 'bob-boe', 'thread cache-makers/linker#13', { subject: title, merged_by: 'cyd-carr' }],
    ['release.publish', 'cyd-carr', 'release cache-makers/linker@v1.2.0', {}],
    ['maintainer.grant', 'bob-boe', 'repository cache-makers/linker', { granted_by: 'cyd-carr' }],
    ['sponsor.start', 'ann-ott', 'repository cache-makers/linker', {}],
    ['repo.star', 'ann-ott', 'repository Other-People/parser', {}],
    ['pr.merged', null, 'thread cache-makers/linker#15', { merged_by: 'cyd-carr' }],
  ])
  expect(events[8]).toMatchObject({ quantities: { files: 3, added: 40, removed: 2 }, flags: [] })
  expect(events[13]?.flags).toEqual(['author-unknown'])
})

test('keeps only the repositories that were chosen; another choice reads everything anew', async () => {
  bring('2024-01-15-10.json')
  const first = await collect(['other-people/*'])
  expect(first.outcomes).toMatchObject({ records: 19, appended: 1, ignored: 18 })
  expect(first.outcomes.ignoredBy).toEqual({ 'not one of the repositories chosen': 18 })
  const second = await collect(['other-people/*', 'Cache-Makers/Linker'])
  expect(second.outcomes).toMatchObject({ records: 19, appended: 13, duplicate: 1 })
})

test('holds what it cannot read, with file, line and reason, and without addresses', async () => {
  bring('dirty.json')
  await collect()
  const held = await readRows(
    store,
    'SELECT position, reason, record FROM quarantine',
    z.object({ position: z.string(), reason: z.string(), record: z.string() }),
  )
  const reasons = held.map(({ position, reason }) => [Number(position.split(':')[1]), reason] as const)
  expect(reasons.sort(([left], [right]) => left - right)).toEqual([
    [2, 'the line is cut off'],
    [4, 'the line is not JSON'],
    [5, 'it is no event of GH Archive'],
    [6, 'it is no event of GH Archive'],
    [8, 'the time cannot be read'],
    [9, 'the time lies in the future, or before there was GitHub'],
    [10, 'it does not say who'],
    [11, 'it does not say which issue or change'],
    [12, 'it names no repository'],
    [13, 'it does not say which release'],
    [16, 'the line is not JSON'],
    [18, 'the line is not JSON'],
  ])
  const kept = held.map(({ record }) => record).join('\n')
  expect(kept).toContain('[address]')
  expect(kept).not.toMatch(/192\.0\.2|bob@example/)
})

test('reads what was written before 2015', async () => {
  bring('2012-04-11-10.json')
  const { outcomes } = await collect()
  expect(outcomes).toMatchObject({ records: 6, appended: 4, quarantined: 0 })
  const written = await readRows(
    store,
    `SELECT concat(type, ' ', username, ' ', object_id, ' ', toString(occurred_at)) AS act FROM events
      JOIN aliases ON aliases.alias_id = events.alias_id ORDER BY occurred_at`,
    z.object({ act: z.string() }),
  )
  expect(written.map(({ act }) => act)).toEqual([
    'repo.star ann-ott cache-makers/linker 2012-03-11 06:55:23.000',
    'issue.comment bob-boe cache-makers/linker#3 2012-04-11 17:00:00.000',
    'pr.comment bob-boe cache-makers/linker#4 2012-04-11 17:00:01.000',
    'issue.open cyd-carr cache-makers/linker#5 2013-01-01 08:00:00.000',
  ])
})

describe('a folder that grows', () => {
  const pack = (name: string, text: string): void => writeFileSync(join(folder, name), gzipSync(text))

  test('only new hours are read, and only what is new in a plain file', async () => {
    pack('2024-01-15-9.json.gz', star(1, '09:00'))
    writeFileSync(join(folder, '2024-01-15-10.json'), star(2, '10:00') + star(3, '10:01'))
    expect((await collect()).outcomes).toMatchObject({ records: 3, appended: 3 })
    expect((await collect()).outcomes.records).toBe(0)
    appendFileSync(join(folder, '2024-01-15-10.json'), star(4, '10:02'))
    pack('2024-01-15-11.json.gz', star(5, '11:00'))
    expect((await collect()).outcomes).toMatchObject({ records: 2, appended: 2 })
    pack('2024-01-15-8.json.gz', star(6, '08:00'))
    expect((await collect()).outcomes).toMatchObject({ records: 6, appended: 1, duplicate: 5 })
    expect((await collect()).outcomes.records).toBe(0)
  })

  test('a damaged or foreign file is said every time, and read once it is whole', async () => {
    const whole = gzipSync(
      Array.from({ length: 2000 }, (_, index) => star(100 + index * 7919, '09:30')).join(''),
    )
    writeFileSync(join(folder, '2024-01-15-9.json.gz'), whole.subarray(0, whole.length >> 1))
    pack('2024-01-15-10.json.gz', star(2, '10:00'))
    writeFileSync(join(folder, 'package.json'), '{"name":"stranger"}\n')
    const first = await collect()
    expect(first.status).toBe('partial')
    expect(first.reason).toMatch(
      /2024-01-15-9\.json\.gz is damaged: it ends in the middle\. The [\d,]+ lines/,
    )
    expect(first.reason).toContain('package.json holds no event of GH Archive at its start')
    expect((await collect()).reason).toMatch(/-9\.json\.gz is damaged.*package\.json holds no event/)
    writeFileSync(join(folder, '2024-01-15-9.json.gz'), whole)
    rmSync(join(folder, 'package.json'))
    const mended = await collect()
    expect(mended).toMatchObject({ status: 'complete', outcomes: { records: 2000, quarantined: 0 } })
    expect((await collect()).outcomes.records).toBe(0)
  })

  test('a missing archive is a sentence', async () => {
    const run = await collect()
    expect(run.status).toBe('failed')
    expect(run.reason).toMatch(/^There is no file of GH Archive at .*, such as 2024-01-15-10\.json\.gz\./)
  })
})

test('the fixtures hold nobody real', () => {
  const all = ['2024-01-15-10.json', '2012-04-11-10.json', 'dirty.json'].map((name) =>
    readFileSync(join(fixtures, name), 'latin1'),
  )
  expect(
    all
      .join('')
      .match(/@[\w.-]+\.\w+/g)
      ?.filter((host) => host !== '@example.org'),
  ).toEqual([])
})
