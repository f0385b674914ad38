import { execFileSync } from 'node:child_process'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readTrailers } from './trailer.ts'

const told = (message: string): string[] =>
  readTrailers(message).map(({ role, person }) => `${role} ${person.name} <${person.email}>`)

test('the trailers of the last paragraph are read, whatever their case', () => {
  const message = `Fix the parser

It failed on tabs.

Reported-by: Cy Young <cy@example.net>
reviewed-BY: Dee <dee@example.net>
Change-Id: I1234
Co-authored-by: Eve <eve@example.org>
`
  expect(told(message)).toEqual([
    'reported_by Cy Young <cy@example.net>',
    'reviewed_by Dee <dee@example.net>',
    'co_authored_by Eve <eve@example.org>',
  ])
})

test('a trailer in an earlier paragraph, or in the subject, is prose', () => {
  expect(told('Fix\n\nReported-by: Cy <cy@example.net>\n\nMore words here.\n')).toEqual([])
  expect(told('Reviewed-by: Dee <dee@example.net>')).toEqual([])
  expect(told('Reviewed-by: Dee <dee@example.net>\nTested-by: Cy <cy@example.net>\n')).toEqual([])
})

test('prose beside trailers spoils the block, unless git itself wrote one of them', () => {
  expect(told('Fix\n\nThanks to all.\nReported-by: Cy <cy@example.net>')).toEqual([])
  expect(told('Fix\n\n[dee: moved a brace]\nSigned-off-by: Dee <dee@example.net>')).toEqual([
    'signed_off_by Dee <dee@example.net>',
  ])
})

test('folded lines, several people, addresses and names alone are understood', () => {
  expect(told('Fix\n\nReported-by: Cy Young\n  <cy@example.net>\n')).toEqual([
    'reported_by Cy Young <cy@example.net>',
  ])
  expect(
    told('Fix\n\nTested-by: Cy <cy@example.net>, "Bo, Dee" <dee@example.net> and Eve <eve@example.org>'),
  ).toEqual([
    'tested_by Cy <cy@example.net>',
    'tested_by Bo, Dee <dee@example.net>',
    'tested_by Eve <eve@example.org>',
  ])
  expect(told('Fix\n\nReported-by: cy@example.net')).toEqual(['reported_by  <cy@example.net>'])
  expect(told('Fix\n\nReported-by: Cy Young')).toEqual(['reported_by Cy Young <>'])
  expect(told('Fix\n\nTested-by: me\nReported-by: none\nReviewed-by: <>')).toEqual([])
})

test('whatever a message holds, it is read quickly and without an error', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => readTrailers(text).length >= 0),
  )
  const started = performance.now()
  const hostile = [
    `Fix\n\nReported-by: ${'@'.repeat(1_000_000)} x`,
    `Fix\n\nReported-by: ${' ,'.repeat(500_000)}x`,
    `Fix\n\n${'a-'.repeat(500_000)}`,
    `Fix\n\n${'Reported-by: <\n'.repeat(100_000)}`,
    `Fix\n\nReported-by: ${'<'.repeat(1_000_000)}`,
  ]
  for (const message of hostile) readTrailers(message)
  expect(performance.now() - started).toBeLessThan(3000)
})

test('what counts as a trailer block is what git counts as one', () => {
  const line = fc.constantFrom(
    'Reported-by: Cy <cy@example.net>',
    'Signed-off-by: Dee <dee@example.net>',
    'Some words, and more',
    'Fixes: 17',
    '(cherry picked from commit 1234567890)',
    '  folded on',
    '',
  )
  fc.assert(
    fc.property(fc.array(line, { minLength: 1, maxLength: 8 }), (lines) => {
      const message = `Subject\n\n${lines.join('\n')}\n`
      const parsed = execFileSync('git', ['interpret-trailers', '--parse', '--no-divider'], {
        input: message,
        encoding: 'utf8',
      })
      const theirs = parsed.split('\n').filter((entry) => /^(Reported|Signed-off)-by: /.test(entry))
      expect(readTrailers(message).length, message).toBe(theirs.length)
    }),
    { numRuns: 60, seed: 7 },
  )
})
