import { expect, test } from 'vitest'
import type { ObservedAct } from '../../../../test/support/observed.ts'
import { tellAttribute } from '../../../../test/support/told-attributes.ts'
import { openTestStore } from '../../../../test/support/workspace.ts'
import { attribute } from './index.ts'

const store = await openTestStore()

const said = (name: string, attrs: Record<string, string>, type = 'survey.answer'): ObservedAct => ({
  id: `${name} ${JSON.stringify(attrs)}`,
  name,
  type,
  attrs,
})

test.each([
  ['Senior Software Engineer', 'developer'],
  ['Chief Technology Officer', 'executive'],
  ['CTO & co-founder', 'executive'],
  ['DevOps engineer', 'ops'],
  ['IT administrator', 'ops'],
  ['Product Manager', 'product'],
  ['Project manager', 'manager'],
  ['Solutions Architect', 'architect'],
  ['PhD student', 'student'],
  ['Assistant Professor', 'researcher'],
  ['Technical writer', 'writer'],
  ['Developer Advocate', 'marketing'],
  ['Customer support', 'support'],
  ['Translator', 'translator'],
  ['Softwareentwicklerin', 'developer'],
])('%s is %s', (title, expected) => {
  const found = attribute.values.find((value) => new RegExp(value.said, 'u').test(title.toLowerCase()))
  expect(found?.name).toBe(expected)
})

test('a title outranks what somebody does, a survey the CRM; a role in a forum is no job', async () => {
  const told = await tellAttribute(store, attribute, {
    acts: [
      { name: 'Ann', type: 'commit.author', quantities: { 'added.source': 5 } },
      said('Bob', { 'Job title': 'Marketing lead' }, 'crm.contact'),
      said('Bob', { role: 'Student' }),
      said('Cid', { role: 'admin' }, 'forum.join'),
      { name: 'Dee', type: 'commit.author', quantities: { 'added.translation': 5 } },
      { name: 'Eve', type: 'qa.question' },
      said('Flo', { role: 'Weaver of clouds' }),
    ],
  })
  expect(told).toEqual({
    Ann: [expect.objectContaining({ value: 'developer', status: 'inferred' })],
    Bob: [expect.objectContaining({ value: 'student', status: 'declared' })],
    Dee: [expect.objectContaining({ value: 'translator' })],
    Eve: [expect.objectContaining({ value: 'end-user' })],
  })
})
