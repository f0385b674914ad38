import { expect, test } from 'vitest'
import { ruleOfFilters } from './rule-of-filters.ts'

test('filters that a rule can say become one, others do not', () => {
  expect(ruleOfFilters({ state: 'P4', segment: 'role/developer', class: 'human', page: 2 })).toEqual({
    all: [{ stands: { at_least: 'P4', at_most: 'P4' } }, { member: { of: 'role/developer' } }],
  })
  expect(ruleOfFilters({})).toBeUndefined()
  for (const more of [{ search: 'a' }, { class: 'bot' }, { organisation: '1' }])
    expect(ruleOfFilters({ state: 'P4', ...more })).toBeUndefined()
})
