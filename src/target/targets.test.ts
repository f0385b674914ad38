import { describe, expect, test } from 'vitest'
import { parseDefinition, seedRandom } from '../segment/index.ts'
import { type Economics, simulateImpact } from './financial-impact.ts'
import { weighImportance } from './importance.ts'
import { findMoments } from './moments.ts'
import { weighCriteria } from './priorities.ts'
import { normalShare, placeInQuadrants } from './quadrant.ts'
import { businessModels } from './registry.gen.ts'
import { findTornado } from './tornado.ts'
import { exactly } from './triangle.ts'

const rounded = (numbers: readonly number[], digits: number): number[] =>
  numbers.map((one) => Number(one.toFixed(digits)))

describe('weights of criteria', () => {
  test('seven drinks (Saaty 2008; A33)', () => {
    const { weights, eigenvalue, ratio, isConsistent } = weighCriteria([
      [9, 5, 2, 1, 1, 1 / 2],
      [1 / 3, 1 / 9, 1 / 9, 1 / 9, 1 / 9],
      [1 / 3, 1 / 4, 1 / 3, 1 / 9],
      [1 / 2, 1, 1 / 3],
      [2, 1 / 2],
      [1 / 3],
    ])
    expect(rounded(weights, 4)).toEqual([0.1775, 0.0191, 0.0418, 0.1164, 0.1896, 0.1288, 0.3268])
    expect(eigenvalue).toBeCloseTo(7.17663, 5)
    expect(ratio).toBeCloseTo(0.0223, 4)
    expect(isConsistent).toBe(true)
  })

  test('three criteria (methods 7); those that contradict each other cannot be used', () => {
    const three = weighCriteria([[3, 5], [3]])
    expect(rounded(three.weights, 4)).toEqual([0.637, 0.2583, 0.1047])
    expect([three.eigenvalue, three.ratio].map((one) => Number(one.toFixed(4)))).toEqual([3.0385, 0.0332])
    expect(weighCriteria([[9, 1 / 9], [9]]).isConsistent).toBe(false)
    expect(weighCriteria([[4]])).toMatchObject({ ratio: 0, isConsistent: true })
    for (const wrong of [[], [[1, 2]], [[0]], [[-1]], [[Number.NaN]], [[1, 2], [Number.POSITIVE_INFINITY]]])
      expect(() => weighCriteria(wrong)).toThrow(RangeError)
  })
})

test('shares of the normal distribution: Rogers’ adopters (A35), and far tails', () => {
  const areas = [
    normalShare(-2),
    normalShare(-1) - normalShare(-2),
    normalShare(0) - normalShare(-1),
    normalShare(1) - normalShare(0),
    1 - normalShare(1),
  ]
  expect(
    rounded(
      areas.map((area) => area * 100),
      3,
    ),
  ).toEqual([2.275, 13.591, 34.134, 34.134, 15.866])
  expect(normalShare(-6)).toBeCloseTo(9.865876e-10, 15)
  expect(normalShare(-3.999999)).toBeCloseTo(normalShare(-4.000001), 9)
  expect([normalShare(-100), normalShare(100)]).toEqual([0, 1])
})

test('how likely a segment is in each quadrant (methods 7)', () => {
  const place = (impact: [number, number], importance: [number, number]) =>
    placeInQuadrants(
      { mean: impact[0], deviation: impact[1] },
      { mean: importance[0], deviation: importance[1] },
      { impact: 100, importance: 0.6 },
    )
  const first = place([90, 40], [0.85, 0.05])
  expect(rounded([first.strategic, first.catalysts], 3)).toEqual([0.401, 0.599])
  expect(first.isDecided).toBe(false)
  const second = place([60, 80], [0.35, 0.08])
  expect(rounded([second.cash, second.periphery], 3)).toEqual([0.308, 0.691])
  const third = place([400, 150], [0.9, 0.05])
  expect(third.strategic).toBeCloseTo(0.977, 3)
  expect(third.isDecided).toBe(true)
  expect(place([100, 0], [0.6, 0]).strategic).toBe(1)
})

const sure: Economics = {
  members: 1,
  revenue: exactly(1000),
  conversion: exactly(0.5),
  hourlyRate: exactly(300),
  gifts: [{ count: exactly(10), hours: exactly(1), attributable: exactly(0.15) }],
  programCost: exactly(200),
  supportCost: exactly(100),
}

describe('financial impact', () => {
  test('what is certain is added up; it may be negative', () => {
    expect(simulateImpact(sure, Math.random, 100)).toEqual({
      mean: 650,
      deviation: 0,
      percentiles: [650, 650, 650],
    })
    expect(simulateImpact({ ...sure, programCost: exactly(5000) }, Math.random, 10).mean).toBe(-4150)
    expect(simulateImpact({ ...sure, members: 3 }, Math.random, 10).mean).toBe(1650)
  })

  test('triangles have their mean and spread', () => {
    const [low, mode, high] = [10, 20, 60]
    const open = { ...sure, revenue: { low, mode, high }, conversion: exactly(1), gifts: [] }
    const { mean, deviation, percentiles } = simulateImpact(open, seedRandom(1), 100_000)
    expect(mean).toBeCloseTo((low + mode + high) / 3 - 300, 0)
    expect(deviation).toBeCloseTo(Math.sqrt((100 + 400 + 3600 - 200 - 600 - 1200) / 18), 0)
    expect(percentiles[0]).toBeLessThan(percentiles[1])
    const upsideDown = { ...sure, revenue: { low: 2, mode: 1, high: 3 } }
    expect(() => simulateImpact(upsideDown, seedRandom(1))).toThrow(RangeError)
  })

  test('Bag-a-Bug: 100 bugs found and 50 fixed, by people of whom 15 % were new (methods 7)', () => {
    const gift = (count: number, hours: number) => ({
      count: exactly(count),
      hours: exactly(hours),
      attributable: exactly(0.15),
    })
    const bag = { ...sure, revenue: exactly(0), gifts: [gift(100, 3), gift(50, 12)], supportCost: exactly(0) }
    expect(simulateImpact({ ...bag, programCost: exactly(0) }, seedRandom(1), 10).mean).toBeCloseTo(40_500, 6)
  })

  test('formulas say what simulation comes near to, one rate for all that is replaced', () => {
    const wide: Economics = {
      members: 40,
      revenue: { low: 100, mode: 900, high: 2000 },
      conversion: { low: 0, mode: 0.1, high: 0.4 },
      hourlyRate: { low: 50, mode: 75, high: 160 },
      gifts: [
        {
          count: exactly(30),
          hours: { low: 1, mode: 3, high: 9 },
          attributable: { low: 0, mode: 0.2, high: 0.9 },
        },
        { count: { low: 2, mode: 4, high: 9 }, hours: exactly(20), attributable: exactly(0.5) },
      ],
      programCost: { low: 0, mode: 500, high: 900 },
      supportCost: exactly(1000),
    }
    const { mean, variance } = findMoments(wide)
    const simulated = simulateImpact(wide, seedRandom(3), 200_000)
    expect(Math.abs(simulated.mean / mean - 1)).toBeLessThan(0.01)
    expect(Math.abs(simulated.deviation / Math.sqrt(variance) - 1)).toBeLessThan(0.01)
    expect(simulateImpact(wide, seedRandom(7))).toEqual(simulateImpact(wide, seedRandom(7)))
  })
})

describe('strategic importance', () => {
  const weighed = [
    { name: 'fit', weight: 0.75 },
    { name: 'reach', weight: 0.25 },
  ]
  const rating = (rater: string, fit: number, reach: number) => ({ rater, scores: { fit, reach } })

  test('is the weighted mean of scores; raters who agree are still only as exact as whole points are', () => {
    const agreed = weighImportance([rating('a', 4, 2), rating('b', 4, 2)], weighed)
    expect(agreed.mean).toBeCloseTo(0.875, 12)
    expect(agreed.deviation).toBeCloseTo(Math.sqrt((0.1875 ** 2 + 0.0625 ** 2) / 12), 12)
    const apart = weighImportance([rating('a', 4, 4), rating('b', 0, 0)], weighed)
    expect(apart.mean).toBe(0.5)
    expect(apart.deviation).toBeCloseTo(Math.sqrt(0.5 + agreed.deviation ** 2), 12)
  })

  test('a tornado names what would settle it first', () => {
    const economics = {
      ...sure,
      revenue: { low: 0, mode: 1000, high: 2000 },
      supportCost: { low: 90, mode: 100, high: 110 },
    }
    const thresholds = { impact: 650, importance: 0.6 }
    const { quadrant, now, blades } = findTornado({
      economics,
      ratings: [rating('a', 4, 4), rating('b', 4, 3)],
      weighed,
      thresholds,
      giftNames: ['answers'],
    })
    expect(['strategic', 'catalysts']).toContain(quadrant)
    expect(now).toBeLessThan(0.7)
    expect(blades[0]?.factor).toBe('revenue')
    expect(blades.map(({ factor }) => factor)).not.toContain('conversion')
    const [revenue] = blades
    expect(Math.abs((revenue?.high ?? 0) - (revenue?.low ?? 0))).toBeGreaterThan(0.9)
  })
})

describe.each(businessModels)('the business model $name', (model) => {
  test('brings segments that can be published, criteria that agree, and programs for its segments', () => {
    expect(model.segments.length).toBeGreaterThanOrEqual(5)
    for (const { name, title, of, rule, purpose } of model.segments)
      expect(parseDefinition(name, { title, of, rule, purpose }).name).toBe(name)
    const names = model.segments.map(({ name }) => name)
    expect(new Set(names).size).toBe(names.length)
    expect(model.programs.filter(({ target }) => !names.includes(target))).toEqual([])
    const { weights, isConsistent } = weighCriteria(model.comparisons)
    expect(weights.length).toBe(model.criteria.length)
    expect(isConsistent).toBe(true)
  })
})
