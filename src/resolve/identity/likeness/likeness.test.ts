import { expect, test } from 'vitest'
import { z } from 'zod'
import { openTestStore } from '../../../../test/support/workspace.ts'

const store = await openTestStore()

test.each([
  ['MARTHA', 'MARHTA', 0.9444, 0.9611],
  ['DIXON', 'DICKSONX', 0.7667, 0.8133],
  ['DWAYNE', 'DUANE', 0.8222, 0.84],
])('A19: the engine measures %s and %s as published', async (one, other, jaro, winkler) => {
  const found = await store.readOne({
    text: `SELECT jaroSimilarity({one:String}, {other:String}) AS jaro, jaroWinklerSimilarity({one:String}, {other:String}) AS winkler`,
    params: { one, other },
    row: z.object({ jaro: z.number(), winkler: z.number() }),
  })
  expect(found.jaro).toBeCloseTo(jaro, 4)
  expect(found.winkler).toBeCloseTo(winkler, 4)
})
