import { expect, test } from 'vitest'
import { type ObservedAct, observe, printResolved, stateMailmap } from '../../test/support/observed.ts'
import { modes, openTestStore } from '../../test/support/workspace.ts'
import { resolve } from './resolve.ts'

const acts: ObservedAct[] = Array.from({ length: 60 }, (_, index) => ({
  name: index % 5 === 0 ? 'Jürgen “J” Żółw' : `Given Family${index}`,
  email: index % 3 === 0 ? 'info@bücher.example' : `a${index % 20}@company${index % 4}.com`,
  ...(index % 11 === 0 ? { accountId: String(index % 2), platform: 'forum' } : {}),
  at: new Date(Date.UTC(2020, index, 1)).toISOString(),
}))

const stores = await Promise.all(modes.map((mode) => openTestStore({ mode })))

test('a server gives the same answer as the engine in the process', async () => {
  const printed = []
  for (const store of stores) {
    await observe(store, acts)
    await stateMailmap(store, [['Jürgen Żółw', 'a1@company1.com', '', 'a2@company2.com']])
    await resolve(store, { asOf: new Date('2023-01-01'), signal: new AbortController().signal })
    printed.push(await printResolved(store))
  }
  expect(printed[0]?.['people']?.length).toBeGreaterThan(10)
  expect(printed[1]).toEqual(printed[0])
})
