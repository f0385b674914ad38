import { z } from 'zod'
import { type Parameter, question } from '../../../store/index.ts'
import { organisationSummary, type organisationsQuery } from '../contract.ts'
import {
  type Filter,
  filterBy,
  filterBySearch,
  firstPage,
  folded,
  pageOf,
  toOrder,
  toParams,
  toWhere,
} from '../filter.ts'

type OrganisationsQuery = z.infer<typeof organisationsQuery>

const sortColumns = {
  name: folded('name'),
  kind: 'kind',
  people: 'people',
  events: 'events',
  first_seen: 'first_seen',
  last_seen: 'last_seen',
} as const

export const organisationColumns = `toString(organisation_id) AS organisationId, name, domain, kind, people, events,
  first_seen AS firstSeen, last_seen AS lastSeen`

function filtersOf(query: OrganisationsQuery): Filter[] {
  return [
    ...filterBySearch(query.search, folded(`concat(name, '\\n', domain)`)),
    ...filterBy(query.kind, 'kind = {kind:String}', 'kind'),
    ...filterBy(
      query.segment,
      `organisation_id IN (SELECT subject_id FROM memberships WHERE segment = {segment:String} AND subject_kind = 'organisation' AND left_at IS NULL)`,
      'segment',
    ),
  ]
}

const example: OrganisationsQuery = { ...firstPage, sort: 'people', order: 'desc' }
const examples: readonly OrganisationsQuery[] = [
  example,
  { ...example, sort: 'name', order: 'asc', search: 'exa', kind: 'corporate', segment: 's' },
]

/** One page of organisations. */
export const organisationsPage = question({
  text: (
    query: OrganisationsQuery,
  ) => `SELECT ${organisationColumns} FROM organisations ${toWhere(filtersOf(query))}
    ${toOrder(sortColumns[query.sort], query.order, 'organisation_id')} ${pageOf}`,
  params: (query): Record<string, Parameter> => ({
    ...toParams(filtersOf(query)),
    limit: query.limit,
    offset: query.offset,
  }),
  row: organisationSummary,
  examples,
})

/** How many organisations a list holds in all. */
export const organisationsTotal = question({
  text: (query: OrganisationsQuery) =>
    `SELECT count() AS total FROM organisations ${toWhere(filtersOf(query))}`,
  params: (query) => toParams(filtersOf(query)),
  row: z.object({ total: z.coerce.number() }),
  examples,
})
