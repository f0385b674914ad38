import { z } from 'zod'
import { UserError } from '../core/index.ts'
import { readDefinitions } from '../segment/index.ts'
import type { Store } from '../store/index.ts'

/** What is said of a segment nobody knows would lie there for ever. */
export async function refuseUnknownSegment(store: Store, segments: readonly string[]): Promise<void> {
  const [placed, defined] = await Promise.all([
    store.read({
      text: 'SELECT toString(segment) AS segment FROM segments',
      params: {},
      row: z.object({ segment: z.string() }),
    }),
    readDefinitions(store),
  ])
  const known = new Set([...placed, ...defined].map(({ segment }) => segment))
  const unknown = segments.find((segment) => !known.has(segment))
  if (unknown !== undefined)
    throw new UserError(`There is no segment “${unknown}”. /api/v1/schemes lists those there are.`, {
      status: 404,
    })
}
