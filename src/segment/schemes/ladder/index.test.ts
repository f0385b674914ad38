import { expect, test } from 'vitest'
import { z } from 'zod'
import { place, readCoverage } from '../../../../test/support/placing.ts'
import { openTestStore } from '../../../../test/support/workspace.ts'
import { scheme } from './index.ts'

const store = await openTestStore()
const asOf = new Date('2008-01-10')
const acts = [
  { who: 'Ada', at: new Date('2006-01-05T10:00Z'), type: 'commit.author' },
  { who: 'Ben', at: new Date('2007-12-05T10:00Z'), type: 'commit.trailer.signed_off_by' },
  { who: 'robot', at: new Date('2007-12-05T10:00Z'), type: 'commit.author' },
] as const

const readAnonymous = () =>
  store.readOne({
    text: `SELECT members, anonymous FROM segments WHERE segment = 'ladder/P0'`,
    params: {},
    row: z.object({ members: z.coerce.number(), anonymous: z.coerce.number() }),
  })

test('every stay on a rung is a stay in its segment, and says why it ended', async () => {
  const stays = await place(store, scheme, { acts, bots: ['robot'] }, asOf)
  expect(stays.map(({ who, segment, from, to }) => [who, segment, from, to])).toEqual([
    ['Ada', 'P3', '2006-01-05', '2007-02-28'],
    ['Ada', 'P1', '2007-02-28', null],
    ['Ben', 'P1', '2007-12-05', null],
  ])
  expect(stays[0]?.whyLeft).toBe(stays[1]?.why)
  expect(stays[0]?.why).toBe('wrote a change on 2006-01-05')
  expect(await readCoverage(store, scheme)).toEqual({ classified: 2, unknown: 0, conflicting: 0 })
})

test('visitors without a name are counted as the most of one of the last twelve months, machines left out', async () => {
  const visit = (visitor: number, at: string, agent?: string) => ({
    visitor,
    at: new Date(`${at}T10:00:00Z`),
    ...(agent === undefined ? {} : { agent }),
  })
  await place(
    store,
    scheme,
    {
      acts,
      visits: [
        ...[1, 2, 3, 4, 5].map((visitor) => visit(visitor, '2006-11-05')),
        ...[1, 1, 2, 3].map((visitor) => visit(visitor, '2007-11-05')),
        ...[4, 5].map((visitor) => visit(visitor, '2007-12-05')),
        ...[6, 7, 8, 9].map((visitor) => visit(visitor, '2007-11-05', 'crawler')),
        ...[6, 7, 8, 9].map((visitor) => visit(visitor, '2008-02-05')),
        visit(0, '2007-11-05'),
      ],
    },
    asOf,
  )
  expect(await readAnonymous()).toEqual({ members: 0, anonymous: 3 })
})

test('no visitors are none', async () => {
  await place(store, scheme, { acts }, asOf)
  expect(await readAnonymous()).toEqual({ members: 0, anonymous: 0 })
})
