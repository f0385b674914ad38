import { createRoute, z } from '@hono/zod-openapi'
import { decideOrganisations, splitOrganisation, undecideOrganisations } from '../../../resolve/index.ts'
import type { App, AppContext } from '../context.ts'
import { listOf, newOrganisationDecision, organisationSplit } from '../contract.ts'
import { toWholeList } from '../filter.ts'
import { readOrganisationDecisions } from '../organisations/read-decisions.ts'
import { readOrganisationsPreview } from '../organisations/read-preview.ts'
import { answers, shapes, takes } from '../route.ts'

const tags = ['organisations']
const holds = 'It holds from the next `resolve` on, until it is taken back.'

const list = createRoute({
  method: 'get',
  path: '/api/v1/organisation-decisions',
  summary: 'What is decided on which organisations are one, the latest first',
  tags,
  responses: answers('All that is decided.', listOf(shapes.OrganisationDecision)),
})

const decide = createRoute({
  method: 'post',
  path: '/api/v1/organisation-decisions',
  summary: 'Decide that two organisations are the same or not; `undecided` takes it back',
  description: `The second becomes part of the first, with all its domains and names, also those that come later. ${holds}`,
  tags,
  request: takes(newOrganisationDecision),
  responses: answers('What was recorded.', shapes.Decided),
})

const split = createRoute({
  method: 'post',
  path: '/api/v1/organisation-splits',
  summary: 'Take domains out of an organisation: they stand for another one',
  description: `Each is a decision on a domain, and taken back as such (\`DELETE /api/v1/domains/{domain}\`). ${holds}`,
  tags,
  request: takes(organisationSplit),
  responses: answers('What was recorded.', shapes.Decided),
})

const preview = createRoute({
  method: 'post',
  path: '/api/v1/organisation-decisions/preview',
  summary: 'Which organisations there would be after a decision or a split; nothing is written',
  tags,
  request: takes(z.union([newOrganisationDecision, organisationSplit])),
  responses: answers('Before and after.', shapes.OrganisationsPreview),
})

export function addOrganisationDecisionRoutes(app: App, { pipeline: { store, clock } }: AppContext): void {
  const deciding = (reason: string) => ({ by: 'somebody here', at: clock.now(), reason })
  app.openapi(list, async (c) => c.json(toWholeList(await readOrganisationDecisions(store)), 200))
  app.openapi(decide, async (c) => {
    const { verdict, reason, ...pair } = c.req.valid('json')
    if (verdict === 'undecided') {
      await undecideOrganisations(store, pair, deciding(reason))
      return c.json({ recorded: 1, already: 0, notes: [] }, 200)
    }
    const isNew = await decideOrganisations(store, { ...pair, verdict }, deciding(reason))
    return c.json({ recorded: isNew ? 1 : 0, already: isNew ? 0 : 1, notes: await sayIdle(pair) }, 200)
  })
  app.openapi(split, async (c) => {
    const { reason, ...body } = c.req.valid('json')
    await splitOrganisation(store, body, deciding(reason))
    return c.json({ recorded: body.domains.length, already: 0, notes: [] }, 200)
  })
  app.openapi(preview, async (c) => c.json(await readOrganisationsPreview(store, c.req.valid('json')), 200))

  /** Says when other decisions keep apart what was just decided to be the same. */
  async function sayIdle({ a, b }: { a: string; b: string }): Promise<string[]> {
    const ids = new Set([a, b])
    const idle = (await readOrganisationDecisions(store)).filter(
      (one) => !one.holds && ids.has(one.a.organisationId) && ids.has(one.b.organisationId),
    )
    return idle.map(
      (one) =>
        `It has no effect: that ${one.a.name} and ${one.b.name} are one would join organisations that were decided to be different.`,
    )
  }
}
