import { expect, test } from 'vitest'
import { z } from 'zod'
import { type PlacedStay, place, readCoverage } from '../../../../test/support/placing.ts'
import { openTestStore } from '../../../../test/support/workspace.ts'
import { adoptersBy, fitBass, shareAdopted } from '../../discovery/statistics/bass.ts'
import { scheme } from './index.ts'

const store = await openTestStore()
const quarterOf = (index: number): Date => new Date(Date.UTC(2004, 3 * index, 1))

/** Adopters as a market of 400 would have them, spread over each quarter, each with an earlier day of reading along. */
const series = adoptersBy({ m: 400, p: 0.01, q: 0.45 }, 16).map(Math.round)
const adopters = series.flatMap((count, quarter) =>
  Array.from({ length: count }, (_unused, index) => {
    const from = quarterOf(quarter).getTime()
    const length = quarterOf(quarter + 1).getTime() - from
    return {
      who: `Q${String(quarter).padStart(2, '0')} ${String(index).padStart(3, '0')}`,
      at: new Date(Math.round(from + (length * (index + 0.5)) / count)),
      type: 'issue.open' as const,
    }
  }),
)
const early = { who: 'Zoe', at: new Date('2003-01-01T10:00Z'), type: 'commit.author' as const }
const late = { who: 'Zoe', at: new Date('2004-08-01T10:00Z'), type: 'issue.open' as const }
const acts = [...adopters, early, late]

const readFit = () =>
  store.read({
    text: 'SELECT status, reason, market, low, high FROM adoption_fits ORDER BY fitted_at DESC LIMIT 1',
    params: {},
    row: z.object({
      status: z.string(),
      reason: z.string(),
      market: z.number().nullable(),
      low: z.number().nullable(),
      high: z.number().nullable(),
    }),
  })

test('people are placed by the share of the fitted market that had adopted when they did', async () => {
  const stays = await place(store, scheme, { acts }, quarterOf(16))
  const now = stays.filter(({ to }) => to === null)
  // The last quarter ends with the date, which is not before it: fifteen are over.
  const fit = fitBass(series.slice(0, 15))
  if (fit === undefined) throw new Error('it does not fit')
  const expected = adopters.map(({ who, at }) => {
    const quarter = Number(who.slice(1, 3))
    const from = quarterOf(quarter).getTime()
    const periods = quarter + (at.getTime() - from) / (quarterOf(quarter + 1).getTime() - from)
    const share = shareAdopted(fit, periods)
    const at4 = [0.025, 0.16, 0.5, 0.84].filter((cut) => cut < share).length
    return [who, ['innovators', 'early-adopters', 'early-majority', 'late-majority', 'laggards'][at4]]
  })
  expect(now.map(({ who, segment }) => [who, segment])).toEqual(expected)
  expect(new Set(now.map(({ segment }) => segment)).size).toBe(5)
  expect(await readCoverage(store, scheme)).toEqual({
    classified: adopters.length,
    unknown: 1,
    conflicting: 0,
  })
  const [told] = await readFit()
  expect(told).toMatchObject({ status: 'ok', reason: '' })
  expect(told?.market).toBeCloseTo(fit.m, 6)
  expect(told?.low).toBeLessThan(fit.m)
  expect(told?.high).toBeGreaterThan(fit.m)
})

test('an earlier date is what the later one says of it', async () => {
  const earlier = new Date('2007-05-20T00:00:00Z')
  const hindsight = await place(store, scheme, { acts }, quarterOf(16))
  const cut = hindsight
    .filter(({ from }) => from < '2007-05-20')
    .map(
      (stay): PlacedStay =>
        stay.to !== null && stay.to < '2007-05-20' ? stay : { ...stay, to: null, whyLeft: '' },
    )
  const known = await place(store, scheme, { acts }, earlier)
  expect(known.length).toBeGreaterThan(100)
  expect(known).toEqual(cut)
})

test('too little is an answer: nobody is placed, and why is said', async () => {
  const cases = [
    [acts, quarterOf(7), 'insufficient_data', /adopters in 6 quarters; at least 30 in 8 are needed/],
    [adopters.filter(({ who }) => who < 'Q09'), quarterOf(9), 'weak', /has not passed its peak/],
    [[early], quarterOf(16), undefined, undefined],
  ] as const
  for (const [some, asOf, status, reason] of cases) {
    expect(await place(store, scheme, { acts: [...some] }, asOf)).toEqual([])
    const [told] = await readFit()
    expect(told?.status).toBe(status)
    if (reason !== undefined) expect(told?.reason).toMatch(reason)
    expect((await readCoverage(store, scheme)).classified).toBe(0)
  }
})
