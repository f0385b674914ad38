import { eventTypes } from '../../core/index.ts'
import { readSmallestGroup } from '../../resolve/index.ts'
import type { Store } from '../../store/index.ts'
import type { Rule } from '../rules/rule.ts'
import { groupsOfCohort } from './cohort-groups-question.ts'
import type { CohortMonth } from './count-cohorts.ts'

/** A cohort as it may be shown: whatever would tell of fewer visitors than the smallest group is null, or left out. */
export interface ToldCohort {
  readonly smallestGroup: number
  /** The fullest month, and how many it holds at least: of other months other visitors may come on top, or the same. */
  readonly month: string | null
  readonly visitors: number | null
  readonly unknown: number | null
  readonly of: number | null
  readonly months: readonly { readonly month: string; readonly visitors: number | null }[]
  /** What is known of those of the fullest month, without naming anybody. */
  readonly groups: readonly { readonly by: string; readonly value: string; readonly visitors: number }[]
}

/** What may be told of a cohort counted by month. */
export async function tellCohort(
  store: Store,
  {
    rule,
    months,
    asOf,
  }: { readonly rule: Rule; readonly months: readonly CohortMonth[]; readonly asOf: Date },
): Promise<ToldCohort> {
  const smallest = await readSmallestGroup(store)
  const shown = (count: number): number | null => (count >= smallest ? count : null)
  const fullest = findFullest(months, smallest)
  const told = {
    smallestGroup: smallest,
    months: months.map(({ month, visitors }) => ({ month, visitors: shown(visitors) })),
  }
  if (fullest === undefined)
    return { ...told, month: null, visitors: null, unknown: null, of: null, groups: [] }
  const { month, visitors, unsure, of } = fullest
  const begin = new Date(`${month}T00:00:00Z`)
  const end = new Date(Date.UTC(begin.getUTCFullYear(), begin.getUTCMonth() + 1, 1))
  const found = await store.read(
    groupsOfCohort({ rule, month: begin, asOf: end < asOf ? end : asOf, smallest }),
  )
  const groups = found.map((group) =>
    group.by === 'act' ? { ...group, value: phraseOf(group.value) } : group,
  )
  // What is left over must not tell of a few either.
  const others = of - visitors - unsure
  const isTelling = (count: number): boolean => count > 0 && count < smallest
  const hides = isTelling(others) || isTelling(unsure)
  return { ...told, month, visitors, unknown: hides ? null : unsure, of: hides ? null : of, groups }
}

const phraseOf = (type: string): string =>
  Object.hasOwn(eventTypes, type) ? eventTypes[type as keyof typeof eventTypes].phrase : type

/** The month with most visitors whom a rule fits, if they are enough to be shown. */
export function findFullest(months: readonly CohortMonth[], smallest: number): CohortMonth | undefined {
  const fullest = months.reduce<CohortMonth | undefined>(
    (most, one) => (most === undefined || one.visitors > most.visitors ? one : most),
    undefined,
  )
  return fullest === undefined || fullest.visitors < smallest ? undefined : fullest
}
