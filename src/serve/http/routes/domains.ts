import { createRoute, z } from '@hono/zod-openapi'
import { overrideDomain, removeDomainOverride } from '../../../resolve/index.ts'
import type { App, AppContext } from '../context.ts'
import { domainOverride } from '../contract.ts'
import { answers, pathPart, takes } from '../route.ts'

const params = pathPart('domain', 'A mail domain, e.g. `example.org`.')
const tags = ['organisations']
const decided = z
  .object({ domain: z.string(), override: domainOverride.nullable() })
  .meta({ id: 'DomainDecision' })

const put = createRoute({
  method: 'put',
  path: '/api/v1/domains/{domain}',
  summary: 'Decide what a domain is; a person’s word outranks the tables',
  description: 'Takes effect when the stages run next.',
  tags,
  request: { params, ...takes(domainOverride) },
  responses: answers('The decision.', decided),
})

const takeBack = createRoute({
  method: 'delete',
  path: '/api/v1/domains/{domain}',
  summary: 'Take a decision on a domain back; the tables hold again',
  tags,
  request: { params },
  responses: answers('No decision is left.', decided),
})

export function addDomainRoutes(app: App, { pipeline: { store, clock } }: AppContext): void {
  app.openapi(put, async (c) => {
    const { domain } = c.req.valid('param')
    const override = c.req.valid('json')
    const decision = await overrideDomain(store, {
      ...override,
      domain,
      by: 'somebody here',
      at: clock.now(),
    })
    return c.json({ domain: decision.subject, override }, 200)
  })
  app.openapi(takeBack, async (c) => {
    const { domain } = c.req.valid('param')
    const decision = await removeDomainOverride(store, {
      domain,
      by: 'somebody here',
      at: clock.now(),
      reason: 'taken back',
    })
    return c.json({ domain: decision.subject, override: null }, 200)
  })
}
