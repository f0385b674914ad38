import { z } from 'zod'
import { question } from '../../store/index.ts'
import { compileRules } from '../rules/compile-rules.ts'
import { facts, placedTraces } from '../rules/facts.ts'
import { kinds } from '../rules/registry.gen.ts'
import { parseRule, type Rule } from '../rules/rule.ts'

interface Asked {
  readonly rule: Rule
  /** The first day of the month looked at. */
  readonly month: Date
  readonly asOf: Date
  /** Groups of fewer visitors are not told. */
  readonly smallest: number
}

const mostOfEach = 8
const among = (column: string): string => `${column} IN (SELECT subject_id FROM fitting)`

/** What is known of the visitors of a month whom a rule fits, without naming anybody: each with how many, the most frequent first. */
export const groupsOfCohort = question({
  text: ({
    rule,
  }: Asked) => `WITH fitting AS (SELECT subject_id FROM (${compileRules([rule], { subject: 'visitor', among: () => '1' }).select}) WHERE verdict_1 = 1)
    SELECT told.1 AS by, told.2 AS value, uniqExact(subject_id) AS visitors FROM (
      SELECT subject_id, arrayJoin([('act', toString(type)), ('page', object), ('version', toString(version)), ('referrer', referrer),
        ('program', client)]) AS told
      FROM (${facts.traces({ subject: 'visitor', among, memberships: 'memberships' })})
      UNION ALL
      SELECT visitor AS subject_id, ('organisation', organisations.name) AS told FROM (${placedTraces}) AS placed
      INNER JOIN organisations ON organisations.organisation_id = placed.organisation_id
      WHERE placed.organisation_id != 0 AND ${among('visitor')}
      UNION ALL
      SELECT visitor AS subject_id, ('network', toString(class)) AS told FROM (${placedTraces}) WHERE ${among('visitor')}
    )
    WHERE value != '' GROUP BY by, value HAVING visitors >= {smallest:UInt64}
    ORDER BY by, visitors DESC, value LIMIT ${mostOfEach} BY by`,
  params: ({ rule, month, asOf, smallest }) => ({
    ...compileRules([rule], { subject: 'visitor', among: () => '1' }).params,
    month,
    as_of: asOf,
    smallest,
  }),
  row: z.object({ by: z.string(), value: z.string(), visitors: z.coerce.number() }),
  examples: [
    {
      rule: parseRule({ visited: { acts: ['docs.visit'] } }, kinds, 'visitor'),
      month: new Date('2024-05-01'),
      asOf: new Date('2024-06-01'),
      smallest: 5,
    },
  ],
})
