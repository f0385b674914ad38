import { expect, test } from 'vitest'
import { observe, printResolved, stateMailmap } from '../../test/support/observed.ts'
import { openTestStore } from '../../test/support/workspace.ts'
import { decide } from '../store/index.ts'
import { decideIdentities } from './identity/decide-identity.ts'
import { resolve } from './resolve.ts'
import { clearMark, isMarked, readMark, writeMark } from './run-mark.ts'

const store = await openTestStore()

const asOf = new Date('2026-01-01')

/** What is done about it, unless it is stopped before the step of this number. */
async function resolveUntil(last = Number.POSITIVE_INFINITY): Promise<number> {
  const stop = new AbortController()
  let steps = 0
  const onStep = (): void => {
    steps += 1
    if (steps === last) stop.abort()
  }
  await resolve(store, { asOf, signal: stop.signal, onStep })
  return steps
}

const hasNews = async (at = asOf): Promise<boolean> => !(await isMarked(store, await readMark(store, at)))

test('without news nothing is done; any news, another moment, a lost row or an unfinished run is noticed', {
  timeout: 120_000,
}, async () => {
  const ann = { name: 'Ann Archer', email: 'ann@example.org', at: '2020-01-01T00:00:00Z' }
  await observe(store, [ann, { name: 'Bob', email: 'bob@example.org' }])
  await resolveUntil()
  const printed = await printResolved(store)
  expect(await resolveUntil()).toBe(0)
  expect(await printResolved(store)).toEqual(printed)
  expect(await hasNews(new Date('2026-01-02'))).toBe(true)

  for (const kind of ['segment', 'target-model']) {
    await decide(store, { kind, subject: 'one', body: {}, at: asOf, by: 'Somebody', reason: '' })
    expect(await hasNews()).toBe(false)
  }

  const news = [
    () => observe(store, [{ ...ann, at: '2021-01-01T00:00:00Z' }]),
    () => stateMailmap(store, [['Bob Baker', 'bob@example.org', '', 'bob@example.org']]),
    () =>
      decideIdentities(store, [{ a: '1', b: '2', verdict: 'same', reason: '' }], {
        at: asOf,
        by: 'Somebody',
      }),
    () => store.write("ALTER TABLE people DELETE WHERE name = 'Bob'"),
    () => store.write("ALTER TABLE events DELETE WHERE occurred_at >= '2021-01-01'"),
  ]
  for (const tell of news) {
    await writeMark(store, await readMark(store, asOf))
    expect(await hasNews()).toBe(false)
    await tell()
    expect(await hasNews()).toBe(true)
    await clearMark(store)
  }

  await expect(resolveUntil(3)).rejects.toThrow()
  expect(await hasNews()).toBe(true)
})
