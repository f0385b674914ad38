import { expect, test } from 'vitest'
import { compareGroupings } from './agreement.ts'

test('the worked example of the method (3.5)', () => {
  const found = compareGroupings(['a', 'a', 'a', 'b', 'b', 'c'], ['x', 'x', 'y', 'y', 'y', 'z'])
  expect(found.precision).toBe(0.5)
  expect(found.recall).toBe(0.5)
  expect(found.cubed.precision).toBeCloseTo(0.77778, 5)
  expect(found.cubed.recall).toBeCloseTo(0.77778, 5)
  expect(found.exact).toBeCloseTo(1 / 3, 12)
  expect(found.adjustedRand).toBeCloseTo(0.318182, 6)
})

test('A34: the adjusted Rand index', () => {
  expect(compareGroupings(['0', '0', '1', '1'], ['0', '0', '1', '2']).adjustedRand).toBeCloseTo(0.571429, 6)
})
