import { z } from 'zod'
import { question } from '../../../store/index.ts'
import {
  asOfParams,
  beforeMoment,
  type ExportQuery,
  exportExamples,
  idColumn,
  numberColumn,
  textColumn,
  timeColumn,
} from '../column.ts'

/** Every act, with the person it belongs to when one can be named. Maps and lists are JSON texts. */
export const exportEvents = question({
  text: (
    query: ExportQuery,
  ) => `SELECT ${idColumn('events.event_id', 'event_id')}, ${textColumn(query, 'events.source', 'source')},
      ${textColumn(query, 'events.source_event_id', 'source_event_id')}, ${textColumn(query, 'events.type', 'type')},
      ${timeColumn(query, 'events.occurred_at', 'occurred_at')}, ${numberColumn(query, 'events.tz_offset_min', 'tz_offset_min')},
      ${idColumn('coalesce(owner.person_id, visitor_owner.person_id)', 'person_id')}, ${idColumn('events.alias_id', 'alias_id')},
      ${textColumn(query, 'events.object_kind', 'object_kind')}, ${textColumn(query, 'events.object_id', 'object_id')}, ${textColumn(query, 'events.object_version', 'object_version')},
      ${textColumn(query, 'events.visibility', 'visibility')}, ${textColumn(query, 'events.lawful_basis', 'lawful_basis')},
      ${textColumn(query, 'toJSONString(events.attrs)', 'attrs')}, ${textColumn(query, 'toJSONString(events.quantities)', 'quantities')},
      ${textColumn(query, 'toJSONString(events.touched)', 'touched')}, ${textColumn(query, 'toJSONString(events.flags)', 'flags')}
    FROM events LEFT JOIN (SELECT alias_id, person_id FROM person_aliases) AS owner ON owner.alias_id = events.alias_id
      LEFT JOIN (SELECT visitor, person_id FROM known_visitors) AS visitor_owner ON visitor_owner.visitor = events.visitor
    WHERE ${beforeMoment(query, 'events.occurred_at')}
    ORDER BY events.source, events.occurred_at, events.event_id`,
  params: asOfParams,
  row: z.unknown(),
  examples: exportExamples,
})
