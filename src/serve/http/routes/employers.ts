import { createRoute, z } from '@hono/zod-openapi'
import { overrideEmployer, removeEmployerOverride } from '../../../resolve/index.ts'
import type { App, AppContext } from '../context.ts'
import { organisationStay } from '../contract.ts'
import { answers, pathPart, takes } from '../route.ts'
import { decidedStays, toMoment } from '../stay.ts'

const params = pathPart('id', 'The person’s id.')
const tags = ['people']
const decided = z.object({ personId: z.string(), stays: decidedStays }).meta({ id: 'EmployerDecision' })

const put = createRoute({
  method: 'put',
  path: '/api/v1/people/{id}/employer',
  summary: 'Decide for whom a person acted, from when to when; a person’s word outranks all evidence',
  description:
    'Takes effect when the stages run next. What was decided before for the same time gives way, for other times it stays.',
  tags,
  request: { params, ...takes(organisationStay) },
  responses: answers('All that is decided on this person’s employers.', decided),
})

const takeBack = createRoute({
  method: 'delete',
  path: '/api/v1/people/{id}/employer',
  summary: 'Take back what was decided on a person’s employers; the evidence holds again',
  tags,
  request: { params },
  responses: answers('No decision is left.', decided),
})

export function addEmployerRoutes(app: App, { pipeline: { store, clock } }: AppContext): void {
  app.openapi(put, async (c) => {
    const person = c.req.valid('param').id
    const { organisation, from, to, reason } = c.req.valid('json')
    const stays = await overrideEmployer(store, {
      person,
      organisation,
      from: toMoment(from),
      to: toMoment(to),
      by: 'somebody here',
      at: clock.now(),
      reason,
    })
    return c.json({ personId: person, stays }, 200)
  })
  app.openapi(takeBack, async (c) => {
    const person = c.req.valid('param').id
    const word = { person, by: 'somebody here', at: clock.now(), reason: 'taken back' }
    await removeEmployerOverride(store, word)
    return c.json({ personId: person, stays: [] }, 200)
  })
}
