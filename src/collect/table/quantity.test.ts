import { expect, test } from 'vitest'
import { parseQuantity } from './quantity.ts'

test.each([
  ['12', 12],
  ['-3.5', -3.5],
  ['3,5', 3.5],
  ['12,000', 12_000],
  ['12,000.50', 12_000.5],
  ['12.000,50', 12_000.5],
  ['1.234.567,8', 1_234_567.8],
  ['1,234,567', 1_234_567],
  ['€ 9.00', 9],
  ['1 234,5 EUR', 1234.5],
  ["1'234.5", 1234.5],
  ['12.000', 12],
  ['1.234.567', 1_234_567],
  ['1e3', 1000],
])('%s is %d', (text, expected) => {
  expect(parseQuantity(text)).toBe(expected)
})

test.each(['', 'many', '12 apples', '1.2.3', '--'])('“%s” is none', (text) => {
  expect(parseQuantity(text)).toBeUndefined()
})
