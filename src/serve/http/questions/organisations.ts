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
  log_acts: 'logActs',
  first_seen: 'first_seen',
  last_seen: 'last_seen',
} as const

export const organisationColumns = `toString(organisations.organisation_id) AS organisationId, name, domain, kind, people, events,
  first_seen AS firstSeen, last_seen AS lastSeen, ifNull(facts.businessType, '') AS businessType, ifNull(facts.sizeClass, '') AS sizeClass,
  ifNull(facts.region, '') AS region, ifNull(facts.industry, '') AS industry,
  ifNull(logs.acts, 0) AS logActs`

/** Organisations beside the facts that lists show, and what came from their networks. */
export const organisationsWithFacts = `organisations LEFT JOIN (
    SELECT organisation_id, anyIf(value, fact = 'business_type') AS businessType, anyIf(value, fact = 'size_class') AS sizeClass,
      anyIf(value, fact = 'region') AS region, trimBoth(concat(anyIf(scheme, fact = 'industry'), ' ', anyIf(value, fact = 'industry'))) AS industry
    FROM organisation_facts GROUP BY organisation_id
  ) AS facts ON facts.organisation_id = organisations.organisation_id
  LEFT JOIN (
    SELECT organisation_id, sum(visits + downloads) AS acts FROM network_months WHERE is_organisation_shown GROUP BY organisation_id
  ) AS logs ON logs.organisation_id = organisations.organisation_id`

const havingFact = (fact: string, condition: string): string =>
  `organisations.organisation_id IN (SELECT organisation_facts.organisation_id FROM organisation_facts WHERE fact = '${fact}' AND ${condition})`

const isInLogs =
  'organisations.organisation_id IN (SELECT network_months.organisation_id FROM network_months WHERE is_organisation_shown)'

function filterBySeen(seen: OrganisationsQuery['seen']): Filter[] {
  if (seen === undefined) return []
  return [
    {
      sql:
        seen === 'logs' ? isInLogs : `organisations.people = 0 AND organisations.events = 0 AND ${isInLogs}`,
      params: {},
    },
  ]
}

function filtersOf(query: OrganisationsQuery): Filter[] {
  return [
    ...filterBySeen(query.seen),
    ...filterBySearch(query.search, folded(`concat(name, '\\n', domain)`)),
    ...filterBy(query.kind, 'kind = {kind:String}', 'kind'),
    ...filterBy(
      query.segment,
      `organisations.organisation_id IN (SELECT subject_id FROM memberships WHERE segment = {segment:String} AND subject_kind = 'organisation' AND left_at IS NULL)`,
      'segment',
    ),
    ...filterBy(
      query.businessType,
      havingFact('business_type', 'value = {business_type:String}'),
      'business_type',
    ),
    ...filterBy(query.sizeClass, havingFact('size_class', 'value = {size_class:String}'), 'size_class'),
    ...filterBy(query.region, havingFact('region', 'value = {region:String}'), 'region'),
    ...filterBy(
      query.industry,
      havingFact('industry', `startsWith(${folded('value')}, ${folded('{industry:String}')})`),
      'industry',
    ),
  ]
}

const example: OrganisationsQuery = { ...firstPage, sort: 'people', order: 'desc' }
const examples: readonly OrganisationsQuery[] = [
  example,
  { ...example, sort: 'name', order: 'asc', search: 'exa', kind: 'corporate', segment: 's' },
  { ...example, sort: 'log_acts', seen: 'logs' },
  { ...example, seen: 'only-logs' },
  { ...example, businessType: 'isv', sizeClass: 'large', region: 'europe', industry: '62' },
]

/** One page of organisations. */
export const organisationsPage = question({
  text: (
    query: OrganisationsQuery,
  ) => `SELECT ${organisationColumns} FROM ${organisationsWithFacts} ${toWhere(filtersOf(query))}
    ${toOrder(sortColumns[query.sort], query.order, 'organisations.organisation_id')} ${pageOf}`,
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
