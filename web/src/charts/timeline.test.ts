import { expect, test } from 'vitest'
import { inks } from './ink.ts'
import { drawTimeline } from './timeline.ts'

const room = { width: 800, ink: inks.dark }

test('the heading tells when and what', () => {
  const drawing = drawTimeline(
    [
      { month: '2007-02-01', type: 'commit.author', events: 6 },
      { month: '2007-04-01', type: 'translation.submit', events: 2 },
    ],
    [],
    room,
  )
  expect(drawing.sentence).toBe('Active in 2 of 3 months; 75\u202f% of 8 acts are changes written.')
  expect(drawing.table.columns).toEqual(['Month', 'Changes written', 'Translations'])
})

test('more than eight types become eight rows, and nothing is lost', () => {
  const rows = Array.from({ length: 11 }, (_, index) => ({
    month: '2007-02-01',
    type: `type ${index}`,
    events: index + 1,
  }))
  const { table, option } = drawTimeline(rows, [], room)
  expect(option.series).toHaveLength(8)
  expect(table.columns.at(-1)).toBe('Everything else')
  const sum = (table.rows[0] ?? []).slice(1).reduce((total, cell) => total + Number(cell), 0)
  expect(sum).toBe(66)
})

test('an unknown type is shown as it came, without formatting', () => {
  const { option } = drawTimeline([{ month: '2007-02-01', type: '{b|x}', events: 1 }], [], room)
  expect(JSON.stringify(option.title)).toContain('(b/x)')
})

test('of nothing it says so', () => {
  expect(drawTimeline([], [], room).sentence).toBe('Nothing is recorded.')
})
