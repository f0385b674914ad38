import { z } from 'zod'
import { question } from '../../../store/index.ts'
import type { Part } from '../../part.ts'
import { compileRules } from '../../rules/compile-rules.ts'
import { kinds } from '../../rules/registry.gen.ts'
import { parseRule, type Rule } from '../../rules/rule.ts'

interface Asked {
  readonly discovery: string
  readonly rules: readonly Rule[]
  readonly asOf: Date
  readonly part: Part
}

const example = parseRule({ stands: {} }, kinds, 'person')

/** How many people of each cluster each rule fits, of those whose id is in a part. */
export const fitsByCluster = question({
  text: ({ rules }: Asked) => `SELECT cluster, count() AS people,
      [${rules.map((_, at) => `countIf(verdict_${at + 1} = 1)`).join(', ')}] AS fits
    FROM (${compileRules(rules, { subject: 'person' }).select}) AS verdicts
    INNER JOIN (SELECT person_id, cluster FROM discovery_members
      WHERE discovery_id = {discovery:String} AND person_id BETWEEN {first:UInt64} AND {last:UInt64}) AS members
      ON members.person_id = verdicts.subject_id
    GROUP BY cluster ORDER BY cluster`,
  params: ({ discovery, rules, asOf, part }) => ({
    ...compileRules(rules, { subject: 'person' }).params,
    ...part,
    discovery,
    as_of: asOf,
  }),
  row: z.object({
    cluster: z.number(),
    people: z.coerce.number(),
    fits: z.array(z.coerce.number()),
  }),
  examples: [
    { discovery: '', rules: [example], asOf: new Date('2024-01-01'), part: { first: '0', last: '1' } },
  ],
})
