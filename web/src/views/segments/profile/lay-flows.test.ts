import { expect, test } from 'vitest'
import { layFlows } from './lay-flows.ts'

const way = (id: string, stays: number) => ({ id, title: id, stays })

test('bands are to scale, meet in the middle without gaps, and leave room for words', () => {
  const { before, after, middle, height } = layFlows([way('a', 30), way('b', 10)], [way('c', 1)])
  expect(before.map(({ height }) => height)).toEqual([112.5, 37.5])
  expect(before[1]?.meets).toBe((before[0]?.meets ?? 0) + 112.5)
  expect(before[0]?.meets).toBe(middle.top)
  expect(after[0]?.height).toBeCloseTo(3.75)
  expect(height).toBeGreaterThanOrEqual(150)
  for (const { top, height: own } of [...before, ...after]) {
    expect(top).toBeGreaterThanOrEqual(0)
    expect(top + own).toBeLessThanOrEqual(height)
  }
})

test('the fewest of many are put together', () => {
  const { before, after } = layFlows(
    Array.from({ length: 12 }, (_, at) => way(`w${at}`, 12 - at)),
    [way('none', 0)],
  )
  expect(before).toHaveLength(8)
  expect(before.at(-1)).toMatchObject({ title: '5 others', stays: 15 })
  expect(after).toEqual([])
})
