import { expect, test } from 'vitest'
import { findSet, nameSet, sayOverlap } from './name-set.ts'

const segments = ['a', 'b', 'c'].map((segment) => ({
  segment,
  title: segment.toUpperCase(),
  schemeTitle: '',
  members: 1,
}))
const set = (members: number, ...ids: string[]) => ({ in: ids, members, rule: {} })

test('sets are told by what they are in', () => {
  expect(nameSet(set(1, 'b'), segments)).toBe('Only B')
  expect(nameSet(set(1, 'c', 'a'), segments)).toBe('A + C')
  expect(nameSet(set(1, 'a', 'b', 'c'), segments)).toBe('All 3: A + B + C')
  expect(nameSet(set(1, 'a', 'b'), segments.slice(0, 2))).toBe('A + B')
})

test('the chosen set is the one named, whatever the order, or the largest that overlaps', () => {
  const sets = [set(9, 'a'), set(5, 'a', 'b'), set(3, 'b', 'c')]
  expect(findSet(sets, ['c', 'b'])?.members).toBe(3)
  expect(findSet(sets, ['c'])?.members).toBe(5)
  expect(findSet(sets.slice(0, 1), [])?.members).toBe(9)
  expect(findSet([], [])).toBeUndefined()
})

test('the finding counts whom several hold', () => {
  const told = { subjectKind: 'person' as const, asOf: '', everybody: 20, segments }
  expect(sayOverlap({ ...told, sets: [set(9, 'a'), set(5, 'a', 'b')] })).toMatch(
    /^5 of 14 people are in more/,
  )
  expect(sayOverlap({ ...told, sets: [set(9, 'a')] })).toMatch(/^No people are in more than one/)
  expect(sayOverlap({ ...told, sets: [] })).toMatch(/^No people are in any/)
})
