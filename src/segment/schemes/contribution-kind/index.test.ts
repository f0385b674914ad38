import { expect, test } from 'vitest'
import type { Act } from '../../../../test/support/community.ts'
import { place, readCoverage } from '../../../../test/support/placing.ts'
import { openTestStore } from '../../../../test/support/workspace.ts'
import { scheme } from './index.ts'

const store = await openTestStore()
const asOf = new Date('2008-01-10')
const change = (who: string, at: string, lines: Record<string, number>): Act => ({
  who,
  at: new Date(`${at}Z`),
  type: 'commit.author',
  lines,
})
const other = (who: string, at: string, type: Act['type']): Act => ({ who, at: new Date(`${at}Z`), type })

const placed = async (...acts: Act[]) =>
  (await place(store, scheme, { acts }, asOf)).map(({ who, segment, from, to }) => [who, segment, from, to])

test('a change counts once, however long, split by its lines', async () => {
  expect(
    await placed(
      change('Ada', '2007-11-01T10:00', { source: 1 }),
      change('Ada', '2007-11-02T10:00', { source: 1 }),
      change('Ada', '2007-11-03T10:00', { translation: 9000 }),
      change('Ben', '2007-11-01T10:00', { source: 55, build: 45 }),
      change('Cleo', '2007-11-01T10:00', { source: 60, build: 40 }),
    ),
  ).toEqual([
    ['Ada', 'coder', '2007-11-30', null],
    ['Ben', 'mixed', '2007-11-30', null],
    ['Cleo', 'coder', '2007-11-30', null],
  ])
})

test('documentation that goes with a change is part of it, on its own it is documentation', async () => {
  expect(
    await placed(
      change('Ada', '2007-11-01T10:00', { source: 1, docs: 9, other: 30 }),
      change('Ben', '2007-11-01T10:00', { docs: 9 }),
      change('Cleo', '2007-11-01T10:00', { translation: 3, docs: 9 }),
    ),
  ).toEqual([
    ['Ada', 'coder', '2007-11-30', null],
    ['Ben', 'writer', '2007-11-30', null],
    ['Cleo', 'translator', '2007-11-30', null],
  ])
})

test('a change of binary files only is split evenly between their classes', async () => {
  expect(await placed(change('Ada', '2007-11-01T10:00', { docs: 0, tests: 0 }))).toEqual([
    ['Ada', 'mixed', '2007-11-30', null],
  ])
  expect(await placed(change('Ada', '2007-11-01T10:00', { docs: 0 }))).toEqual([
    ['Ada', 'writer', '2007-11-30', null],
  ])
})

test('at most three changes of a day count', async () => {
  const burst = Array.from({ length: 9 }, (_unused, index) =>
    change('Ada', `2007-11-01T1${index}:00`, { translation: 10 }),
  )
  expect(
    await placed(
      ...burst,
      ...['02', '03', '04', '05', '06'].map((day) => change('Ada', `2007-11-${day}T10:00`, { source: 10 })),
    ),
  ).toEqual([['Ada', 'coder', '2007-11-30', null]])
})

test('trailers and committing for others tell a kind too, merges none', async () => {
  expect(
    await placed(
      other('Rita', '2007-11-01T10:00', 'commit.trailer.reported_by'),
      other('Tom', '2007-11-01T10:00', 'commit.trailer.tested_by'),
      other('Vera', '2007-11-01T10:00', 'commit.commit'),
      other('Wim', '2007-11-01T10:00', 'release.publish'),
      { ...change('Xenia', '2007-11-01T10:00', { source: 10 }), merge: true },
      other('Yul', '2007-11-01T10:00', 'commit.trailer.signed_off_by'),
    ),
  ).toEqual([
    ['Rita', 'reporter', '2007-11-30', null],
    ['Tom', 'tester', '2007-11-30', null],
    ['Vera', 'reviewer', '2007-11-30', null],
    ['Wim', 'builder', '2007-11-30', null],
  ])
  expect(await readCoverage(store, scheme)).toEqual({ classified: 4, unknown: 2, conflicting: 0 })
})

test('work of no known kind makes nobody mixed', async () => {
  expect(
    await placed(
      change('Ada', '2007-11-01T10:00', { other: 70 }),
      change('Ada', '2007-11-02T10:00', { other: 70 }),
      change('Ada', '2007-11-03T10:00', { source: 30 }),
      change('Ben', '2007-11-01T10:00', {}),
    ),
  ).toEqual([])
  expect(await readCoverage(store, scheme)).toEqual({ classified: 0, unknown: 2, conflicting: 0 })
})

test('a stay ends when twelve months pass without work, and the reason says so', async () => {
  const stays = await place(
    store,
    scheme,
    {
      acts: [
        change('Ada', '2006-03-31T23:59', { docs: 1 }),
        change('Ben', '2006-03-01T00:00', { docs: 1 }),
        change('Ben', '2007-12-01T00:00', { source: 1 }),
      ],
    },
    asOf,
  )
  expect(stays).toEqual([
    {
      who: 'Ada',
      segment: 'writer',
      from: '2006-03-31',
      to: '2007-03-31',
      why: '100 % of the work of the 12 months to 2006-03-31',
      whyLeft: 'no accepted contribution in the 12 months to 2007-03-31',
    },
    expect.objectContaining({ who: 'Ben', segment: 'writer', to: '2007-03-31' }),
    expect.objectContaining({ who: 'Ben', segment: 'coder', from: '2007-12-31', to: null, whyLeft: '' }),
  ])
})
