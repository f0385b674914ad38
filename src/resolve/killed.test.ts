import { expect, test } from 'vitest'
import { startChild } from '../../test/support/child.ts'
import { type ObservedAct, observe, printResolved, stateMailmap } from '../../test/support/observed.ts'
import { makeTestFolder } from '../../test/support/workspace.ts'
import { connectStore, migrate, type Store } from '../store/index.ts'
import { resolve } from './resolve.ts'

const acts: ObservedAct[] = Array.from({ length: 400 }, (_, index) => ({
  name: `Given${index % 150} Family${index % 97}`,
  email: `address${index % 180}@company${index % 7}.example`,
  at: new Date(Date.UTC(2015, index % 60, 1 + (index % 27))).toISOString(),
  quantities: { 'source.added': index },
}))

async function withStore<T>(workspace: string, use: (store: Store) => Promise<T>): Promise<T> {
  const store = await connectStore({ workspace, url: undefined })
  try {
    return await use(store)
  } finally {
    await store.close()
  }
}

async function fill(workspace: string): Promise<void> {
  await withStore(workspace, async (store) => {
    await migrate(store)
    await observe(store, acts)
    await stateMailmap(store, [
      ['Given1 Family1', 'address1@company1.example', '', 'address2@company2.example'],
    ])
  })
}

const resolveAndPrint = (workspace: string) =>
  withStore(workspace, async (store) => {
    await resolve(store, { asOf: new Date('2030-01-01'), signal: new AbortController().signal })
    return printResolved(store)
  })

test('killed in the middle, at any step, the next run makes the tables of an undisturbed one', {
  timeout: 180_000,
}, async () => {
  const undisturbed = makeTestFolder()
  await fill(undisturbed)
  const expected = await resolveAndPrint(undisturbed)
  expect(Object.values(expected).map((rows) => rows.length > 0)).toContain(true)

  const workspace = makeTestFolder()
  await fill(workspace)
  for (const step of ['join aliases', 'describe people', 'count activity by month']) {
    const child = startChild('resolving.ts', [workspace])
    await child.waitFor(new RegExp(`^${step}$`))
    await child.kill('SIGKILL')
  }
  expect(await resolveAndPrint(workspace)).toEqual(expected)
})
