import { createRoute, z } from '@hono/zod-openapi'
import { overrideFact, parseFactName, removeFactOverride } from '../../../resolve/index.ts'
import type { App, AppContext } from '../context.ts'
import { factOverride } from '../contract.ts'
import { answers, takes } from '../route.ts'

const params = z.object({
  id: z.string().min(1).max(500).meta({ description: 'The organisation’s id.' }),
  fact: z.string().min(1).max(500).meta({ description: 'A fact, e.g. `business_type`.' }),
})
const tags = ['organisations']
const decided = z
  .object({ organisationId: z.string(), fact: z.string(), override: factOverride.nullable() })
  .meta({ id: 'FactDecision' })

const put = createRoute({
  method: 'put',
  path: '/api/v1/organisations/{id}/facts/{fact}',
  summary: 'Decide a fact of an organisation; it outranks lists, CRMs and what is inferred',
  description:
    'Takes effect when the stages run next, and holds when the organisation is made one with another. Answers the value as it was understood.',
  tags,
  request: { params, ...takes(factOverride) },
  responses: answers('The decision.', decided),
})

const takeBack = createRoute({
  method: 'delete',
  path: '/api/v1/organisations/{id}/facts/{fact}',
  summary: 'Take a decision on a fact back; what is stated and inferred holds again',
  tags,
  request: { params },
  responses: answers('No decision is left.', decided),
})

export function addFactRoutes(app: App, { pipeline: { store, clock } }: AppContext): void {
  const deciding = (reason: string) => ({ by: 'somebody here', at: clock.now(), reason })
  app.openapi(put, async (c) => {
    const { id, fact } = c.req.valid('param')
    const { value, scheme, reason } = c.req.valid('json')
    const word = { organisation: id, fact: parseFactName(fact), value, scheme }
    const understood = await overrideFact(store, word, deciding(reason))
    return c.json({ organisationId: id, fact, override: { ...understood, reason } }, 200)
  })
  app.openapi(takeBack, async (c) => {
    const { id, fact } = c.req.valid('param')
    await removeFactOverride(store, { organisation: id, fact: parseFactName(fact) }, deciding('taken back'))
    return c.json({ organisationId: id, fact, override: null }, 200)
  })
}
