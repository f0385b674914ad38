import { expect, test } from 'vitest'
import { z } from 'zod'
import { type Act, settle } from '../../test/support/community.ts'
import { openTestStore } from '../../test/support/workspace.ts'
import { readKnownSchemes } from './definitions/known-schemes.ts'
import { rungs, segment } from './index.ts'
import { schemes } from './registry.gen.ts'

const store = await openTestStore()
const asOf = new Date('2008-03-10')
const signal = new AbortController().signal

/** Forty people over two years: some every week, some once, some only signing off, one robot. */
const acts: Act[] = Array.from({ length: 600 }, (_unused, index) => ({
  who: index % 40 === 39 ? 'robot' : `Person ${String((index * index) % 40).padStart(2, '0')}`,
  at: new Date(Date.UTC(2006, 0, 1) + ((index * 7919) % 820) * 86_400_000),
  type: index % 11 === 0 ? 'commit.trailer.signed_off_by' : 'commit.author',
  lines: { [['source', 'translation', 'docs', 'build'][index % 4] ?? 'other']: (index % 9) + 1 },
}))
const community = {
  acts,
  bots: ['robot'],
  employments: [
    { who: 'Person 01', organisation: 'Example Ltd', kind: 'corporate' },
    { who: 'Person 04', organisation: 'Example University', kind: 'education' },
    { who: 'Person 04', organisation: 'City of Example', kind: 'government' },
  ],
}

const count = z.coerce.number()
const countRows = (text: string, row: z.ZodType<number> = count) =>
  store.readOne({ text: `SELECT (${text}) AS answer`, params: {}, row: z.object({ answer: row }) })

const readEverything = () =>
  store.read({
    text: `SELECT segment, subject_id, toString(entered_at) AS since, toString(left_at) AS until, entered_reason, left_reason
      FROM memberships ORDER BY segment, subject_id, entered_at`,
    params: {},
    row: z.unknown(),
  })

test('every scheme accounts for every human seen, and says each step before it', async () => {
  await settle(store, community)
  const steps: [string, number, number][] = []
  const report = await segment(store, { asOf, signal, onStep: (...step) => steps.push(step) })
  expect(report).toMatchObject({ stage: 'segment', asOf, notes: [] })
  expect(await countRows('SELECT count() FROM memberships')).toEqual({ answer: report.rows })
  expect(steps.map(([, done]) => done)).toEqual(steps.map((_step, index) => index))
  expect(new Set(steps.map(([, , total]) => total))).toEqual(new Set([steps.length]))

  const humans = new Set(acts.filter((act) => act.who !== 'robot' && act.at < asOf).map((act) => act.who))
    .size
  const coverage = await store.read({
    text: `SELECT scheme, classified, unknown, conflicting FROM schemes WHERE subject_kind = 'person' ORDER BY scheme`,
    params: {},
    row: z.object({ scheme: z.string(), classified: count, unknown: count, conflicting: count }),
  })
  const told = await readKnownSchemes(store)
  const shown = told.filter(({ subject, segments }) => subject === 'person' && segments.length > 0)
  expect(coverage.map(({ scheme }) => scheme)).toEqual(
    [
      ...schemes.filter(({ subjectKind }) => subjectKind === 'person').map(({ name }) => name),
      ...shown.map(({ scheme }) => scheme),
    ].sort(),
  )
  for (const { classified, unknown, conflicting } of coverage)
    expect(classified + unknown + conflicting).toBe(humans)
  expect(coverage.find(({ scheme }) => scheme === 'organisation-kind')).toMatchObject({
    classified: 1,
    conflicting: 1,
  })
  expect(coverage.find(({ scheme }) => scheme === 'ladder')).toMatchObject({ classified: humans })
})

test('nobody is in two segments of a scheme placed by a model at once, and every stay has a length and reasons', async () => {
  expect(
    await countRows(`SELECT count() FROM (
      SELECT leadInFrame(entered_at) OVER (PARTITION BY scheme, subject_id ORDER BY entered_at
        ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING) AS next_at, left_at, count() OVER (PARTITION BY scheme, subject_id) AS stays
      FROM memberships WHERE scheme IN ('activity-rfm', 'contribution-kind', 'ladder', 'organisation-kind'))
      WHERE next_at > toDateTime64(0, 3) AND (left_at IS NULL OR left_at > next_at)`),
  ).toEqual({ answer: 0 })
  expect(
    await countRows(`SELECT count() FROM memberships WHERE left_at <= entered_at OR entered_reason = ''
      OR entered_at >= toDateTime64('2008-03-10', 3) OR (left_at IS NULL) != (left_reason = '')`),
  ).toEqual({ answer: 0 })
})

test('segments count their open members', async () => {
  expect(
    await countRows(`SELECT count() FROM segments LEFT JOIN (
        SELECT segment, countIf(left_at IS NULL) AS open FROM memberships GROUP BY segment) AS stays USING (segment)
      WHERE members != ifNull(open, 0)`),
  ).toEqual({ answer: 0 })
  expect(await countRows('SELECT count() FROM segments')).toEqual({
    answer: [...schemes, ...(await readKnownSchemes(store))].reduce(
      (sum, one) => sum + one.segments.length,
      0,
    ),
  })
})

test('running again changes nothing; stopping half-way neither', async () => {
  const before = await readEverything()
  await segment(store, { asOf, signal })
  expect(await readEverything()).toEqual(before)
  const stop = new AbortController()
  const run = segment(store, {
    asOf: new Date('2007-01-01'),
    signal: stop.signal,
    onStep: (_step, done) => {
      if (done === 4) stop.abort()
    },
  })
  await expect(run).rejects.toThrow(/abort/i)
  expect(await readEverything()).toEqual(before)
  await segment(store, { asOf, signal })
  expect(await readEverything()).toEqual(before)
})

test('events after the date change nothing', async () => {
  const before = await readEverything()
  await settle(store, { ...community, acts: acts.filter((act) => act.at < asOf) })
  await segment(store, { asOf, signal })
  expect(await readEverything()).toEqual(before)
})

test.each(['1960-01-01', '9999-01-01'])('%s can be asked for', async (date) => {
  await settle(store, { acts: [{ who: 'Ada', at: new Date('2007-01-05T10:00Z'), type: 'commit.author' }] })
  await segment(store, { asOf: new Date(date), signal })
  const isLater = date > '2007'
  expect(await countRows('SELECT count() FROM memberships WHERE left_at IS NULL')).toEqual({
    answer: isLater ? 2 : 0,
  })
})

test('an empty workspace has segments without members, and says why', async () => {
  await settle(store, { acts: [] })
  const report = await segment(store, { asOf, signal })
  expect(report.rows).toBe(0)
  expect(report.notes).toEqual([
    'Nobody is known by name before this date, so there is nobody to segment yet.',
  ])
  expect(await countRows('SELECT count() FROM segments WHERE members > 0 OR anonymous > 0')).toEqual({
    answer: 0,
  })
})

test('the rungs are the six of the ladder, from the bottom up', () => {
  expect(rungs.map(({ state }) => state)).toEqual(['P0', 'P1', 'P2', 'P3', 'P4', 'P5'])
})
