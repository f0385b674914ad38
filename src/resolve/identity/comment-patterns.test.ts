import { expect, test } from 'vitest'
import { z } from 'zod'
import { observe } from '../../../test/support/observed.ts'
import { openTestStore } from '../../../test/support/workspace.ts'
import { resolve } from '../resolve.ts'

const store = await openTestStore()

const comments = (username: string, count: number, patterns: number) =>
  Array.from({ length: count }, (_, at) => ({
    id: `${username} ${at}`,
    platform: 'github',
    username,
    type: 'issue.comment',
    attrs: { pattern: `pattern ${at % patterns}` },
  }))

// A36: comments and patterns of the accounts in BoDeGHa's README; methods 3.6.
test('whoever says few things often is a bot', async () => {
  await observe(store, [
    ...comments('stale', 100, 1),
    ...comments('codecov', 90, 2),
    ...comments('bors-servo', 80, 11),
    ...comments('highfive', 80, 6),
    ...comments('reconbot', 93, 81),
    ...comments('mikeal', 100, 100),
    // Too few to tell.
    ...comments('thanks', 9, 1),
    ...comments('ten', 10, 1),
    ...comments('edge', 10, 2),
  ])
  await resolve(store, { asOf: new Date('2026-01-01'), signal: new AbortController().signal })
  const people = await store.read({
    text: 'SELECT name, class, class_reason AS reason FROM people ORDER BY name',
    params: {},
    row: z.object({ name: z.string(), class: z.string(), reason: z.string() }),
  })
  expect(Object.fromEntries(people.map(({ name, class: kind }) => [name, kind]))).toEqual({
    stale: 'bot',
    codecov: 'bot',
    'bors-servo': 'bot',
    highfive: 'bot',
    reconbot: 'human',
    mikeal: 'human',
    thanks: 'human',
    ten: 'bot',
    edge: 'human',
  })
  expect(people.find(({ name }) => name === 'bors-servo')?.reason).toBe('its 80 comments follow 11 patterns')
})
