import { expect, test } from 'vitest'
import { readClimbs } from './read-climbs.ts'

test('each rung has every month, and the moves of the last', () => {
  const { climbs, month } = readClimbs([
    { month: '2007-03-01', state: 'P3', people: 5, cameUp: 2, cameDown: 1 },
    { month: '2007-02-01', state: 'P3', people: 4, cameUp: 4, cameDown: 0 },
    { month: '2007-02-01', state: 'P4', people: 1, cameUp: 1, cameDown: 0 },
  ])
  expect(month).toBe('2007-03-01')
  expect(climbs.get('P3')).toEqual({ people: [4, 5], cameUp: 2, cameDown: 1 })
  expect(climbs.get('P4')).toEqual({ people: [1, 0], cameUp: 0, cameDown: 0 })
})

test('no flow has no month', () => {
  expect(readClimbs([])).toEqual({ climbs: new Map(), month: undefined })
})
