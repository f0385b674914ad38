import { z } from 'zod'
import { UserError } from '../core/index.ts'
import { decide, readDecisions, type Store } from '../store/index.ts'
import type { BusinessModel, Criterion } from './business-model.ts'
import { type Priorities, weighCriteria } from './priorities.ts'
import { inTargetLane, parseTold, type Told } from './target-decision.ts'
import { type Triangle, triangleWithin } from './triangle.ts'

const kind = 'target-settings'
const subject = 'workspace'
const words = z.string().trim().min(1).max(300)

export const largestMoney = 1_000_000_000_000

const criterion = z.strictObject({
  name: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'use small letters, digits and single hyphens'),
  title: words,
  none: words,
  full: words,
})

const written = z.strictObject({
  currency: z.string().regex(/^[A-Z]{3}$/, 'a currency is three capital letters, like EUR'),
  /** Minor units. */
  hourlyRate: triangleWithin(0, 100_000_000),
  criteria: z.array(criterion).min(2).max(10),
  comparisons: z
    .array(
      z.array(
        z
          .number()
          .min(1 / 9)
          .max(9),
      ),
    )
    .max(9),
  /** Minor units; null: the median of the segments. */
  impactThreshold: z.int().min(-largestMoney).max(largestMoney).nullable(),
  importanceThreshold: z.number().min(0).max(1),
  /** A segment of fewer members is not worth a program of its own. */
  minimumSize: z.int().min(1).max(1_000_000_000),
  /** Ids of segments. */
  segments: z.array(z.string().min(1).max(200)).max(50),
})
type Written = z.infer<typeof written>

/** What is said; null takes one back, so that what it is without holds again. */
const { shape } = written
const change = z
  .strictObject({
    currency: shape.currency.nullable(),
    hourlyRate: shape.hourlyRate.nullable(),
    criteria: shape.criteria.nullable(),
    comparisons: shape.comparisons.nullable(),
    impactThreshold: shape.impactThreshold,
    importanceThreshold: shape.importanceThreshold.nullable(),
    minimumSize: shape.minimumSize.nullable(),
    segments: shape.segments.nullable(),
  })
  .partial()
const body = written.partial()

export interface TargetSettings {
  readonly currency: string
  readonly hourlyRate: Triangle
  readonly criteria: readonly Criterion[]
  readonly comparisons: readonly (readonly number[])[]
  /** Null: the median of the segments. */
  readonly impactThreshold: number | null
  readonly importanceThreshold: number
  readonly minimumSize: number
  /** Undefined: those of the business model. */
  readonly segments: readonly string[] | undefined
  /** Names of what somebody said; the rest is where one begins. */
  readonly said: readonly string[]
}

const usual = {
  currency: 'EUR',
  hourlyRate: { low: 5000, mode: 7500, high: 12_000 },
  impactThreshold: null,
  importanceThreshold: 0.6,
  minimumSize: 20,
}

/** What holds: as somebody here said, else as the business model begins. */
export async function readTargetSettings(
  store: Store,
  model: BusinessModel | undefined,
): Promise<TargetSettings> {
  const said = await readSaid(store)
  const { criteria = model?.criteria ?? [], comparisons = model?.comparisons ?? [] } = said
  return { ...usual, segments: undefined, ...said, criteria, comparisons, said: Object.keys(said) }
}

/** Says some settings anew; null takes one back. Comparisons that contradict each other too much are a UserError. */
export function changeTargetSettings(
  store: Store,
  given: unknown,
  model: BusinessModel | undefined,
  told: Told,
): Promise<void> {
  return inTargetLane(store, async () => {
    const changed = parseTold(change, given, 'The settings of targets')
    const merged = { ...(await readSaid(store)), ...changed }
    const kept = Object.fromEntries(
      // A threshold that is null is the usual one.
      Object.entries(merged).filter(([, value]) => value !== null && value !== undefined),
    ) as Partial<Written>
    const { criteria = model?.criteria ?? [], comparisons = model?.comparisons ?? [] } = kept
    if (criteria.length > 0) refuseContradictions(criteria, comparisons)
    await decide(store, { kind, subject, body: kept, ...told })
  })
}

async function readSaid(store: Store): Promise<Partial<Written>> {
  const [decision] = await readDecisions(store, kind)
  return decision === undefined ? {} : (body.parse(decision.body) as Partial<Written>)
}

/** The weights of criteria; undefined before there are any. */
export const weighSettings = ({ criteria, comparisons }: TargetSettings): Priorities | undefined =>
  criteria.length === 0 ? undefined : weighCriteria(comparisons)

function refuseContradictions(
  criteria: readonly Criterion[],
  comparisons: readonly (readonly number[])[],
): void {
  const names = criteria.map(({ name }) => name)
  const wrong = (text: string): UserError => new UserError(text, { status: 422 })
  if (new Set(names).size !== names.length) throw wrong('Two criteria have the same name.')
  const rows = names.length - 1
  if (comparisons.length !== rows || comparisons.some((row, at) => row.length !== rows - at))
    throw wrong(
      `${names.length} criteria are compared in ${rows} rows of ${Array.from({ length: rows }, (_, at) => rows - at).join(', ')}: each with each one after it.`,
    )
  const { isConsistent, ratio, doubtful } = weighCriteria(comparisons)
  if (isConsistent) return
  const times = comparisons[doubtful.row]?.[doubtful.column - doubtful.row - 1] ?? 1
  throw wrong(
    `These comparisons contradict each other: a consistency ratio of ${ratio.toFixed(2)}, and at most 0.10 can be used. Look first at “${names[doubtful.row]}” against “${names[doubtful.column]}”: it says ${round(times)} times, and the others make one expect ${round(doubtful.expected)}.`,
  )
}

const round = (times: number): string => String(Number(times.toPrecision(2)))
