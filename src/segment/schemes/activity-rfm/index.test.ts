import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Act } from '../../../../test/support/community.ts'
import { place, readCoverage } from '../../../../test/support/placing.ts'
import { openTestStore } from '../../../../test/support/workspace.ts'
import { eventTypes } from '../../../core/index.ts'
import { splitIntoParts } from '../../part.ts'
import { scheme } from './index.ts'

const store = await openTestStore()
const oneDay = 86_400_000

const act = (who: string, at: string, type: Act['type'] = 'commit.author'): Act => ({
  who,
  at: new Date(`${at}T10:00:00Z`),
  type,
})

describe('one person', () => {
  const segmentsOf = async (asOf: string, ...acts: Act[]) =>
    (await place(store, scheme, { acts }, new Date(asOf))).map(({ segment, from, to }) => [segment, from, to])

  test('is new for 90 days, then by activity, then dormant', async () => {
    expect(await segmentsOf('2008-06-15', act('Ada', '2006-01-20'))).toEqual([
      ['new', '2006-01-31', '2006-04-30'],
      ['occasional', '2006-04-30', '2007-01-31'],
      ['dormant', '2007-01-31', null],
    ])
  })

  test('looks on until the first act that takes part or contributes', async () => {
    const seen = act('Ada', '2006-01-20', 'commit.trailer.signed_off_by')
    expect(await segmentsOf('2006-06-15', seen, act('Ada', '2006-04-05'))).toEqual([
      ['onlooker', '2006-01-31', '2006-04-30'],
      ['new', '2006-04-30', null],
    ])
    expect(await segmentsOf('2006-06-15', seen)).toEqual([['onlooker', '2006-01-31', null]])
  })

  test('seen after the last month end is placed at the date looked at', async () => {
    expect(await segmentsOf('2006-06-15', act('Ada', '2006-06-03'))).toEqual([['new', '2006-06-14', null]])
    expect(await readCoverage(store, scheme)).toEqual({ classified: 1, unknown: 0, conflicting: 0 })
  })

  test('who comes back is no longer dormant', async () => {
    expect(await segmentsOf('2008-06-15', act('Ada', '2006-01-20'), act('Ada', '2008-03-03'))).toEqual([
      ['new', '2006-01-31', '2006-04-30'],
      ['occasional', '2006-04-30', '2007-01-31'],
      ['dormant', '2007-01-31', '2008-03-31'],
      ['occasional', '2008-03-31', null],
    ])
  })
})

const history = fc
  .array(
    fc.record({
      who: fc.oneof(fc.integer({ min: 0, max: 29 }), fc.integer({ min: 0, max: 4 })),
      day: fc.integer({ min: 0, max: 800 }),
      type: fc.constantFrom<Act['type']>('commit.author', 'commit.commit', 'commit.trailer.signed_off_by'),
    }),
    { minLength: 150, maxLength: 400 },
  )
  .map((acts) =>
    acts.map(
      ({ who, day, type }): Act => ({
        who: `Person ${String(who).padStart(2, '0')}`,
        at: new Date(Date.UTC(2006, 0, 1, 10) + day * oneDay),
        type,
      }),
    ),
  )

test('a community is placed as counting by hand places it, in one part or in many', async () => {
  const segmentsSeen = new Set<string>()
  await fc.assert(
    fc.asyncProperty(history, fc.integer({ min: 200, max: 1300 }), async (acts, days) => {
      const asOf = new Date(Date.UTC(2006, 0, 1) + days * oneDay)
      const stays = await place(store, scheme, { acts }, asOf)
      expect(stays.map(({ who, segment, from, to }) => ({ who, segment, from, to }))).toEqual(
        placeByHand(acts, asOf),
      )
      for (const { segment } of stays) segmentsSeen.add(segment)
      const people = new Set(acts.filter((one) => one.at < asOf).map((one) => one.who)).size
      expect(await readCoverage(store, scheme)).toEqual({ classified: people, unknown: 0, conflicting: 0 })
      const halves = [
        { first: '0', last: '14' },
        { first: '15', last: '18446744073709551615' },
      ]
      expect(await place(store, scheme, { acts }, asOf, halves)).toEqual(stays)
    }),
    { numRuns: 3, seed: 11 },
  )
  expect([...segmentsSeen].sort()).toEqual(scheme.segments.map((segment) => segment.name).sort())
})

test('ids are split into parts without gap', () => {
  const parts = splitIntoParts(10, 3)
  expect(parts).toHaveLength(4)
  expect(parts[0]?.first).toBe('0')
  expect(parts.at(-1)?.last).toBe(String(2n ** 64n - 1n))
  for (const [index, part] of parts.entries())
    if (index > 0) expect(BigInt(part.first)).toBe(BigInt(parts[index - 1]?.last ?? 0) + 1n)
})

interface Measure {
  readonly who: string
  readonly recency: number
  readonly frequency: number
  readonly value: number
}

/** The scheme once more, month end by month end, from the list of acts. */
function placeByHand(all: readonly Act[], asOf: Date) {
  const acts = all.filter((one) => one.at < asOf)
  const people = [...new Set(acts.map((one) => one.who))].sort()
  const lastDay = toDay(asOf.getTime() - 1)
  const stays = new Map<string, { who: string; segment: string; from: string; to: string | null }[]>()
  for (let month = 0; ; month++) {
    const monthEnd = toDay(Date.UTC(2006, month + 1, 1) - 1)
    const seenOn = Math.min(monthEnd, lastDay)
    const measures = people.flatMap((who) => measure(acts, who, seenOn))
    for (const who of people) {
      const segment = choose(acts, who, seenOn, measures)
      const list = stays.get(who) ?? []
      const last = list.at(-1)
      if (segment === undefined || last?.segment === segment) continue
      const from = new Date(seenOn * oneDay).toISOString().slice(0, 10)
      if (last !== undefined) last.to = from
      list.push({ who, segment, from, to: null })
      stays.set(who, list)
    }
    if (monthEnd >= lastDay) break
  }
  return people.flatMap((who) => stays.get(who) ?? [])
}

const toDay = (at: number): number => Math.floor(at / oneDay)
const isActive = (one: Act): boolean => 'contribution' in eventTypes[one.type]

function measure(acts: readonly Act[], who: string, seenOn: number): Measure[] {
  const active = acts.filter((one) => one.who === who && isActive(one) && toDay(one.at.getTime()) <= seenOn)
  const days = active.map((one) => toDay(one.at.getTime())).filter((day) => day > seenOn - 365)
  if (days.length === 0) return []
  const times = new Map<string, number>()
  let value = 0
  for (const one of active) {
    const day = toDay(one.at.getTime())
    if (day <= seenOn - 365) continue
    const key = `${day} ${one.type}`
    times.set(key, (times.get(key) ?? 0) + 1)
    if ((times.get(key) ?? 0) <= 3) value += eventTypes[one.type].weight
  }
  return [{ who, recency: 364 - (seenOn - Math.max(...days)), frequency: new Set(days).size, value }]
}

/** Quintile of the mid-rank: equal values share it. */
function score(values: readonly number[], value: number): number {
  const below = values.filter((other) => other < value).length
  const equal = values.filter((other) => other === value).length
  return Math.min(5, 1 + Math.floor((5 * (below + equal / 2)) / values.length))
}

function choose(
  acts: readonly Act[],
  who: string,
  seenOn: number,
  measures: readonly Measure[],
): string | undefined {
  const days = acts
    .filter((one) => one.who === who && toDay(one.at.getTime()) <= seenOn)
    .map((one) => ({ day: toDay(one.at.getTime()), active: isActive(one) }))
  if (days.length === 0) return undefined
  const firstActive = Math.min(...days.filter(({ active }) => active).map(({ day }) => day))
  if (firstActive === Number.POSITIVE_INFINITY) return 'onlooker'
  const own = measures.find((one) => one.who === who)
  if (own === undefined) return 'dormant'
  if (seenOn - firstActive < 90) return 'new'
  const r = score(
    measures.map((one) => one.recency),
    own.recency,
  )
  const f = score(
    measures.map((one) => one.frequency),
    own.frequency,
  )
  const v = score(
    measures.map((one) => one.value),
    own.value,
  )
  const isCurrent = r >= 3 || 364 - own.recency < 30
  const isOften = f >= 3 && own.frequency >= 3
  if (isCurrent && isOften && f >= 4 && v >= 4) return 'core'
  if (isCurrent) return isOften ? 'steady' : 'occasional'
  return isOften ? 'fading' : 'drifting'
}
