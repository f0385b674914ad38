import { expect, test } from 'vitest'
import { markRuleChanges, sayRuleChanges } from './rule-changes.ts'

test('each version but the first is a mark where people were placed by it, if they ever were', () => {
  const marks = markRuleChanges([
    { version: 4, placedAt: '2026-05-01T00:00:00Z' },
    { version: 3, placedAt: null },
    { version: 2, placedAt: '2026-03-01T00:00:00Z' },
    { version: 1, placedAt: '2025-04-01T00:00:00Z' },
  ])
  expect(marks).toEqual([
    { at: '2026-03-01T00:00:00Z', label: 'rule 2' },
    { at: '2026-05-01T00:00:00Z', label: 'rule 4' },
  ])
  expect(sayRuleChanges(marks)).toBe('Its rule was changed on 1 Mar 2026 (rule 2), 1 May 2026 (rule 4).')
  expect(sayRuleChanges(markRuleChanges([]))).toBe('')
})
