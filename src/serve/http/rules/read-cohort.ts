import {
  countCohorts,
  parseRule,
  readCohortMonths,
  readDefinitions,
  ruleKinds,
  saySegment,
  tellCohort,
} from '../../../segment/index.ts'
import type { Store } from '../../../store/index.ts'
import type { Cohort, RulePreview } from '../contract.ts'

/** How many visitors nobody can name a rule fits; they are not listed, and nothing is written. */
export async function readCohortPreview(
  store: Store,
  { written, asOf }: { readonly written: unknown; readonly asOf: Date },
): Promise<RulePreview> {
  const rule = parseRule(written, ruleKinds, 'visitor')
  const [months = []] = await countCohorts(store, [rule], { asOf })
  const cohort = copy(await tellCohort(store, { rule, months, asOf }))
  const { visitors, of, unknown } = cohort
  return {
    items: [],
    total: visitors ?? 0,
    next: null,
    sentence: saySegment(rule, 'visitor'),
    of: of ?? 0,
    unknown: unknown ?? 0,
    change: null,
    cohort,
  }
}

/** A published cohort: its months as they were counted last, and what is known of the fullest. Null where it was retired since. */
export async function readCohort(
  store: Store,
  { segment }: { readonly segment: string },
  asOf: Date,
): Promise<Cohort | null> {
  const held = (await readDefinitions(store)).find((one) => one.segment === segment)
  if (held === undefined) return null
  const months = await readCohortMonths(store, segment)
  return copy(await tellCohort(store, { rule: held.rule, months, asOf }))
}

const copy = ({ months, groups, ...told }: Awaited<ReturnType<typeof tellCohort>>): Cohort => ({
  ...told,
  months: [...months],
  groups: [...groups],
})
