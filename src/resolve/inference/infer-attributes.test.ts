import { expect, test } from 'vitest'
import { z } from 'zod'
import { tellAttribute } from '../../../test/support/told-attributes.ts'
import { openTestStore } from '../../../test/support/workspace.ts'
import { attributes } from '../registry.gen.ts'
import { inferAttributes } from './infer-attributes.ts'

const store = await openTestStore()

const readValues = () =>
  store.read({
    text: `SELECT toString(attribute) AS attribute, value, status, round(probability, 6) AS probability
      FROM person_attributes ORDER BY attribute, value`,
    params: {},
    row: z.object({ attribute: z.string(), value: z.string(), status: z.string(), probability: z.number() }),
  })

test('attributes told together are what each is told by itself', async () => {
  const acts = [1, 2, 3, 4, 5, 6].map((month) => ({
    name: 'Ann Loom',
    type: 'commit.author',
    at: `2024-0${month}-03T11:00:00Z`,
    offset: 120,
    touched: ['po/de.po', 'looms/a.c'],
    attrs: { tags: 'warp' },
    quantities: { 'added.docs': 3, 'added.source': 10, 'added.translation': 5 },
  }))
  const apart = []
  for (const attribute of attributes) {
    await tellAttribute(store, attribute, { acts })
    apart.push(...(await readValues()))
  }
  await inferAttributes(store, {
    attributes,
    asOf: new Date('2025-01-01'),
    doubtfulFlags: [],
    signal: new AbortController().signal,
  })
  expect(new Set(apart.map(({ attribute }) => attribute)).size).toBeGreaterThan(4)
  expect(await readValues()).toEqual(apart)
})
