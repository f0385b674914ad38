import { expect, test } from 'vitest'
import { listDifferences } from './differences.ts'

const value = (title: string, a: number, b: number, q: number) => ({
  title,
  a: { count: 1, share: a, rule: {} },
  b: { count: 1, share: b, rule: {} },
  overall: 0.5,
  q,
})

test('differences beyond chance, the largest first, whichever of the two has more', () => {
  const groups = [
    { group: 'g', title: 'Kind', values: [value('x', 0.5, 0.6, 0.01), value('y', 0.1, 0.9, 0.2)] },
    { group: 'h', title: 'Role', values: [value('z', 0.2, 0.7, 0.001)] },
  ]
  expect(listDifferences(groups).map(({ group, title }) => [group, title])).toEqual([
    ['Role', 'z'],
    ['Kind', 'x'],
  ])
})
