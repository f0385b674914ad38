import { expect, test } from 'vitest'
import { parseSettings } from './connector-settings.ts'

const connector = {
  title: 'Git',
  config: {
    properties: {
      path: { type: 'string' },
      mailmap: { type: 'boolean' },
      maxCommits: { type: 'integer' },
      docs: { type: 'array' },
      rules: { type: 'object' },
    },
  },
}

test.each([
  [['repo'], { paths: ['repo'], settings: {} }],
  [['repo', '--no-mailmap'], { paths: ['repo'], settings: { mailmap: false } }],
  [['--mailmap', 'repo'], { paths: ['repo'], settings: { mailmap: true } }],
  [['repo', '--max-commits', '5'], { paths: ['repo'], settings: { maxCommits: 5 } }],
  [['repo', '--max-commits=5'], { paths: ['repo'], settings: { maxCommits: 5 } }],
  [
    ['repo', '--set', 'mailmap=no', '--set', 'maxCommits=7'],
    { paths: ['repo'], settings: { mailmap: false, maxCommits: 7 } },
  ],
  [['repo', '--docs', '/a', '--docs', '/b'], { paths: ['repo'], settings: { docs: ['/a', '/b'] } }],
  [['repo', '--rules', '{"a":1}'], { paths: ['repo'], settings: { rules: { a: 1 } } }],
  [['--', '--odd-name'], { paths: ['--odd-name'], settings: {} }],
])('%j', (words, expected) => {
  expect(parseSettings(words, connector)).toEqual(expected)
})

test.each([
  [['repo', '--colour', 'red'], /no setting “colour”.*--no-mailmap|no setting “colour”.*--mailmap/],
  [['repo', '--max-commits', 'many'], /is a number/],
  [['repo', '--max-commits'], /needs a value/],
  [['repo', '--set', 'mailmap'], /key=value/],
  [['repo', '--set', 'mailmap=perhaps'], /yes or no/],
  [['repo', '--set', '__proto__=1'], /no setting/],
  [['repo', '--rules', '{'], /JSON/],
])('%j is refused', (words, sentence) => {
  expect(() => parseSettings(words, connector)).toThrow(sentence)
})

test('a flag without a connector says to name one', () => {
  expect(() => parseSettings(['repo', '--no-mailmap'], undefined)).toThrow(/name it first/)
})
