import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { assign } from './assignment.ts'
import { adjustDiscoveries } from './false-discovery.ts'
import { testOverlap } from './fisher-exact.ts'
import { compareGroupings } from './rand-index.ts'
import { drawSample, seedRandom } from './random.ts'
import { judgeShift, measureShift } from './stability-index.ts'

describe('Fisher’s exact test', () => {
  test('the lady tasting tea, and convicted twins (Fisher 1935), as R', () => {
    expect(testOverlap({ all: 8, trait: 4, group: 4, both: 3 })).toBeCloseTo(0.4857143, 7)
    expect(testOverlap({ all: 30, trait: 13, group: 12, both: 10 })).toBeCloseTo(0.0005367241, 9)
  })

  test('nothing to compare is 1; far beyond chance is 0 and quick', () => {
    expect(testOverlap({ all: 10, trait: 0, group: 4, both: 0 })).toBe(1)
    expect(testOverlap({ all: 10, trait: 10, group: 4, both: 4 })).toBe(1)
    expect(testOverlap({ all: 1_000_000, trait: 300_000, group: 200_000, both: 200_000 })).toBe(0)
    const usual = testOverlap({ all: 1_000_000, trait: 300_000, group: 200_000, both: 60_010 })
    expect(usual).toBeGreaterThan(0.9)
  })

  test('adds up to all that is possible', () => {
    const choose = (n: number, k: number): number => (k === 0 ? 1 : (choose(n - 1, k - 1) * n) / k)
    const size = fc.integer({ min: 1, max: 12 })
    fc.assert(
      fc.property(size, size, size, size, (both, trait, group, rest) => {
        const all = both + trait + group + rest
        const chance = (at: number) =>
          (choose(both + trait, at) * choose(group + rest, both + group - at)) / choose(all, both + group)
        const lowest = Math.max(0, both + trait - trait - rest)
        let expected = 0
        for (let at = lowest; at <= Math.min(both + trait, both + group); at++)
          if (both + group - at <= group + rest && chance(at) <= chance(both) * (1 + 1e-7))
            expected += chance(at)
        expect(testOverlap({ all, trait: both + trait, group: both + group, both })).toBeCloseTo(expected, 8)
      }),
    )
  })
})

test('Benjamini and Hochberg’s q, as R’s p.adjust', () => {
  expect(adjustDiscoveries([0.01, 0.04, 0.03, 0.005]).map((q) => Number(q.toFixed(6)))).toEqual([
    0.02, 0.04, 0.04, 0.02,
  ])
  expect(adjustDiscoveries([])).toEqual([])
})

test('the adjusted Rand index (A34)', () => {
  expect(compareGroupings([0, 0, 1, 1], [0, 0, 1, 2])).toBeCloseTo(0.571429, 6)
  expect(compareGroupings([0, 1, 1, 2], [5, 3, 3, 9])).toBe(1)
  expect(compareGroupings([0], [0])).toBeUndefined()
})

test('the population stability index (methods 6.6); a group nobody is in does not make it endless', () => {
  expect(measureShift([0.5, 0.3, 0.2], [0.4, 0.35, 0.25])).toBeCloseTo(0.04118, 5)
  expect([0.05, 0.1, 0.25, 0.3].map(judgeShift)).toEqual(['stable', 'watch', 'watch', 'rebuild'])
  expect(Number.isFinite(measureShift([1, 0], [0, 1]))).toBe(true)
})

test('the Hungarian method finds what trying everything finds', () => {
  const permute = (columns: number[]): number[][] =>
    columns.length === 0
      ? [[]]
      : columns.flatMap((one) =>
          permute(columns.filter((other) => other !== one)).map((rest) => [one, ...rest]),
        )
  const worth = fc.integer({ min: 0, max: 100 })
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 5 }),
      fc.integer({ min: 1, max: 5 }),
      fc.infiniteStream(worth),
      (rows, columns, stream) => {
        const table = Array.from({ length: rows }, () =>
          Array.from({ length: columns }, () => stream.next().value ?? 0),
        )
        const size = Math.max(rows, columns)
        const sum = (chosen: readonly number[]): number =>
          table.reduce((total, row, at) => total + (row[chosen[at] ?? -1] ?? 0), 0)
        const best = Math.max(...permute(Array.from({ length: size }, (_, at) => at)).map(sum))
        const found = assign(table)
        expect(sum(found)).toBe(best)
        expect(new Set(found.filter((column) => column >= 0)).size).toBe(Math.min(rows, columns))
      },
    ),
  )
})

test('chance comes again from the same seed, and is spread evenly', () => {
  const [one, same, other] = [seedRandom(5), seedRandom(5), seedRandom(6)]
  const draws = Array.from({ length: 10_000 }, one)
  expect(draws).toEqual(Array.from({ length: 10_000 }, same))
  expect(draws[0]).not.toBe(other())
  for (let tenth = 0; tenth < 10; tenth++)
    expect(Math.abs(draws.filter((draw) => Math.floor(draw * 10) === tenth).length - 1000)).toBeLessThan(120)
  expect(new Set(drawSample(seedRandom(1), 50, 20)).size).toBe(20)
  expect([...drawSample(seedRandom(1), 3, 20)]).toEqual([0, 1, 2])
})
