import { z } from 'zod'
import { readSmallestGroup } from '../../resolve/index.ts'
import type { Store } from '../../store/index.ts'
import { customSchemes, readCohorts } from '../definitions/definition.ts'
import { fillBeside, swapIn } from '../derived-table.ts'
import { saySegment } from '../rules/rule.ts'
import { type CohortMonth, countCohorts } from './count-cohorts.ts'
import { findFullest } from './tell-cohort.ts'

const title = 'Our own cohorts of visitors'
const question = 'How many visitors nobody can name fit the rules that somebody here wrote down?'

/**
 * Counts the cohorts somebody wrote down anew, into `cohort_months`, and adds their segments and their scheme to `segments_next` and
 * `schemes_next`. Nothing is kept of single visitors.
 */
export async function placeCohorts(
  store: Store,
  {
    asOf,
    memberships,
    signal,
  }: { readonly asOf: Date; readonly memberships: string; readonly signal: AbortSignal },
): Promise<void> {
  const cohorts = await readCohorts(store)
  await fillBeside(store, 'cohort_months', [], signal)
  if (cohorts.length > 0) {
    const started = performance.now()
    const counted = await countCohorts(
      store,
      cohorts.map(({ rule }) => rule),
      { asOf, memberships },
    )
    const milliseconds = Math.round((performance.now() - started) / cohorts.length)
    const smallest = await readSmallestGroup(store)
    for (const [at, { segment, version, rule, written }] of cohorts.entries()) {
      signal.throwIfAborted()
      const months = counted[at] ?? []
      const fullest = findFullest(months, smallest)
      await keepMonths(store, segment, months)
      await store.write(
        `INSERT INTO segments_next (segment, scheme, title, sentence, ordinal, members, anonymous, computed_at)
        SELECT {segment:String}, {scheme:String}, {title:String}, {sentence:String}, {ordinal:UInt16}, 0, {anonymous:UInt64}, now64(3)`,
        {
          segment,
          scheme: customSchemes.visitor,
          title: written.title,
          sentence: saySegment(rule, 'visitor'),
          ordinal: at,
          anonymous: fullest?.visitors ?? 0,
        },
      )
      await store.write(
        `INSERT INTO segment_looks (segment, version, at, members, unknown, milliseconds, whole, recorded_at)
        SELECT {segment:String}, {version:UInt32}, {as_of:DateTime64(3)}, {members:UInt64}, 0, {milliseconds:UInt32}, true, now64(6)`,
        { segment, version, as_of: asOf, members: fullest?.visitors ?? 0, milliseconds },
      )
    }
    await store.write(
      `INSERT INTO schemes_next (scheme, title, question, subject_kind, classified, unknown, conflicting, computed_at)
      SELECT {scheme:String}, {title:String}, {question:String}, 'visitor', 0, 0, 0, now64(3)`,
      { scheme: customSchemes.visitor, title, question },
    )
  }
  await swapIn(store, ['cohort_months'])
}

async function keepMonths(store: Store, segment: string, months: readonly CohortMonth[]): Promise<void> {
  for (const { month, visitors, unsure, of } of months)
    await store.write(
      `INSERT INTO cohort_months_next (segment, month, visitors, unsure, of)
      SELECT {segment:String}, toDate({month:String}), {visitors:UInt64}, {unsure:UInt64}, {of:UInt64}`,
      { segment, month, visitors, unsure, of },
    )
}

/** The months of a published cohort as they were counted last. */
export function readCohortMonths(store: Store, segment: string): Promise<CohortMonth[]> {
  return store.read({
    text: 'SELECT toString(month) AS month, visitors, unsure, of FROM cohort_months WHERE segment = {segment:String} ORDER BY cohort_months.month',
    params: { segment },
    row: z.object({
      month: z.iso.date(),
      visitors: z.coerce.number(),
      unsure: z.coerce.number(),
      of: z.coerce.number(),
    }),
  })
}
