import { z } from 'zod'
import { UserError } from '../core/index.ts'
import { readDefinitions } from '../segment/index.ts'
import type { Store } from '../store/index.ts'

/** What is said of a segment nobody was placed in would lie there unseen: a UserError. */
export async function refuseUnknownSegments(store: Store, segments: readonly string[]): Promise<void> {
  const placed = await store.read({
    text: 'SELECT toString(segment) AS segment FROM segments',
    params: {},
    row: z.object({ segment: z.string() }),
  })
  const unknown = segments.find((segment) => !placed.some((one) => one.segment === segment))
  if (unknown === undefined) return
  const isDefined = (await readDefinitions(store)).some(({ segment }) => segment === unknown)
  if (isDefined)
    throw new UserError(
      `Nobody was placed in “${unknown}” yet: run the stages first (groundswell run), or wait until they have.`,
      { status: 409 },
    )
  throw new UserError(`There is no segment “${unknown}”. /api/v1/schemes lists those there are.`, {
    status: 404,
  })
}
