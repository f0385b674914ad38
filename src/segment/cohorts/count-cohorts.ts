import { z } from 'zod'
import type { Store } from '../../store/index.ts'
import { splitIntoParts } from '../part.ts'
import { compileRules } from '../rules/compile-rules.ts'
import type { Rule } from '../rules/rule.ts'
import { findTraceMonths } from './trace-months-question.ts'

/** How many visitors nobody can name a rule fits in one month, as of its end. */
export interface CohortMonth {
  /** Its first day. */
  readonly month: string
  readonly visitors: number
  /** Of so many nobody knows. */
  readonly unsure: number
  readonly of: number
}

/** So many visitors are looked at in one statement. */
const visitorsPerPart = 500_000
const monthsBack = 12

/**
 * Counts, for each rule, the visitors of the last twelve months whom it fits, month by month, the earliest first. What tells visitors apart is a hash
 * of one month, so months cannot be added up, and nobody is followed from one to the next. Months without visitors are left out.
 */
export async function countCohorts(
  store: Store,
  rules: readonly Rule[],
  { asOf, memberships = 'memberships' }: { readonly asOf: Date; readonly memberships?: string },
): Promise<CohortMonth[][]> {
  if (rules.length === 0) return []
  const { select, params } = compileRules(rules, { subject: 'visitor', memberships })
  const count = (condition: string): string =>
    `[${rules.map((_, at) => `countIf(${condition.replace('VERDICT', `verdict_${at + 1}`)})`).join(', ')}]`
  const counted: CohortMonth[][] = rules.map(() => [])
  const since = new Date(Date.UTC(asOf.getUTCFullYear(), asOf.getUTCMonth() - monthsBack + 1, 1))
  for (const { month, visitors } of await store.read(findTraceMonths({ asOf, since }))) {
    const begin = new Date(`${month}T00:00:00Z`)
    const end = new Date(Date.UTC(begin.getUTCFullYear(), begin.getUTCMonth() + 1, 1))
    const sums = rules.map(() => ({ visitors: 0, unsure: 0, of: 0 }))
    for (const part of splitIntoParts(visitors, visitorsPerPart)) {
      const told = await store.readOne({
        text: `SELECT ${count('VERDICT = 1')} AS fits, ${count('isNull(VERDICT)')} AS unsure, count() AS of FROM (${select})`,
        params: { ...params, ...part, month: begin, as_of: end < asOf ? end : asOf },
        row: counts,
      })
      for (const [at, sum] of sums.entries()) {
        sum.visitors += told.fits[at] ?? 0
        sum.unsure += told.unsure[at] ?? 0
        sum.of += told.of
      }
    }
    for (const [at, sum] of sums.entries()) counted[at]?.push({ month, ...sum })
  }
  return counted
}

const counts = z.object({
  fits: z.array(z.coerce.number()),
  unsure: z.array(z.coerce.number()),
  of: z.coerce.number(),
})
