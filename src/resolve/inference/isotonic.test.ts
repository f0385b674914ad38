import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { calibrate, noCalibration, poolViolators } from './isotonic.ts'

const point = (score: number, labels: number, right: number) => ({ score, labels, right })

describe('pooling adjacent violators', () => {
  test('leaves what rises, pools what falls, whatever the order', () => {
    const points = [point(0.9, 10, 9), point(0.5, 10, 6), point(0.6, 10, 4), point(0.7, 20, 12)]
    expect(poolViolators(points)).toEqual([point(0.5, 20, 10), point(0.7, 20, 12), point(0.9, 10, 9)])
  })

  test('a late fall takes all before it along', () => {
    expect(poolViolators([point(0.1, 1, 1), point(0.2, 1, 1), point(0.3, 8, 0)])).toEqual([point(0.1, 10, 2)])
  })

  test('never falls and keeps every label', () => {
    const points = fc.array(
      fc.record({
        score: fc.double({ min: 0, max: 1, noNaN: true }),
        labels: fc.nat(50),
        share: fc.double({ min: 0, max: 1, noNaN: true }),
      }),
    )
    fc.assert(
      fc.property(points, (drawn) => {
        const given = drawn.map(({ score, labels, share }) =>
          point(score, labels, Math.round(labels * share)),
        )
        const pools = poolViolators(given)
        const rates = pools.map(({ labels, right }) => right / labels)
        expect(rates).toEqual(rates.toSorted((a, b) => a - b))
        const sum = (list: readonly { labels: number }[]) =>
          list.reduce((total, { labels }) => total + labels, 0)
        expect(sum(pools)).toBe(sum(given))
      }),
    )
  })
})

describe('calibration', () => {
  test('learns nothing from 199 labels, and a step function from 200', () => {
    expect(calibrate([point(0.5, 99, 50), point(0.9, 100, 60)])).toBe(noCalibration)
    const { steps, rates } = calibrate([point(0.5, 100, 50), point(0.9, 100, 60)])
    expect(steps).toEqual([0.5, 0.9])
    expect(rates[0]).toBeCloseTo(0.5, 6)
    expect(rates[1]).toBeCloseTo(0.599, 3)
  })

  test('is never quite certain, and does not fall even by half a label', () => {
    const { rates } = calibrate([point(0.5, 199, 199), point(0.99, 1, 1)])
    expect(rates).toEqual([expect.closeTo(200.5 / 201, 9)])
    const uneven = calibrate([point(0.3, 1000, 990), point(0.9, 1, 1)]).rates
    expect(uneven).toEqual(uneven.toSorted((a, b) => a - b))
  })
})
