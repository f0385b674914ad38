import { expect, test } from 'vitest'
import { inks } from './ink.ts'
import { drawSegmentSize } from './segment-size.ts'

const room = { width: 800, ink: inks.light }
const month = (at: string, members: number) => ({ month: at, members, entered: 2, left: 1 })

test.each([
  [
    [month('2007-02-01', 3), month('2007-03-01', 9)],
    'It grew from 3 at the end of February 2007 to 9 at the end of March 2007.',
  ],
  [
    [month('2007-03-01', 1), month('2007-02-01', 3)],
    'It shrank from 3 at the end of February 2007 to 1 at the end of March 2007.',
  ],
  [
    [month('2007-02-01', 3), month('2007-03-01', 3)],
    'It is as large as it was: 3 at the end of February 2007 and of March 2007.',
  ],
  [[month('2007-02-01', 1)], '1 member at the end of February 2007.'],
  [[], 'Nobody has been in this segment yet.'],
])('the heading says how it moved (%#)', (rows, sentence) => {
  expect(drawSegmentSize(rows, [], room).sentence).toBe(sentence)
})

test('a month without moves keeps its members, and an act of a wrong clock does not stretch the axis', () => {
  const rows = [
    { month: '1970-01-01', members: 1, entered: 1, left: 0 },
    { month: '2007-02-01', members: 90, entered: 89, left: 0 },
    { month: '2007-05-01', members: 89, entered: 0, left: 1 },
  ]
  const { table, note } = drawSegmentSize(rows, [], room)
  expect(table.rows).toEqual([
    ['February 2007', '90', '89', '0'],
    ['March 2007', '90', '0', '0'],
    ['April 2007', '90', '0', '0'],
    ['May 2007', '89', '0', '1'],
  ])
  expect(note).toContain('not drawn')
})

test('those who left hang below zero', () => {
  const series = drawSegmentSize([month('2007-02-01', 3)], [], room).option.series as { data: number[] }[]
  expect(series.map((one) => one.data[0])).toEqual([3, 2, -1])
})
