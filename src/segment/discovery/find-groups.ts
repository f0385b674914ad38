import { chooseNumber } from './choose-number.ts'
import type { ClusteringMethod, Fit } from './clustering-method.ts'
import type { Discovery } from './discovery.ts'
import { type FeatureTable, takeRows } from './feature-table.ts'
import { measureStability } from './stability.ts'
import { drawSample, type Random } from './statistics/random.ts'

/** On so many people the number of groups is chosen. */
const chosenOn = 2000
const most = 8
const draws = 100

export interface Finding {
  readonly method: ClusteringMethod
  /** How many groups; chosen when undefined. */
  readonly k: number | undefined
  readonly random: Random
  pause(): Promise<void>
  onStep(step: string, done: number, total: number | null, unit: string): void
}

export interface Found {
  readonly fit: Fit
  readonly sampled: number
  readonly choice: Discovery['choice']
  /** Of each group. */
  readonly stabilities: readonly number[]
}

/** Chooses how many groups, finds them among all, and measures how surely each is found again. */
export async function findGroups(
  table: FeatureTable,
  { method, k, random, pause, onStep }: Finding,
): Promise<Found> {
  const looking = { method, effort: { random, pause, starts: 10 } }
  const sample = takeRows(table, drawSample(random, table.rows, chosenOn))
  const chosen =
    k === undefined
      ? await chooseNumber(sample, most, looking, (done, total) =>
          onStep('try numbers of groups', done, total, 'numbers'),
        )
      : undefined
  onStep('find the groups', 0, null, '')
  const fit = await method.fit(table, k ?? chosen?.k ?? method.fewest, { random, pause, starts: 20 })
  const stabilities = await measureStability(
    table,
    fit,
    { method, effort: { random, pause, starts: 3 }, draws },
    (done) => onStep('see whether the groups come again', done, draws, 'draws'),
  )
  const choice =
    chosen === undefined
      ? null
      : {
          criterion: method.criterion.name,
          candidates: chosen.candidates.map((one) => ({ ...one, score: one.score ?? null })),
          byGap: chosen.byGap ?? null,
        }
  return { fit, sampled: sample.rows, choice, stabilities }
}
