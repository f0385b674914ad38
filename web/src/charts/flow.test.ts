import { expect, test } from 'vitest'
import { drawFlow } from './flow.ts'
import { inks } from './ink.ts'

const room = { width: 800, ink: inks.light }
const rows = [
  { month: '2007-02-01', cameUp: 100, cameDown: 0 },
  { month: '2007-03-01', cameUp: 4, cameDown: 1 },
  { month: '2007-03-01', cameUp: 3, cameDown: 0 },
  { month: '2007-04-01', cameUp: 1, cameDown: 5 },
]

test('the heading leaves out the month in which everybody arrives', () => {
  expect(drawFlow(rows, [], room).sentence).toBe(
    'Since March 2007 more came up than went down: 8 up, 6 down.',
  )
})

test('rungs of a month are added, downs hang below zero', () => {
  const series = drawFlow(rows, [], room).option.series as { data: number[] }[]
  expect(series.map((one) => one.data)).toEqual([
    [100, 7, 1],
    [-0, -1, -5],
  ])
})

test('one month tells no flow', () => {
  expect(drawFlow(rows.slice(0, 1), [], room).sentence).toContain('Too little time')
})
