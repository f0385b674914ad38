import { expect, test } from 'vitest'
import { listPairs, sayAssociation, sayPairs } from './scheme-pairs.ts'

const pair = (a: string, b: string, association: number | null, both = 50) => ({
  a,
  aTitle: a,
  b,
  bTitle: b,
  both,
  onlyA: 1,
  onlyB: 2,
  association,
})

test('pairs stand with the chosen scheme first, those that say most on top', () => {
  const told = listPairs([pair('a', 'b', 0.2), pair('b', 'c', null), pair('c', 'd', 0.9)], 'b')
  expect(told.map(({ a, b, onlyA }) => [a, b, onlyA])).toEqual([
    ['b', 'a', 2],
    ['b', 'c', 1],
  ])
  expect(sayPairs(told)).toBe('b and a say most of each other: little (0.20)')
})

test('what cannot be said is said', () => {
  expect(sayAssociation(pair('a', 'b', null))).toBe('cannot be said')
  expect(sayAssociation(pair('a', 'b', 1, 10))).toBe('too few to say')
  const told = listPairs([pair('a', 'b', 1, 10), pair('a', 'c', 0.3)], undefined)
  expect(told.map(({ b }) => b)).toEqual(['c', 'b'])
  expect(sayPairs([pair('a', 'b', null)])).toMatch(/cannot be said/)
  expect(sayPairs([pair('a', 'b', 0.01)])).toMatch(/^No two/)
})
