import { expect, test } from 'vitest'
import { classifySize } from './size-class.ts'

// Anchor A39.
test.each([
  [0, 'micro'],
  [9, 'micro'],
  [10, 'small'],
  [49, 'small'],
  [50, 'medium'],
  [249, 'medium'],
  [250, 'large'],
])('%i staff: %s, by headcount', (staff, size) => {
  expect(classifySize({ staff })).toEqual({ size, basis: 'size_by_headcount' })
})

test.each([
  [{ staff: 9, turnover: 2e6 }, 'micro'],
  [{ staff: 9, turnover: 2e6 + 1 }, 'small'],
  [{ staff: 9, turnover: 3e6, balanceSheet: 2e6 }, 'micro'],
  [{ staff: 49, turnover: 10e6 + 1, balanceSheet: 10e6 + 1 }, 'medium'],
  [{ staff: 249, turnover: 50e6 + 1, balanceSheet: 43e6 }, 'medium'],
  [{ staff: 249, turnover: 50e6 + 1, balanceSheet: 43e6 + 1 }, 'large'],
  [{ staff: 250, turnover: 1 }, 'large'],
])('%j: %s', (figures, size) => {
  expect(classifySize(figures)).toEqual({ size, basis: 'size_by_headcount_and_money' })
})
