import { createRoute, z } from '@hono/zod-openapi'
import { type OrganisationId, parseId, UserError } from '../../../core/index.ts'
import { claimOrganisation } from '../../../resolve/index.ts'
import type { App, AppContext } from '../context.ts'
import { ourClaim } from '../contract.ts'
import { answers, pathPart, takes } from '../route.ts'

const params = pathPart('id', 'The organisation’s id.')
const path = '/api/v1/organisations/{id}/ours'
const tags = ['organisations']
const claimed = z.object({ organisationId: z.string(), isOurs: z.boolean() }).meta({ id: 'OurClaim' })

const put = createRoute({
  method: 'put',
  path,
  summary: 'Say that this organisation runs the community: its people are the team',
  description:
    'Takes effect when the stages run next. People of organisations that belong to it are the team too.',
  tags,
  request: { params, ...takes(ourClaim) },
  responses: answers('What holds now.', claimed),
})

const takeBack = createRoute({
  method: 'delete',
  path,
  summary: 'Say that this organisation does not run the community',
  tags,
  request: { params },
  responses: answers('What holds now.', claimed),
})

export function addOurOrganisationRoutes(app: App, { pipeline: { store, clock } }: AppContext): void {
  const claim = async (id: string, isOurs: boolean, reason: string) => {
    const organisation = parseId<OrganisationId>(id)
    if (organisation === undefined) throw new UserError(`There is no organisation ${id}.`, { status: 404 })
    await claimOrganisation(store, { organisation, isOurs, by: 'somebody here', at: clock.now(), reason })
    return { organisationId: organisation, isOurs }
  }
  app.openapi(put, async (c) =>
    c.json(await claim(c.req.valid('param').id, true, c.req.valid('json').reason), 200),
  )
  app.openapi(takeBack, async (c) => c.json(await claim(c.req.valid('param').id, false, 'taken back'), 200))
}
