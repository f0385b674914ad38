import { z } from 'zod'
import { decisionsInForce, proofsInForce } from '../../../resolve/index.ts'
import { question } from '../../../store/index.ts'
import {
  asOfParams,
  beforeMoment,
  type ExportQuery,
  exportExamples,
  textColumn,
  timeColumn,
} from '../column.ts'

const fields = ['platform', 'name', 'email', 'username', 'account_id'] as const

const columnsOf = (query: ExportQuery, table: string, side: 'a' | 'b'): string =>
  fields
    .map((field) => textColumn(query, `${table}.${field}`, `${side}_${field.replace('_id', '')}`))
    .join(', ')

/**
 * What was decided on who is who and holds, and what people proved: two aliases as their sources name them, so that another
 * workspace knows them again. A decision on an alias that is not known any more is left out, because nothing is left that would name it.
 */
export const exportDecisions = question({
  text: (
    query: ExportQuery,
  ) => `SELECT decided.verdict AS verdict, ${columnsOf(query, 'first', 'a')}, ${columnsOf(query, 'second', 'b')},
      ${timeColumn(query, 'decided.at', 'decided_at')}, ${textColumn(query, 'decided.by', 'decided_by')}, ${textColumn(query, 'decided.reason', 'reason')}
    FROM (
      SELECT verdict, a, b, at, by, reason FROM (${decisionsBefore(query)})
      UNION ALL
      SELECT 'same', a, b, min(proved_at), 'the person', concat('proved by the person (', toString(argMin(place, (proved_at, place))), ')')
      FROM (${proofsInForce}) AS proofs
      WHERE ${beforeMoment(query, 'proved_at')} AND (a, b) NOT IN (SELECT a, b FROM (${decisionsInForce}) WHERE verdict = 'different')
      GROUP BY a, b
    ) AS decided
    INNER JOIN person_aliases AS first ON first.alias_id = decided.a
    INNER JOIN person_aliases AS second ON second.alias_id = decided.b
    WHERE decided.verdict IN ('same', 'different')
    ORDER BY decided.at, decided.a, decided.b, decided.by`,
  params: asOfParams,
  row: z.unknown(),
  examples: exportExamples,
})

const decisionsBefore = (query: ExportQuery): string =>
  `SELECT argMax(body, version) AS latest, JSONExtractString(latest, 'verdict') AS verdict,
        toUInt64OrZero(JSONExtractString(latest, 'a')) AS a, toUInt64OrZero(JSONExtractString(latest, 'b')) AS b,
        argMax(toDateTime64(decided_at, 3, 'UTC'), version) AS at, argMax(decided_by, version) AS by, argMax(decisions.reason, version) AS reason
      FROM decisions WHERE kind = 'same-person' AND ${beforeMoment(query, 'decided_at')} GROUP BY subject`
