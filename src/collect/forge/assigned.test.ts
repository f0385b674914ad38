import { expect, test } from 'vitest'
import { readAssigned } from './assigned.ts'

const copilot = { login: 'Copilot', id: 198982749, type: 'Bot' }
const jane = { login: 'jane', id: 7, type: 'User' }
const cole = { username: 'cole', id: 8 }

test('whom a forge assigns beside the author of a proposal', () => {
  expect(readAssigned([copilot, jane], copilot)).toBe('7')
  expect(readAssigned([{ ...copilot, type: 'User' }, jane], { id: 3 })).toBe('7')
  expect(readAssigned([cole], { username: 'GitLabDuo', id: 9 })).toBe('8')
  expect(readAssigned([jane, jane], copilot)).toBe('7')
})

test('nobody, where it does not say who', () => {
  for (const assignees of [
    [],
    [copilot],
    [jane, cole],
    [{ login: 'x' }],
    [null, 7, 'jane'],
    undefined,
    'jane',
    {},
  ])
    expect(readAssigned(assignees, copilot), JSON.stringify(assignees)).toBe('')
  expect(readAssigned([jane], jane)).toBe('')
  expect(readAssigned([{ login: 'acme', id: 5, type: 'Organization' }], copilot)).toBe('')
})
