import { expect, test } from 'vitest'
import { readFields, readValues } from './form-fields.ts'

const schema = {
  type: 'object',
  required: ['path', 'mailmap'],
  properties: {
    path: { type: 'string', description: 'Where it lies' },
    mailmap: { type: 'boolean', default: true },
    branches: { type: 'array', items: { type: 'string' } },
    maxCommits: { type: 'integer', minimum: 1 },
    format: { enum: ['auto', 'combined'], default: 'auto' },
    rules: { type: 'object', additionalProperties: {} },
    note: { anyOf: [{ type: 'string' }, { type: 'null' }] },
  },
}

test('a schema becomes fields with labels, hints and what stands there at first', () => {
  const fields = readFields(schema, { path: '/srv/git' })
  expect(fields.map((field) => [field.label, field.kind.is, field.value, field.required])).toEqual([
    ['Path', 'text', '/srv/git', true],
    ['Mailmap', 'yes-no', true, false],
    ['Branches', 'lines', '', false],
    ['Max commits', 'number', '', false],
    ['Format', 'choice', 'auto', false],
    ['Rules', 'json', '', false],
    ['Note', 'text', '', false],
  ])
  expect(fields[0]?.description).toBe('Where it lies')
})

test('what is filled in becomes a configuration; what is empty is left to the connector', () => {
  const fields = readFields(schema, {})
  const filled = { path: ' /srv/git ', branches: 'main\n\n next ', maxCommits: '12', rules: '{"a":[1]}' }
  expect(readValues(fields, filled)).toEqual({
    config: {
      path: '/srv/git',
      mailmap: true,
      branches: ['main', 'next'],
      maxCommits: 12,
      format: 'auto',
      rules: { a: [1] },
    },
    mistakes: {},
  })
})

test('what cannot be read is named field by field', () => {
  const { mistakes } = readValues(readFields(schema, {}), { path: '', maxCommits: '1.5', rules: '{' })
  expect(Object.keys(mistakes)).toEqual(['path', 'maxCommits', 'rules'])
  expect(mistakes['maxCommits']).toBe('Write a whole number.')
})

test('a schema of something else draws no fields', () => {
  expect(readFields({ type: 'string' }, {})).toEqual([])
})
