import { describe, expect, test } from 'vitest'
import { nameAfter, readField, readPlace, writeField } from './rule-tree.ts'

describe('a place in a rule', () => {
  test.each([
    [{ all: [{ did: {} }] }, 'all'],
    [{ any: [] }, 'any'],
    [{ not: { did: {} } }, 'not'],
    [{ did: { at_least: 2 } }, 'kind'],
    [{}, undefined],
    [{ did: {}, stands: {} }, undefined],
    [{ all: 'x' }, undefined],
    [{ all: ['x'] }, undefined],
    [{ not: 1 }, undefined],
    [{ did: null }, undefined],
    ['did', undefined],
    [null, undefined],
  ])('%j is %s', (rule, op) => {
    expect(readPlace(rule)?.op).toBe(op)
  })
})

describe('a field', () => {
  test('is read and written at its key, also inside another', () => {
    expect(readField({ first: { acts: 'any' } }, 'first.acts')).toBe('any')
    expect(readField({}, 'first.acts')).toBeUndefined()
    expect(writeField({ p: 1 }, 'first.acts', ['x'])).toEqual({ p: 1, first: { acts: ['x'] } })
    expect(writeField({ first: { acts: 'any', within: '1 day' } }, 'first.acts', undefined)).toEqual({
      first: { within: '1 day' },
    })
    expect(writeField({ at_least: 1, p: 1 }, 'at_least', undefined)).toEqual({ p: 1 })
  })
})

test.each([
  ['Silent askers', 'silent-askers'],
  ['  Élan & Wärme!  ', 'elan-warme'],
  ['***', ''],
  ['x'.repeat(90), 'x'.repeat(60)],
])('the title %s makes the name %s', (title, name) => {
  expect(nameAfter(title)).toBe(name)
})
