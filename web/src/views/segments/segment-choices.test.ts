import { expect, test } from 'vitest'
import { listChoices } from './segment-choices.ts'

const segment = (id: string) => ({
  segment: id,
  scheme: '',
  title: id.toUpperCase(),
  sentence: '',
  members: 1,
  anonymous: 0,
  computedAt: '2026-01-01T00:00:00Z',
})
const schemes = [
  { title: 'Rungs', subjectKind: 'person' as const, segments: [segment('a'), segment('b')] },
  { title: 'Sizes', subjectKind: 'organisation' as const, segments: [segment('c')] },
]
const values = (chosen: string[]) =>
  listChoices(schemes, chosen).flatMap(({ items }) => items.map(({ value }) => value))

test('segments of people and of organisations are not offered beside each other', () => {
  expect(values([])).toEqual(['a', 'b', 'c'])
  expect(values(['a'])).toEqual(['a', 'b'])
  expect(values(['c'])).toEqual(['c'])
})

test('what the address names stays chosen, also when there is no such segment', () => {
  expect(values(['a', 'gone', 'gone'])).toEqual(['a', 'b', 'gone'])
  expect(listChoices(schemes, [])[0]?.items[0]?.label).toBe('A (Rungs)')
})
