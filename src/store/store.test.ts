import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { modes, openTestStore } from '../../test/support/workspace.ts'

describe.each(modes)('the store, %s', async (mode) => {
  const store = await openTestStore({ mode })

  test('a migrated workspace has an empty table of events', async () => {
    const row = await store.readOne({
      text: 'SELECT count() AS events FROM events',
      params: {},
      row: z.object({ events: z.coerce.number() }),
    })
    expect(row.events).toBe(0)
  })
})
