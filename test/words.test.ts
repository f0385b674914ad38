import { expect, test } from 'vitest'
import { eventTypes } from '../src/core/index.ts'
import { nameType } from '../web/src/words.ts'

test('every type of event has a word of its own on the pages', () => {
  const words = Object.keys(eventTypes).map((type) => [type, nameType(type)] as const)
  expect(words.filter(([type, word]) => word === type || word === '')).toEqual([])
  expect(new Set(words.map(([, word]) => word)).size).toBe(words.length)
})
