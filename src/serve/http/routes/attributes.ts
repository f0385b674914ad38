import { createRoute, z } from '@hono/zod-openapi'
import { type PersonId, parseId, UserError } from '../../../core/index.ts'
import { attributes, overrideAttribute, removeAttributeOverride } from '../../../resolve/index.ts'
import type { App, AppContext } from '../context.ts'
import { attributeOverride } from '../contract.ts'
import { answers, takes } from '../route.ts'

const params = z.object({
  id: z.string().min(1).max(500).meta({ description: 'The person’s id.' }),
  attribute: z.string().min(1).max(500).meta({ description: 'An attribute, e.g. `role`.' }),
})
const tags = ['people']
const decided = z
  .object({ person: z.string(), attribute: z.string(), override: attributeOverride.nullable() })
  .meta({ id: 'AttributeDecision' })

const put = createRoute({
  method: 'put',
  path: '/api/v1/people/{id}/attributes/{attribute}',
  summary: 'Decide an attribute of a person; it outranks what is inferred and declared',
  description: 'Takes effect when the stages run next, and holds when the person is joined with another.',
  tags,
  request: { params, ...takes(attributeOverride) },
  responses: answers('The decision.', decided),
})

const takeBack = createRoute({
  method: 'delete',
  path: '/api/v1/people/{id}/attributes/{attribute}',
  summary: 'Take a decision on an attribute back; the evidence holds again',
  tags,
  request: { params },
  responses: answers('No decision is left.', decided),
})

export function addAttributeRoutes(app: App, { pipeline: { store, clock } }: AppContext): void {
  const deciding = (reason: string) => ({ by: 'somebody here', at: clock.now(), reason })
  app.openapi(put, async (c) => {
    const subject = parseSubject(c.req.valid('param'))
    const override = c.req.valid('json')
    await overrideAttribute(
      store,
      attributes,
      { ...subject, value: override.value },
      deciding(override.reason),
    )
    return c.json({ ...subject, override }, 200)
  })
  app.openapi(takeBack, async (c) => {
    const subject = parseSubject(c.req.valid('param'))
    await removeAttributeOverride(store, attributes, subject, deciding('taken back'))
    return c.json({ ...subject, override: null }, 200)
  })
}

function parseSubject({ id, attribute }: z.infer<typeof params>): { person: string; attribute: string } {
  if (parseId<PersonId>(id) === undefined) throw new UserError(`There is no person ${id}.`, { status: 404 })
  return { person: id, attribute }
}
