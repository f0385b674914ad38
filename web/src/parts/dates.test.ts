import { expect, test } from 'vitest'
import {
  formatDate,
  formatDistance,
  formatMoment,
  formatMonth,
  formatMonthShort,
  listMonths,
} from './dates.ts'

test('dates are absolute and in UTC', () => {
  expect(formatDate('2007-09-28T23:59:59.999Z')).toBe('28 Sep 2007')
  expect(formatMoment('2007-09-28T23:59:59.999Z')).toBe('28 Sep 2007, 23:59 UTC')
  expect(formatDate('1970-01-01T00:00:00Z')).toBe('1 Jan 1970')
  expect(formatDate('never')).toBe('unknown')
})

test('months have names', () => {
  expect(formatMonth('2007-09-01')).toBe('September 2007')
  expect(formatMonthShort('2007-09-01')).toBe('Sep')
})

test('a distance takes the largest unit that fits', () => {
  const now = new Date('2026-11-22T12:00:00Z')
  expect(formatDistance('2026-11-22T11:55:00Z', now)).toBe('5 minutes ago')
  expect(formatDistance('2026-11-25T12:00:01Z', now)).toBe('in 3 days')
  expect(formatDistance('2007-09-28T00:00:00Z', now)).toBe('19 years ago')
})

test('listMonths fills gaps across years', () => {
  expect(listMonths('2006-11-01', '2007-02-01')).toEqual([
    '2006-11-01',
    '2006-12-01',
    '2007-01-01',
    '2007-02-01',
  ])
  expect(listMonths('2007-02-01', '2007-01-01')).toEqual([])
  expect(listMonths('1200-01-01', '2900-01-01')).toHaveLength(1000)
})
