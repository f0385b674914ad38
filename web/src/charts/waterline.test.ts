import { expect, test } from 'vitest'
import { inks } from './ink.ts'
import { drawWaterline, niceCeiling } from './waterline.ts'

const room = { width: 800, ink: inks.light }
const rows = [
  { month: '2007-02-01', people: 40, visitors: 0 },
  { month: '2007-03-01', people: 60, visitors: 90 },
  { month: '2007-05-01', people: 50, visitors: 110 },
]

test('the heading tells the finding', () => {
  expect(drawWaterline(rows, [], room).sentence).toBe(
    'In a usual month 40 people are active by name, 60 at most (March 2007); 90 visitors come without a name.',
  )
})

test('people are solid above the line, visitors hatched below it, on one scale', () => {
  const { option, note } = drawWaterline(rows, [], room)
  const series = option.series as { itemStyle: { decal?: unknown; color: string }; data: number[] }[]
  expect(series.map((one) => one.data)).toEqual([
    [40, 60, 0, 50],
    ['-', 90, '-', 110],
  ])
  expect(series.map((one) => one.itemStyle.decal !== undefined)).toEqual([false, true])
  expect(note).toBe('')
})

test('when visitors outnumber people by far, the halves have scales of their own and the note says so', () => {
  const many = rows.map((row) => ({ ...row, visitors: row.visitors * 1000 }))
  expect(drawWaterline(many, [], room).note).toContain('scale of its own')
})

test('without visitors there is no half below', () => {
  const { option, sentence } = drawWaterline(
    rows.map((row) => ({ ...row, visitors: 0 })),
    [],
    room,
  )
  expect(option.series).toHaveLength(1)
  expect(sentence).not.toContain('without a name')
})

test('a month without acts is an empty month in the table, not a missing one', () => {
  expect(drawWaterline(rows, [], room).table.rows[2]).toEqual(['April 2007', '0', '0'])
})

test('of nothing it says so', () => {
  expect(drawWaterline([], [], room).sentence).toBe('Nothing has happened here yet.')
})

test.each([
  [0, 4],
  [5, 6],
  [12, 20],
  [83, 100],
  [100, 100],
  [2531, 3000],
])('niceCeiling(%s) is %s', (count, ceiling) => expect(niceCeiling(count)).toBe(ceiling))
