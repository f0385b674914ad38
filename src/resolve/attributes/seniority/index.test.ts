import { expect, test } from 'vitest'
import type { ObservedAct } from '../../../../test/support/observed.ts'
import { tellAttribute } from '../../../../test/support/told-attributes.ts'
import { openTestStore } from '../../../../test/support/workspace.ts'
import { attribute } from './index.ts'

const store = await openTestStore()

const days = (name: string, ...list: string[]): ObservedAct[] =>
  list.map((day) => ({ name, at: `${day}T12:00:00Z` }))

test('the first act, the last and the months between', async () => {
  const told = await tellAttribute(store, attribute, {
    acts: [
      ...days('New', '2024-09-01', '2024-12-30'),
      ...days('Once', '2020-05-05', '2020-05-06'),
      ...days('Back', '2022-01-01', '2022-02-01', '2024-03-01'),
      ...days('Old', ...Array.from({ length: 12 }, (_unused, index) => `${2013 + index}-05-01`)),
      ...days('Thin', '2014-01-01', '2019-01-01', '2024-01-01'),
      ...days('Later', '2025-06-01'),
    ],
  })
  const said = Object.fromEntries(Object.entries(told).map(([name, [one]]) => [name, one?.value]))
  expect(said).toEqual({
    New: 'newcomer',
    Once: 'passer-by',
    Back: 'established',
    Old: 'veteran',
    Thin: 'established',
  })
  expect(told['Old']?.[0]?.probability).toBeCloseTo(99 / 102, 9)
  expect(told['Back']?.[0]?.evidence).toEqual(['tenure: active in 3 months, from 2022-01-01 to 2024-03-01'])
})
