import { createRoute, z } from '@hono/zod-openapi'
import { overrideHolder, removeHolderOverride } from '../../../resolve/index.ts'
import type { App, AppContext } from '../context.ts'
import { organisationStay } from '../contract.ts'
import { answers, pathPart, takes } from '../route.ts'
import { decidedStays, toMoment } from '../stay.ts'

const params = pathPart('domain', 'A mail domain, e.g. `example.org`.')
const tags = ['organisations']
const decided = z.object({ domain: z.string(), stays: decidedStays }).meta({ id: 'HolderDecision' })

const put = createRoute({
  method: 'put',
  path: '/api/v1/domains/{domain}/holder',
  summary: 'Decide whose a domain was for a time, where it changed hands',
  description: 'Takes effect when the stages run next. Outside that time the domain is what it usually is.',
  tags,
  request: { params, ...takes(organisationStay) },
  responses: answers('All that is decided on whose the domain was.', decided),
})

const takeBack = createRoute({
  method: 'delete',
  path: '/api/v1/domains/{domain}/holder',
  summary: 'Take back what was decided on whose a domain was; the table holds again',
  tags,
  request: { params },
  responses: answers('No decision is left.', decided),
})

export function addHolderRoutes(app: App, { pipeline: { store, clock } }: AppContext): void {
  app.openapi(put, async (c) => {
    const { organisation, from, to, reason } = c.req.valid('json')
    const decision = await overrideHolder(store, {
      domain: c.req.valid('param').domain,
      organisation,
      from: toMoment(from),
      to: toMoment(to),
      by: 'somebody here',
      at: clock.now(),
      reason,
    })
    return c.json(decision, 200)
  })
  app.openapi(takeBack, async (c) => {
    const domain = await removeHolderOverride(store, {
      domain: c.req.valid('param').domain,
      by: 'somebody here',
      at: clock.now(),
      reason: 'taken back',
    })
    return c.json({ domain, stays: [] }, 200)
  })
}
