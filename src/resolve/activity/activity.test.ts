import { beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { observe } from '../../../test/support/observed.ts'
import { openTestStore } from '../../../test/support/workspace.ts'
import { resolve } from '../resolve.ts'

const store = await openTestStore()
const jane = { name: 'Jane Doe', email: 'jane@example.org' }
const early = ['dated-too-early']

beforeAll(async () => {
  const merge = { ...jane, at: '2020-03-31T23:59:59.999Z', quantities: { 'source.added': 5 } }
  await observe(store, [
    { ...jane, at: '2020-03-01T00:00:00Z', quantities: { 'source.added': 2, 'docs.added': 1 } },
    { ...jane, at: '2020-03-01T18:00:00Z' },
    merge,
    { ...merge, id: 'twice' },
    { ...merge, id: 'twice' },
    { ...jane, at: '2020-04-01T00:00:00Z' },
    { ...jane, at: '1970-01-01T00:00:00Z', flags: early },
    { ...jane, at: '2037-01-01T00:00:00Z', flags: ['dated-in-future'] },
    { ...jane, name: 'J. Doe', at: '2020-03-15T00:00:00Z', type: 'commit.commit' },
    { name: 'Kim Kay', email: 'kim@example.org', at: '2029-01-01T00:00:00Z' },
    { name: 'Lee Lund', email: 'lee@example.org', at: '1970-01-01T00:00:00Z', flags: early },
    ...[1, 1, 2, 0].map((visitor, index) => ({
      id: `visit ${index}`,
      source: 'access-log:site',
      type: 'web.visit',
      visitor,
      network: 9,
      agentClass: 'browser',
      at: '2020-03-05T00:00:00Z',
    })),
    { source: 'counts:hub', type: 'image.pull', quantities: { count: 166 }, at: '2020-03-05T00:00:00Z' },
    { source: 'counts:hub', type: 'image.pull', quantities: { count: 4 }, at: '2020-03-06T00:00:00Z' },
    {
      source: 'access-log:site',
      type: 'web.visit',
      visitor: 3,
      agentClass: 'crawler',
      at: '2020-03-05T00:00:00Z',
    },
    {
      source: 'access-log:site',
      type: 'web.visit',
      visitor: 3,
      agentClass: 'browser',
      at: '2028-03-05T00:00:00Z',
    },
  ])
  await resolve(store, { asOf: new Date('2025-01-01'), signal: new AbortController().signal })
})

test('acts are counted by person, month, source and type; a month is half-open and an act counts once', async () => {
  const rows = await store.read({
    text: `SELECT month, source, type, events, days, first_at, last_at, quantities FROM activity
      INNER JOIN people USING (person_id) WHERE email = 'jane@example.org' ORDER BY month, type`,
    params: {},
    row: z.record(z.string(), z.unknown()),
  })
  expect(rows).toEqual([
    {
      month: '2020-03-01',
      source: 'git:made-up',
      type: 'commit.author',
      events: '4',
      days: 2,
      first_at: '2020-03-01T00:00:00.000Z',
      last_at: '2020-03-31T23:59:59.999Z',
      quantities: { 'source.added': 12, 'docs.added': 1 },
    },
    expect.objectContaining({ month: '2020-03-01', type: 'commit.commit', events: '1', days: 1 }),
    expect.objectContaining({ month: '2020-04-01', type: 'commit.author', events: '1', days: 1 }),
  ])
})

test('a doubtful date counts as an act and dates nothing', async () => {
  const people = await store.read({
    text: 'SELECT name, aliases, events, first_seen, last_seen FROM people ORDER BY name',
    params: {},
    row: z.record(z.string(), z.unknown()),
  })
  expect(people).toEqual([
    {
      name: 'Jane Doe',
      aliases: 2,
      events: '7',
      first_seen: '2020-03-01T00:00:00.000Z',
      last_seen: '2020-04-01T00:00:00.000Z',
    },
    // Acts after the date of the run are not known yet, but who they are is.
    { name: 'Kim Kay', aliases: 1, events: '0', first_seen: null, last_seen: null },
    { name: 'Lee Lund', aliases: 1, events: '1', first_seen: null, last_seen: null },
  ])
})

test('what nobody did by name is counted by class of agent; an unknown visitor is none', async () => {
  const rows = await store.read({
    text: 'SELECT * FROM anonymous_activity ORDER BY agent, type',
    params: {},
    row: z.record(z.string(), z.unknown()),
  })
  const visits = { month: '2020-03-01', source: 'access-log:site', type: 'web.visit' }
  expect(rows).toEqual([
    {
      ...visits,
      source: 'counts:hub',
      type: 'image.pull',
      agent: '',
      events: '170',
      visitors: '0',
      networks: '0',
    },
    { ...visits, agent: 'browser', events: '4', visitors: '2', networks: '1' },
    { ...visits, agent: 'crawler', events: '1', visitors: '1', networks: '0' },
  ])
})
