import { z } from 'zod'
import { type Parameter, question } from '../../../store/index.ts'
import { member, type membersQuery } from '../contract.ts'
import { type Filter, filterBySearch, firstPage, folded, pageOf, toOrder, toParams } from '../filter.ts'

export type MembersQuery = z.infer<typeof membersQuery> & {
  readonly segment: string
  readonly subjectKind: 'person' | 'organisation'
}

/** How each kind of subject is named and found. */
const subjects = {
  person: { table: 'person_cards', id: 'person_id', sortName: 'sort_name', search: 'search_text' },
  organisation: {
    table: 'organisations',
    id: 'organisation_id',
    sortName: folded('name'),
    search: folded(`concat(name, '\\n', domain)`),
  },
} as const

const example: MembersQuery = {
  ...firstPage,
  segment: 's',
  subjectKind: 'person',
  sort: 'entered_at',
  order: 'desc',
}
const examples: readonly MembersQuery[] = [
  example,
  { ...example, asOf: '2007-10-16T00:00:00Z', search: 'ann' },
  { ...example, sort: 'name', search: 'ann' },
  { ...example, sort: 'events', subjectKind: 'organisation', search: 'exa' },
]

/** Stays that last now, or lasted at a moment: what happens at the moment itself does not count any more. */
function staysAt({ asOf }: MembersQuery): Filter {
  if (asOf === undefined) return { sql: 'left_at IS NULL', params: {} }
  return {
    sql: 'entered_at < {as_of:DateTime64(3)} AND (left_at IS NULL OR left_at >= {as_of:DateTime64(3)})',
    params: { as_of: new Date(asOf) },
  }
}

const stays = (query: MembersQuery): string =>
  `memberships WHERE segment = {segment:String} AND subject_kind = {subject_kind:String} AND ${staysAt(query).sql}`

function paramsOf(query: MembersQuery): Record<string, Parameter> {
  return {
    segment: query.segment,
    subject_kind: query.subjectKind,
    ...staysAt(query).params,
    ...toParams(filterBySearch(query.search, '')),
  }
}

function searched(query: MembersQuery): string {
  const { table, id, search } = subjects[query.subjectKind]
  const [filter] = filterBySearch(query.search, search)
  return filter === undefined ? '' : `AND subject_id IN (SELECT ${id} FROM ${table} WHERE ${filter.sql})`
}

const shown = `{subject_kind:String} AS subjectKind, toString(subject_id) AS subjectId, name, events,
  entered_at AS enteredAt, entered_reason AS enteredReason`

/**
 * One page of members. The page is chosen first, from the table that has the column it is sorted by; only its rows stand
 * on the right of the join, because a segment can hold everybody.
 */
export const membersPage = question({
  text: (query: MembersQuery) => (query.sort === 'entered_at' ? byEntry(query) : byName(query)),
  params: (query): Record<string, Parameter> => ({
    ...paramsOf(query),
    limit: query.limit,
    offset: query.offset,
  }),
  row: member,
  examples,
})

function byEntry(query: MembersQuery): string {
  const { table, id } = subjects[query.subjectKind]
  const order = toOrder('entered_at', query.order, 'subject_id')
  return `SELECT ${shown} FROM (SELECT ${id} AS named_id, name, events FROM ${table}) AS named
    INNER JOIN (SELECT subject_id, entered_at, entered_reason FROM ${stays(query)} ${searched(query)} ${order} ${pageOf}) AS chosen
      ON chosen.subject_id = named.named_id
    ${order}`
}

function byName(query: MembersQuery): string {
  const { table, id, sortName, search } = subjects[query.subjectKind]
  const found = filterBySearch(query.search, search).map((filter) => `AND ${filter.sql}`)
  const order = toOrder(query.sort === 'name' ? 'sorted_by' : 'events', query.order, 'named_id')
  return `SELECT ${shown} FROM (SELECT subject_id, entered_at, entered_reason FROM ${stays(query)}) AS stay
    INNER JOIN (
      SELECT ${id} AS named_id, name, events, ${sortName} AS sorted_by FROM ${table}
      WHERE ${id} IN (SELECT subject_id FROM ${stays(query)}) ${found.join(' ')} ${order} ${pageOf}) AS chosen
      ON chosen.named_id = stay.subject_id
    ${order}`
}

/** How many members a list holds in all. */
export const membersTotal = question({
  text: (query: MembersQuery) => `SELECT count() AS total FROM ${stays(query)} ${searched(query)}`,
  params: paramsOf,
  row: z.object({ total: z.coerce.number() }),
  examples,
})
