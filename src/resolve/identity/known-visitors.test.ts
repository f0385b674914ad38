import { beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { observe } from '../../../test/support/observed.ts'
import { openTestStore } from '../../../test/support/workspace.ts'
import { resolve } from '../resolve.ts'

const store = await openTestStore()
const site = { source: 'tracking:site', platform: 'tracking', type: 'web.visit' }
const ann = { ...site, accountId: 'site/1', type: 'product.use' }
const bo = { ...site, accountId: 'site/2', type: 'product.use' }

beforeAll(async () => {
  await observe(store, [
    // Ann came twice before she signed in, and once after, signed out; her address makes a second alias of hers.
    { ...site, visitor: 1, at: '2024-01-01T00:00:00Z' },
    { ...site, visitor: 1, at: '2024-01-02T00:00:00Z', id: 'twice' },
    { ...site, visitor: 1, at: '2024-01-02T00:00:00Z', id: 'twice' },
    { ...ann, visitor: 1, at: '2024-02-01T00:00:00Z' },
    { ...ann, email: 'ann@example.org', visitor: 1, at: '2024-02-02T00:00:00Z' },
    { ...site, visitor: 1, at: '2024-03-01T00:00:00Z' },
    { ...site, visitor: 1, at: '2031-03-01T00:00:00Z' },
    // A computer in a library: Ann and Bo both signed in there.
    { ...site, visitor: 2, at: '2024-01-05T00:00:00Z' },
    { ...ann, visitor: 2, at: '2024-02-05T00:00:00Z' },
    { ...bo, visitor: 2, at: '2024-02-06T00:00:00Z' },
    // Nobody ever said who this is; and 0 is no visitor.
    { ...site, visitor: 3, at: '2024-01-07T00:00:00Z' },
    { ...site, at: '2024-01-08T00:00:00Z' },
    { ...bo, at: '2024-02-08T00:00:00Z' },
  ])
  await resolve(store, { asOf: new Date('2025-01-01'), signal: new AbortController().signal })
})

const read = (text: string) => store.read({ text, params: {}, row: z.record(z.string(), z.unknown()) })

test('what was done before giving a name is theirs who gave it, if that was one person', async () => {
  expect(await read('SELECT visitor, events, first_seen, last_seen, named_at FROM known_visitors')).toEqual([
    {
      visitor: '1',
      events: '3',
      first_seen: '2024-01-01T00:00:00.000Z',
      last_seen: '2024-03-01T00:00:00.000Z',
      named_at: '2024-02-01T00:00:00.000Z',
    },
  ])
  expect(await read('SELECT events, first_seen, last_seen FROM people ORDER BY events DESC')).toEqual([
    { events: '6', first_seen: '2024-01-01T00:00:00.000Z', last_seen: '2024-03-01T00:00:00.000Z' },
    { events: '2', first_seen: '2024-02-06T00:00:00.000Z', last_seen: '2024-02-08T00:00:00.000Z' },
  ])
})

test('it is counted once: with them by month, and no more among those without a name', async () => {
  expect(
    await read(
      `SELECT month, sum(events) AS visits FROM activity WHERE type = 'web.visit' GROUP BY month ORDER BY month`,
    ),
  ).toEqual([
    { month: '2024-01-01', visits: '2' },
    { month: '2024-03-01', visits: '1' },
  ])
  expect(await read('SELECT month, events, visitors FROM anonymous_activity ORDER BY month')).toEqual([
    { month: '2024-01-01', events: '3', visitors: '2' },
  ])
})
