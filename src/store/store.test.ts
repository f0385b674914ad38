import { expect, test } from 'vitest'
import { z } from 'zod'
import { openTestStore } from '../../test/support/workspace.ts'

const store = await openTestStore()

test('a migrated workspace has an empty table of events', async () => {
  const row = await store.readOne({
    text: 'SELECT count() AS events FROM events',
    params: {},
    row: z.object({ events: z.coerce.number() }),
  })
  expect(row.events).toBe(0)
})
