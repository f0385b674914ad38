import { describe, expect, test } from 'vitest'
import { type Economics, simulateImpact } from './financial-impact.ts'
import { weighCriteria } from './priorities.ts'
import { normalShare, placeInQuadrants } from './quadrant.ts'

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

describe('financial impact', () => {
  const exactly = (value: number) => ({ low: value, mode: value, high: value })
  const sure: Economics = {
    revenue: exactly(1000),
    conversion: exactly(0.5),
    gifts: [{ count: exactly(10), cost: exactly(300), attributable: exactly(0.15) }],
    programCost: exactly(200),
    supportCost: exactly(100),
  }

  test('what is certain is added up; it may be negative', () => {
    expect(simulateImpact(sure, Math.random, 100)).toEqual({
      mean: 650,
      deviation: 0,
      percentiles: [650, 650, 650],
    })
    expect(simulateImpact({ ...sure, programCost: exactly(5000) }, Math.random, 10).mean).toBe(-4150)
  })

  test('triangles have their mean and spread', () => {
    let state = 1
    const random = (): number => {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
      return state / 2 ** 32
    }
    const [low, mode, high] = [10, 20, 60]
    const open = { ...sure, revenue: { low, mode, high }, conversion: exactly(1), gifts: [] }
    const { mean, deviation, percentiles } = simulateImpact(open, random, 100_000)
    expect(mean).toBeCloseTo((low + mode + high) / 3 - 300, 0)
    expect(deviation).toBeCloseTo(Math.sqrt((100 + 400 + 3600 - 200 - 600 - 1200) / 18), 0)
    expect(percentiles[0]).toBeLessThan(percentiles[1])
    const upsideDown = { ...sure, revenue: { low: 2, mode: 1, high: 3 } }
    expect(() => simulateImpact(upsideDown, random)).toThrow(RangeError)
  })
})
