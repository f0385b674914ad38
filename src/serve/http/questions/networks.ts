import { z } from 'zod'
import { type Parameter, question } from '../../../store/index.ts'
import { network, networks, type networksQuery } from '../contract.ts'
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

type NetworksQuery = z.infer<typeof networksQuery>

const sortColumns = {
  name: folded('network_meanings.name'),
  number: 'network_meanings.number',
  class: 'network_meanings.class',
  visits: 'visits',
  downloads: 'downloads',
  endpoints: 'endpoints',
} as const

const searched = folded(
  `concat(network_meanings.name, '\\n', network_meanings.domain, '\\nAS', toString(network_meanings.number))`,
)

const filtersOf = (query: NetworksQuery): Filter[] => [
  ...filterBySearch(query.search, searched),
  ...filterBy(query.class, 'network_meanings.class = {class:String}', 'class'),
]

/** Each network in the months in which it is shown. */
const shown = `network_meanings INNER JOIN (
    SELECT network_id, sum(network_months.visits) AS visits, sum(network_months.downloads) AS downloads,
      sum(network_months.automated) AS automated, max(network_months.endpoints) AS endpoints,
      max(network_months.origins) AS origins, count() AS months
    FROM network_months WHERE is_shown GROUP BY network_id
  ) AS seen ON seen.network_id = network_meanings.network_id`

const examples: readonly NetworksQuery[] = [
  { ...firstPage, sort: 'endpoints', order: 'desc' },
  { ...firstPage, sort: 'name', order: 'asc', search: 'exa', class: 'business' },
]

const row = network
  .omit({ organisation: true })
  .extend({ organisationId: z.string(), organisationName: z.string() })
  .transform(({ organisationId, organisationName, ...rest }) => ({
    ...rest,
    organisation: organisationId === '' ? null : { organisationId, name: organisationName },
  }))

/** One page of networks; beside each the organisation whose own it is. */
export const networksPage = question({
  text: (
    query: NetworksQuery,
  ) => `SELECT toString(network_meanings.network_id) AS networkId, network_meanings.number AS number, network_meanings.name AS name,
      network_meanings.domain AS domain, network_meanings.class AS class, network_meanings.reason AS reason,
      network_meanings.is_decided AS isDecided, visits, downloads, automated, endpoints, origins, months,
      if(isNull(known.organisation_id), '', toString(known.organisation_id)) AS organisationId, ifNull(known.name, '') AS organisationName
    FROM ${shown}
    LEFT JOIN (SELECT organisation_id, name FROM organisations) AS known ON known.organisation_id = network_meanings.organisation_id
    ${toWhere(filtersOf(query))} ${toOrder(sortColumns[query.sort], query.order, 'networkId')} ${pageOf}`,
  params: (query): Record<string, Parameter> => ({
    ...toParams(filtersOf(query)),
    limit: query.limit,
    offset: query.offset,
  }),
  row,
  examples,
})

/** How many networks the list holds in all. */
export const networksTotal = question({
  text: (query: NetworksQuery) => `SELECT count() AS total FROM ${shown} ${toWhere(filtersOf(query))}`,
  params: (query) => toParams(filtersOf(query)),
  row: z.object({ total: z.coerce.number() }),
  examples,
})

/** What came in months with too few addresses to name the network. */
export const otherNetworks = question({
  text: `SELECT uniqExact(network_id) AS networks, sum(network_months.visits) AS visits, sum(network_months.downloads) AS downloads,
      sum(network_months.automated) AS automated
    FROM network_months WHERE NOT is_shown`,
  params: () => ({}),
  row: networks.shape.others,
  examples: [undefined],
})
