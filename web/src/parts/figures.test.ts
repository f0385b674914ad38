import { describe, expect, test } from 'vitest'
import { countOf, formatCount, formatShare, formatShort, formatWait } from './figures.ts'

test.each([
  [0, '0'],
  [999, '999'],
  [1000, '1\u202f000'],
  [984728, '984\u202f728'],
  [10_000_000, '10\u202f000\u202f000'],
  [-1234, '-1\u202f234'],
  [Number.NaN, 'unknown'],
])('formatCount(%s) is %s', (count, text) => expect(formatCount(count)).toBe(text))

describe('formatShare', () => {
  test.each([
    [0, 10, '0\u202f%'],
    [1, 1000, '<1\u202f%'],
    [61, 100, '61\u202f%'],
    [999, 1000, '>99\u202f%'],
    [10, 10, '100\u202f%'],
    [0, 0, 'unknown'],
  ])('%s of %s is %s', (part, whole, text) => expect(formatShare(part, whole)).toBe(text))
})

test.each([
  [9999, '9\u202f999'],
  [12_345, '12.3k'],
  [999_999, '1000k'],
  [2_500_000, '2.5M'],
])('formatShort(%s) is %s', (count, text) => expect(formatShort(count)).toBe(text))

test('countOf chooses the form', () => {
  expect(countOf(1, 'person', 'people')).toBe('1 person')
  expect(countOf(0, 'person', 'people')).toBe('0 people')
})

test.each([
  [0.2, 'a moment'],
  [20, 'about 20\u202fs'],
  [200, 'about 3\u202fmin'],
  [7300, 'about 2\u202fh'],
])('formatWait(%s) is %s', (seconds, text) => expect(formatWait(seconds)).toBe(text))
