import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { startChild } from '../../test/support/child.ts'
import { makeTestFolder, modes, openTestStore } from '../../test/support/workspace.ts'
import { eventTypes } from '../core/index.ts'
import { migrate, readMigrations } from './migrate.ts'
import { connectStore, type Store } from './store.ts'

describe.each(modes)('the schema, %s', async (mode) => {
  const store = await openTestStore({ mode })
  const known = readMigrations()

  test('each step is recorded once, with its checksum, in order', async () => {
    expect(await readHistory(store)).toEqual(
      known.map(({ number, name, checksum }) => ({ number, name, checksum })),
    )
    expect(known.map(({ number }) => number)).toEqual(known.map((_, index) => index + 1))
  })

  test('bringing up to date what is up to date changes nothing', async () => {
    const before = await readSchema(store)
    expect(await migrate(store)).toEqual({ applied: [] })
    expect(await readSchema(store)).toEqual(before)
    expect(await readHistory(store)).toHaveLength(known.length)
  })

  test('a step that was killed half-way is finished by the next start, and loses nothing', async () => {
    const before = await readSchema(store)
    const last = known.at(-1)
    await store.write('DELETE FROM migrations WHERE number >= {from:UInt32}', { from: 3 })
    await store.write('DROP TABLE people SYNC')
    await store.write(`INSERT INTO decisions SELECT 1, 'k', 's', 1, '{}', now64(6), 'me', ''`)
    const { applied } = await migrate(store)
    expect(applied).toEqual(known.slice(2).map(({ name }) => name))
    expect(applied).toContain(last?.name)
    expect(await readSchema(store)).toEqual(before)
    expect(
      await store.read({ text: 'SELECT subject FROM decisions', params: {}, row: z.unknown() }),
    ).toHaveLength(1)
  })

  test('the vocabulary of events is that of this program', async () => {
    await store.write(`INSERT INTO event_types (type, weight) VALUES ('old.word', 1)`)
    await migrate(store)
    const rows = await store.read({
      text: 'SELECT type, weight, contribution FROM event_types ORDER BY type',
      params: {},
      row: z.object({ type: z.string(), weight: z.number(), contribution: z.boolean() }),
    })
    expect(rows.map(({ type }) => type)).toEqual(Object.keys(eventTypes).sort())
    expect(rows).toContainEqual({ type: 'commit.author', weight: 7, contribution: true })
  })

  test('a workspace of a newer program is refused and stays as it is', async () => {
    await store.write(`INSERT INTO migrations (number, name, checksum) VALUES (9999, 'later', 'x')`)
    const before = [await readHistory(store), await readSchema(store)]
    await expect(migrate(store)).rejects.toThrow(
      `This workspace was last used by a newer Groundswell (schema 9999 “later”; this program knows up to ${known.length}). Update the program; nothing was changed.`,
    )
    expect([await readHistory(store), await readSchema(store)]).toEqual(before)
    await store.write('DELETE FROM migrations WHERE number = 9999')
  })

  test('a workspace with another history is refused and stays as it is', async () => {
    await store.write(`INSERT INTO migrations (number, name, checksum) VALUES (2, 'decisions', 'another')`)
    await expect(migrate(store)).rejects.toThrow(
      "Schema step 2 “decisions” of this workspace differs from this program's.",
    )
    await store.write(
      `INSERT INTO migrations (number, name, checksum) VALUES (2, 'decisions', {checksum:String})`,
      {
        checksum: known[1]?.checksum ?? '',
      },
    )
    await migrate(store)
  })
})

test('a start killed at any moment is finished by the next one', async () => {
  const folder = makeTestFolder()
  const delays = [20, 60, 110, 170, 240]
  for (const delay of delays) {
    const child = startChild('open-workspace.ts', [folder])
    await child.waitFor(/opening/)
    await new Promise((resolve) => setTimeout(resolve, delay))
    await child.kill('SIGKILL')
  }
  const last = startChild('open-workspace.ts', [folder])
  await last.waitFor(/opened/)
  await last.kill('SIGKILL')
  const store = await connectStore({ workspace: folder, url: undefined })
  expect(await readHistory(store)).toEqual(
    readMigrations().map(({ number, name, checksum }) => ({ number, name, checksum })),
  )
  expect((await readSchema(store)).length).toBeGreaterThan(20)
  await store.close()
})

function readHistory(store: Store): Promise<unknown[]> {
  return store.read({
    text: 'SELECT number, name, checksum FROM migrations FINAL ORDER BY number',
    params: {},
    row: z.unknown(),
  })
}

function readSchema(store: Store): Promise<unknown[]> {
  return store.read({
    text: `SELECT name, engine_full, (SELECT groupArray((c.name, type, default_expression)) FROM system.columns c
        WHERE c.database = currentDatabase() AND c.table = t.name) AS columns
      FROM system.tables t WHERE database = currentDatabase() ORDER BY name`,
    params: {},
    row: z.unknown(),
  })
}
