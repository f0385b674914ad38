import { createRoute } from '@hono/zod-openapi'
import { type OrganisationId, parseId, UserError } from '../../../core/index.ts'
import type { App, AppContext } from '../context.ts'
import { listOf, organisationsQuery, peopleQuery } from '../contract.ts'
import { toList } from '../filter.ts'
import { readOrganisation } from '../organisations/read-organisation.ts'
import { organisationsPage, organisationsTotal } from '../questions/organisations.ts'
import { peoplePage, peopleTotal } from '../questions/people.ts'
import { answers, pathPart, shapes } from '../route.ts'

const organisations = createRoute({
  method: 'get',
  path: '/api/v1/organisations',
  summary: 'Organisations, searched, filtered and sorted',
  tags: ['organisations'],
  request: { query: organisationsQuery },
  responses: answers('A page of organisations.', listOf(shapes.OrganisationSummary)),
})

const oneOrganisation = createRoute({
  method: 'get',
  path: '/api/v1/organisations/{id}',
  summary: 'One organisation: what it is, what its people did, on which rungs they stand',
  tags: ['organisations'],
  request: { params: pathPart('id', 'The organisation’s id.') },
  responses: answers('The organisation.', shapes.Organisation),
})

const people = createRoute({
  method: 'get',
  path: '/api/v1/organisations/{id}/people',
  summary: 'The people thought to act for an organisation, now or earlier',
  tags: ['organisations'],
  request: {
    params: pathPart('id', 'The organisation’s id.'),
    query: peopleQuery.omit({ organisation: true }),
  },
  responses: answers('A page of people.', listOf(shapes.PersonSummary)),
})

export function addOrganisationRoutes(app: App, { pipeline: { store } }: AppContext): void {
  app.openapi(organisations, async (c) => {
    const query = c.req.valid('query')
    const [items, { total }] = await Promise.all([
      store.read(organisationsPage(query)),
      store.readOne(organisationsTotal(query)),
    ])
    return c.json(toList(items, total, query), 200)
  })
  app.openapi(oneOrganisation, async (c) => {
    const organisation = parseOrganisationId(c.req.valid('param').id)
    return c.json(await readOrganisation(store, organisation), 200)
  })
  app.openapi(people, async (c) => {
    const query = { ...c.req.valid('query'), organisation: parseOrganisationId(c.req.valid('param').id) }
    const [items, { total }] = await Promise.all([
      store.read(peoplePage(query)),
      store.readOne(peopleTotal(query)),
    ])
    return c.json(toList(items, total, query), 200)
  })
}

function parseOrganisationId(text: string): OrganisationId {
  const id = parseId<OrganisationId>(text)
  if (id === undefined) throw new UserError(`There is no organisation ${text}.`, { status: 404 })
  return id
}
