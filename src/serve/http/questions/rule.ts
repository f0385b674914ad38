import { z } from 'zod'
import { compileRules, parseRule, type Rule, ruleKinds } from '../../../segment/index.ts'
import { question } from '../../../store/index.ts'
import { firstPage, type Page, pageOf } from '../filter.ts'
import { personColumns, personRow } from './people.ts'

/** Rules looked at for one moment. */
interface Asked {
  readonly rule: Rule
  readonly asOf: Date
}

const everybody = { first: '0', last: String(2n ** 64n - 1n) }
const example = parseRule({ any: [{ did: { at_least: 2 } }, { not: { stands: {} } }] }, ruleKinds, 'person')
const asOf = new Date('2024-01-01')

/** How many people a rule fits, and of how many nobody knows. */
export const ruleTotals = question({
  text: ({ rule }: Asked) =>
    `SELECT countIf(verdict_1 = 1) AS total, countIf(isNull(verdict_1)) AS unknown, count() AS of FROM (${compileRules([rule], { subject: 'person' }).select})`,
  params: ({ rule, asOf: moment }) => ({ ...compileRules([rule], { subject: 'person' }).params, ...everybody, as_of: moment }),
  row: z.object({ total: z.coerce.number(), unknown: z.coerce.number(), of: z.coerce.number() }),
  examples: [{ rule: example, asOf }],
})

/** A page of the people a rule fits, who did most first. */
export const rulePage = question({
  text: ({ rule }: Asked & Page) => `SELECT ${personColumns} FROM person_cards
    WHERE person_id IN (SELECT subject_id FROM (${compileRules([rule], { subject: 'person' }).select}) WHERE verdict_1 = 1)
    ORDER BY events DESC, person_id ${pageOf}`,
  params: ({ rule, asOf: moment, limit, offset }) => ({
    ...compileRules([rule], { subject: 'person' }).params,
    ...everybody,
    as_of: moment,
    limit,
    offset,
  }),
  row: personRow,
  examples: [{ rule: example, asOf, ...firstPage }],
})

/** What each of some rules says of one person: 1 in, 0 out, 2 unknown; no row for who is no person. */
export const ruleVerdicts = question({
  text: ({ rules }: { rules: readonly Rule[]; asOf: Date; person: string }) =>
    `SELECT [${rules.map((_, at) => `toUInt8(ifNull(verdict_${at + 1}, 2))`).join(', ')}] AS verdicts FROM (${compileRules(rules, { subject: 'person' }).select})`,
  params: ({ rules, asOf: moment, person }) => ({
    ...compileRules(rules, { subject: 'person' }).params,
    first: person,
    last: person,
    as_of: moment,
  }),
  row: z.object({ verdicts: z.array(z.number()) }),
  examples: [{ rules: [example], asOf, person: '1' }],
})
