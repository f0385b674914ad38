import { createRoute } from '@hono/zod-openapi'
import { eventTypes, type PersonId, parseId, UserError } from '../../../core/index.ts'
import type { App, AppContext } from '../context.ts'
import { listOf, page, peopleQuery } from '../contract.ts'
import { toList } from '../filter.ts'
import { peoplePage, peopleTotal } from '../questions/people.ts'
import { personEvents, personEventsTotal } from '../questions/person-events.ts'
import { readPerson } from '../read-person.ts'
import { answers, pathPart, shapes } from '../route.ts'

const people = createRoute({
  method: 'get',
  path: '/api/v1/people',
  summary: 'People, searched, filtered and sorted',
  tags: ['people'],
  request: { query: peopleQuery },
  responses: answers('A page of people.', listOf(shapes.PersonSummary)),
})

const onePerson = createRoute({
  method: 'get',
  path: '/api/v1/people/{id}',
  summary: 'One person: who, for whom, since when, and why we think so',
  tags: ['people'],
  request: { params: pathPart('id', 'The person’s id.') },
  responses: answers('The person.', shapes.Person),
})

const events = createRoute({
  method: 'get',
  path: '/api/v1/people/{id}/events',
  summary: 'What one person did, the latest first',
  tags: ['people'],
  request: { params: pathPart('id', 'The person’s id.'), query: page },
  responses: answers('A page of events.', listOf(shapes.Event)),
})

export function addPeopleRoutes(app: App, { pipeline: { store } }: AppContext): void {
  app.openapi(people, async (c) => {
    const query = c.req.valid('query')
    if (query.organisation !== undefined && parseId(query.organisation) === undefined)
      throw new UserError(`There is no organisation ${query.organisation}.`, { status: 404 })
    const [items, { total }] = await Promise.all([
      store.read(peoplePage(query)),
      store.readOne(peopleTotal(query)),
    ])
    return c.json(toList(items, total, query), 200)
  })
  app.openapi(onePerson, async (c) =>
    c.json(await readPerson(store, parsePersonId(c.req.valid('param').id)), 200),
  )
  app.openapi(events, async (c) => {
    const person = parsePersonId(c.req.valid('param').id)
    const query = c.req.valid('query')
    const [rows, { total }] = await Promise.all([
      store.read(personEvents({ person, ...query })),
      store.readOne(personEventsTotal({ person })),
    ])
    return c.json(
      toList(
        rows.map((row) => ({ ...row, phrase: phraseOf(row.type) })),
        total,
        query,
      ),
      200,
    )
  })
}

function parsePersonId(text: string): PersonId {
  const id = parseId<PersonId>(text)
  if (id === undefined) throw new UserError(`There is no person ${text}.`, { status: 404 })
  return id
}

function phraseOf(type: string): string {
  return Object.hasOwn(eventTypes, type) ? eventTypes[type as keyof typeof eventTypes].phrase : type
}
