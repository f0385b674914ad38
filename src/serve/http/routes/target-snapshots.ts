import { createRoute, z } from '@hono/zod-openapi'
import { findSnapshot, readSnapshots, takeSnapshot } from '../../../target/index.ts'
import { readAsOf } from '../../jobs/as-of.ts'
import type { App, AppContext } from '../context.ts'
import { listOf, newSnapshot } from '../contract.ts'
import { toWholeList } from '../filter.ts'
import { answers, pathPart, shapes, takes } from '../route.ts'
import { tellSnapshot } from '../targets/tell-targets.ts'

const tags = ['targets']

const list = createRoute({
  method: 'get',
  path: '/api/v1/target-snapshots',
  summary: 'The matrix as it was kept quarter by quarter, the latest first',
  tags,
  responses: answers('One of each quarter.', listOf(shapes.TargetSnapshot)),
})
const one = createRoute({
  method: 'get',
  path: '/api/v1/target-snapshots/{quarter}',
  summary: 'The matrix of a quarter, with the thresholds that held then',
  tags,
  request: {
    params: pathPart('quarter', 'e.g. `2026-Q4`.'),
    query: z.object({ version: z.coerce.number().int().min(1).max(4_294_967_295).optional() }),
  },
  responses: answers('The snapshot.', shapes.TargetSnapshot),
})
const take = createRoute({
  method: 'post',
  path: '/api/v1/target-snapshots',
  summary: 'Keep the matrix as it is now as that of its quarter; a second time it is the next version',
  tags,
  request: takes(newSnapshot),
  responses: answers('The snapshot.', shapes.TargetSnapshot),
})

export function addTargetSnapshotRoutes(app: App, { pipeline: { store, clock } }: AppContext): void {
  app.openapi(list, async (c) => c.json(toWholeList((await readSnapshots(store)).map(tellSnapshot)), 200))
  app.openapi(one, async (c) => {
    const { quarter } = c.req.valid('param')
    return c.json(tellSnapshot(await findSnapshot(store, quarter, c.req.valid('query').version)), 200)
  })
  app.openapi(take, async (c) => {
    const { reason } = c.req.valid('json')
    const asOf = (await readAsOf(store)) ?? clock.now()
    const taken = await takeSnapshot(store, asOf, { by: 'somebody here', at: clock.now(), reason })
    return c.json(tellSnapshot(taken), 200)
  })
}
