import { z } from 'zod'
import { question } from '../../../store/index.ts'
import {
  asOfParams,
  beforeMoment,
  type ExportQuery,
  endBeforeMoment,
  exportExamples,
  idColumn,
  textColumn,
  timeColumn,
} from '../column.ts'

/** Every stay in a segment; one without an end lasts. */
export const exportMemberships = question({
  text: (
    query: ExportQuery,
  ) => `SELECT ${textColumn(query, 'memberships.scheme', 'scheme')}, ${textColumn(query, 'memberships.segment', 'segment')},
      ${textColumn(query, 'memberships.subject_kind', 'subject_kind')}, ${idColumn('memberships.subject_id', 'subject_id')},
      ${textColumn(query, `if(memberships.subject_kind = 'person', ifNull(people.name, ''), ifNull(organisations.name, ''))`, 'name')},
      ${timeColumn(query, 'memberships.entered_at', 'entered_at')}, ${timeColumn(query, endBeforeMoment(query, 'memberships.left_at'), 'left_at')},
      ${textColumn(query, 'memberships.entered_reason', 'entered_reason')},
      ${textColumn(query, `if(${endBeforeMoment(query, 'memberships.left_at')} IS NULL, '', memberships.left_reason)`, 'left_reason')}
    FROM memberships
    LEFT JOIN people ON people.person_id = memberships.subject_id
    LEFT JOIN organisations ON organisations.organisation_id = memberships.subject_id
    WHERE ${beforeMoment(query, 'memberships.entered_at')}
    ORDER BY memberships.segment, memberships.subject_kind, memberships.subject_id, memberships.entered_at`,
  params: asOfParams,
  row: z.unknown(),
  examples: exportExamples,
})
