import { createRoute, z } from '@hono/zod-openapi'
import { overrideOwner, removeOwnerOverride } from '../../../resolve/index.ts'
import type { App, AppContext } from '../context.ts'
import { organisationStay } from '../contract.ts'
import { answers, pathPart, takes } from '../route.ts'
import { decidedStays, toMoment } from '../stay.ts'

const params = pathPart('id', 'The organisation’s id.')
const tags = ['organisations']
const decided = z.object({ organisationId: z.string(), stays: decidedStays }).meta({ id: 'OwnerDecision' })

const put = createRoute({
  method: 'put',
  path: '/api/v1/organisations/{id}/owner',
  summary: 'Decide which organisation this one belongs to, from when to when',
  description: 'Takes effect when the stages run next, instead of what is listed of it.',
  tags,
  request: { params, ...takes(organisationStay) },
  responses: answers('All that is decided on whom it belongs to.', decided),
})

const takeBack = createRoute({
  method: 'delete',
  path: '/api/v1/organisations/{id}/owner',
  summary: 'Take back what was decided on whom it belongs to; the table holds again',
  tags,
  request: { params },
  responses: answers('No decision is left.', decided),
})

export function addOwnerRoutes(app: App, { pipeline: { store, clock } }: AppContext): void {
  app.openapi(put, async (c) => {
    const owned = c.req.valid('param').id
    const { organisation, from, to, reason } = c.req.valid('json')
    const stays = await overrideOwner(store, {
      owned,
      organisation,
      from: toMoment(from),
      to: toMoment(to),
      by: 'somebody here',
      at: clock.now(),
      reason,
    })
    return c.json({ organisationId: owned, stays }, 200)
  })
  app.openapi(takeBack, async (c) => {
    const owned = c.req.valid('param').id
    await removeOwnerOverride(store, { owned, by: 'somebody here', at: clock.now(), reason: 'taken back' })
    return c.json({ organisationId: owned, stays: [] }, 200)
  })
}
