import { z } from 'zod'
import { question } from '../../../store/index.ts'
import {
  asOfParams,
  type ExportQuery,
  endBeforeMoment,
  exportExamples,
  idColumn,
  numberColumn,
  textColumn,
  timeColumn,
} from '../column.ts'

/** Who is thought to act for whom, from when to when, with what evidence. */
export const exportAffiliations = question({
  text: (
    query: ExportQuery,
  ) => `SELECT ${idColumn('affiliations.person_id', 'person_id')}, ${textColumn(query, 'people.name', 'name')},
      ${idColumn('affiliations.organisation_id', 'organisation_id')}, ${textColumn(query, 'organisations.name', 'organisation')},
      ${timeColumn(query, 'affiliations.valid_from', 'valid_from')}, ${timeColumn(query, endBeforeMoment(query, 'affiliations.valid_to'), 'valid_to')},
      ${numberColumn(query, 'affiliations.probability', 'probability')}, ${numberColumn(query, 'affiliations.events', 'events')}, ${textColumn(query, 'affiliations.evidence', 'evidence')}
    FROM affiliations
    INNER JOIN people ON people.person_id = affiliations.person_id
    INNER JOIN organisations ON organisations.organisation_id = affiliations.organisation_id
    WHERE ${query.asOf === undefined ? '1' : '(affiliations.valid_from IS NULL OR affiliations.valid_from < {as_of:DateTime64(3)})'}
    ORDER BY affiliations.person_id, affiliations.valid_from, affiliations.organisation_id`,
  params: asOfParams,
  row: z.unknown(),
  examples: exportExamples,
})
