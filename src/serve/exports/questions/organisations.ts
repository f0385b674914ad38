import { z } from 'zod'
import { factNames } from '../../../resolve/index.ts'
import { question } from '../../../store/index.ts'
import {
  asOfParams,
  type ExportQuery,
  exportExamples,
  idColumn,
  numberColumn,
  textColumn,
  timeColumn,
} from '../column.ts'

const now = `SELECT organisation_id AS id, organisations.people AS members, organisations.events AS acts,
  organisations.first_seen AS first_act, organisations.last_seen AS last_act FROM organisations`

/** Counted from what people did before the moment while they were thought to act for the organisation. */
const then = `SELECT organisation_id AS id, uniqExact(person_id) AS members, count() AS acts, min(occurred_at) AS first_act, max(occurred_at) AS last_act
  FROM (
    SELECT stay.organisation_id AS organisation_id, stay.person_id AS person_id, events.occurred_at AS occurred_at
    FROM events
    INNER JOIN person_aliases ON person_aliases.alias_id = events.alias_id
    INNER JOIN affiliations AS stay ON stay.person_id = person_aliases.person_id
    WHERE events.alias_id != 0 AND events.occurred_at < {as_of:DateTime64(3)}
      AND (stay.valid_from IS NULL OR events.occurred_at >= stay.valid_from) AND (stay.valid_to IS NULL OR events.occurred_at <= stay.valid_to)
  ) GROUP BY organisation_id`

const valueIn = (fact: string): string => `told.facts['${fact}'].1`

/** What is known of them, whenever it was told; empty where nothing is. */
const factColumns = (query: ExportQuery): string =>
  [
    ...factNames.map((fact) => textColumn(query, valueIn(fact), fact)),
    textColumn(query, `told.facts['industry'].2`, 'industry_scheme'),
    textColumn(query, `told.facts['size_class'].2`, 'size_scheme'),
  ].join(', ')

/** Organisations with what they are and why. */
export const exportOrganisations = question({
  text: (
    query: ExportQuery,
  ) => `SELECT ${idColumn('organisations.organisation_id', 'organisation_id')}, ${textColumn(query, 'organisations.name', 'name')},
      ${textColumn(query, 'organisations.domain', 'domain')}, ${textColumn(query, 'organisations.kind', 'kind')},
      ${textColumn(query, 'organisations.kind_reason', 'kind_reason')}, ${numberColumn(query, 'counted.members', 'people')},
      ${numberColumn(query, 'counted.acts', 'events')}, ${timeColumn(query, 'counted.first_act', 'first_seen')}, ${timeColumn(query, 'counted.last_act', 'last_seen')},
      ${factColumns(query)}
    FROM organisations INNER JOIN (${query.asOf === undefined ? now : then}) AS counted ON counted.id = organisations.organisation_id
    LEFT JOIN (
      SELECT organisation_id, mapFromArrays(groupArray(fact), groupArray((value, scheme))) AS facts FROM organisation_facts GROUP BY organisation_id
    ) AS told ON told.organisation_id = organisations.organisation_id
    ORDER BY counted.members DESC, organisations.organisation_id`,
  params: asOfParams,
  row: z.unknown(),
  examples: exportExamples,
})
