import { z } from 'zod'
import { type Parameter, question } from '../../../store/index.ts'
import { type peopleQuery, personClass, personSummary } from '../contract.ts'
import {
  type Filter,
  filterBy,
  filterBySearch,
  firstPage,
  pageOf,
  toOrder,
  toParams,
  toWhere,
} from '../filter.ts'

type PeopleQuery = z.infer<typeof peopleQuery>

const sortColumns = {
  name: 'sort_name',
  events: 'events',
  first_seen: 'first_seen',
  last_seen: 'last_seen',
  state: "nullIf(state, '')",
} as const

/** A row of `person_cards` as lists show it. */
export const personRow = z
  .object({
    personId: z.string(),
    name: z.string(),
    email: z.string(),
    class: personClass,
    organisationId: z.string(),
    organisationName: z.string(),
    state: z
      .string()
      .transform((state) => (state === '' ? null : state))
      .pipe(personSummary.shape.state),
    aliases: personSummary.shape.aliases,
    events: personSummary.shape.events,
    firstSeen: personSummary.shape.firstSeen,
    lastSeen: personSummary.shape.lastSeen,
  })
  .transform(({ organisationId, organisationName, ...row }) => ({
    ...row,
    organisation: organisationId === '0' ? null : { organisationId, name: organisationName },
  }))

export const personColumns = `toString(person_id) AS personId, name, email, class, toString(organisation_id) AS organisationId,
  organisation_name AS organisationName, state, aliases, events, first_seen AS firstSeen, last_seen AS lastSeen`

function filtersOf(query: PeopleQuery): Filter[] {
  return [
    ...filterBySearch(query.search, 'search_text'),
    ...filterBy(query.class, 'class = {class:String}', 'class'),
    ...filterBy(query.state, 'state = {state:String}', 'state'),
    ...filterBy(
      query.organisation,
      'person_id IN (SELECT person_id FROM affiliations WHERE organisation_id = {organisation:UInt64})',
      'organisation',
    ),
    ...filterBy(
      query.segment,
      `person_id IN (SELECT subject_id FROM memberships WHERE segment = {segment:String} AND subject_kind = 'person' AND left_at IS NULL)`,
      'segment',
    ),
  ]
}

const example: PeopleQuery = { ...firstPage, sort: 'events', order: 'desc' }
const examples: readonly PeopleQuery[] = [
  example,
  {
    ...example,
    sort: 'name',
    order: 'asc',
    search: 'ann',
    class: 'human',
    state: 'P3',
    organisation: '1',
    segment: 's',
  },
  { ...example, sort: 'state' },
  { ...example, sort: 'last_seen' },
]

/** One page of people. */
export const peoplePage = question({
  // Only the columns that decide are sorted; the others are read for the page's rows alone.
  text: (query: PeopleQuery) => `SELECT ${personColumns} FROM person_cards ${toWhere(filtersOf(query))}
    ${toOrder(sortColumns[query.sort], query.order, 'person_id')} ${pageOf}`,
  params: (query): Record<string, Parameter> => ({
    ...toParams(filtersOf(query)),
    limit: query.limit,
    offset: query.offset,
  }),
  row: personRow,
  examples,
})

/** How many people a list holds in all. */
export const peopleTotal = question({
  text: (query: PeopleQuery) => `SELECT count() AS total FROM person_cards ${toWhere(filtersOf(query))}`,
  params: (query) => toParams(filtersOf(query)),
  row: z.object({ total: z.coerce.number() }),
  examples,
})
