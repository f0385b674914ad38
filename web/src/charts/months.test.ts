import { describe, expect, test } from 'vitest'
import { listMonths } from '../parts/dates.ts'
import { frameMonths, labelMonths, median, placeMarks, plainLabel, sayLeftOut } from './months.ts'

describe('frameMonths', () => {
  test('fills the gaps between the first and the last month', () => {
    const { months, leftOut } = frameMonths([
      { month: '2007-05-01', weight: 2 },
      { month: '2007-02-01', weight: 3 },
    ])
    expect(months).toEqual(['2007-02-01', '2007-03-01', '2007-04-01', '2007-05-01'])
    expect(leftOut).toBe(0)
  })

  test('leaves out acts of a wrong clock and counts them', () => {
    const { months, leftOut } = frameMonths([
      { month: '1970-01-01', weight: 3 },
      { month: '2007-02-01', weight: 900 },
      { month: '2099-01-01', weight: 1 },
    ])
    expect(months).toEqual(['2007-02-01'])
    expect(leftOut).toBe(4)
    expect(sayLeftOut(leftOut)).toBe('4 acts are dated far away from the rest and not drawn.')
  })

  test('keeps a real earlier life of the project', () => {
    const { months, leftOut } = frameMonths([
      { month: '1999-01-01', weight: 100 },
      { month: '2007-02-01', weight: 100 },
    ])
    expect(months).toHaveLength(98)
    expect(leftOut).toBe(0)
  })

  test('of nothing makes nothing', () => {
    expect(frameMonths([])).toEqual({ months: [], leftOut: 0 })
    expect(frameMonths([{ month: '2007-02-01', weight: 0 }])).toEqual({ months: [], leftOut: 0 })
  })
})

describe('labelMonths', () => {
  test('names each month where there is room, with the year where it begins', () => {
    expect(labelMonths(['2006-11-01', '2006-12-01', '2007-01-01'], 400)).toEqual([
      'Nov\n2006',
      'Dec',
      'Jan\n2007',
    ])
  })

  test('names only years where there is little', () => {
    const labels = labelMonths(listMonths('2000-06-01', '2026-06-01'), 300)
    expect(labels.filter(Boolean).length).toBeLessThanOrEqual(8)
    expect(labels.filter(Boolean)).toContain('2010')
  })
})

describe('placeMarks', () => {
  const months = listMonths('2007-01-01', '2007-12-01')

  test('joins the marks of one month and drops labels that would overlap', () => {
    const marks = [
      { at: '2007-03-05T00:00:00Z', label: '2.10.0' },
      { at: '2007-03-25T00:00:00Z', label: '2.10.1' },
      { at: '2007-04-25T00:00:00Z', label: '2.10.2' },
      { at: '2031-01-01T00:00:00Z', label: 'later' },
    ]
    expect(placeMarks(marks, months, 400)).toEqual([
      { month: '2007-03-01', label: '2.10.1 +1' },
      { month: '2007-04-01', label: '' },
    ])
  })

  test('hundreds of marks stay readable', () => {
    const long = listMonths('1990-01-01', '2026-12-01')
    const marks = long.map((month) => ({ at: month, label: `v${month.slice(0, 7)}` }))
    expect(placeMarks(marks, long, 800).length).toBeLessThan(20)
  })
})

test('a label carries no formatting into the chart', () => {
  expect(plainLabel('{red|<b>v1}\u202e')).toBe('(red/<b>v1)\ufffd')
  expect(plainLabel('release-candidate-number-17')).toHaveLength(18)
})

test('median of an even number is the lower middle', () => {
  expect(median([4, 1, 3, 2])).toBe(2)
  expect(median([])).toBe(0)
})
