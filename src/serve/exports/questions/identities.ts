import { z } from 'zod'
import { question } from '../../../store/index.ts'
import {
  asOfParams,
  beforeMoment,
  type ExportQuery,
  exportExamples,
  idColumn,
  textColumn,
} from '../column.ts'

/** Every way a source names somebody, with the person it belongs to. */
export const exportIdentities = question({
  text: (
    query: ExportQuery,
  ) => `SELECT ${textColumn(query, 'aliases.source', 'source')}, ${textColumn(query, 'aliases.name', 'name')},
      ${textColumn(query, 'aliases.email', 'email')}, ${textColumn(query, 'aliases.username', 'username')},
      ${idColumn('person_aliases.person_id', 'person_id')}, ${textColumn(query, 'people.class', 'class')}
    FROM (SELECT * FROM aliases LIMIT 1 BY alias_id, source) AS aliases
    INNER JOIN person_aliases ON person_aliases.alias_id = aliases.alias_id
    INNER JOIN people ON people.person_id = person_aliases.person_id
    WHERE ${beforeMoment(query, 'person_aliases.first_seen')}
    ORDER BY person_aliases.person_id, aliases.alias_id, aliases.source`,
  params: asOfParams,
  row: z.unknown(),
  examples: exportExamples,
})
