import { z } from 'zod'
import { UserError } from '../core/index.ts'
import { decideAll, readDecisions, readVersions, type Store } from '../store/index.ts'
import { quadrantNames } from './quadrant.ts'
import { readTargets } from './read-targets.ts'
import { inTargetLane, type Told } from './target-decision.ts'

const kind = 'target-snapshot'

const share = z.number()
const snapshotBody = z.object({
  asOf: z.iso.datetime(),
  model: z.string().nullable(),
  currency: z.string(),
  seed: z.number(),
  /** As they were then: what a quadrant was called by stays with it. */
  thresholds: z.object({ impact: z.number(), importance: z.number(), isMedian: z.boolean() }),
  weights: z.record(z.string(), z.number()),
  targets: z.array(
    z.object({
      segment: z.string(),
      title: z.string(),
      members: z.number(),
      status: z.enum(['ok', 'undecided', 'insufficient_data']),
      quadrant: z.enum(quadrantNames).nullable(),
      probabilities: z
        .object({ cash: share, strategic: share, periphery: share, catalysts: share })
        .nullable(),
      impact: z
        .object({ mean: z.number(), deviation: z.number(), low: z.number(), high: z.number() })
        .nullable(),
      importance: z.object({ mean: z.number(), deviation: z.number() }).nullable(),
      raters: z.number(),
      attractiveness: z.number().nullable(),
      usefulness: z.number().nullable(),
    }),
  ),
})

/** The matrix as it was in a quarter of a year, with the thresholds that held. */
export interface Snapshot extends z.infer<typeof snapshotBody> {
  /** e.g. `2026-Q4`. */
  readonly quarter: string
  /** Taken again within the quarter it is the next version; the earlier ones are kept. */
  readonly version: number
  readonly takenAt: Date
  readonly takenBy: string
  readonly reason: string
}

/** Keeps the matrix as it is now as that of its quarter. A UserError when there is nothing to keep. */
export function takeSnapshot(store: Store, asOf: Date, told: Told): Promise<Snapshot> {
  return inTargetLane(store, async () => {
    const { choice, settings, priorities, thresholds, seed, targets } = await readTargets(store, asOf)
    if (targets.length === 0)
      throw new UserError(
        'There are no targets to keep: choose a business model (groundswell init), and run the stages.',
        { status: 409 },
      )
    const body: z.infer<typeof snapshotBody> = {
      asOf: asOf.toISOString(),
      model: choice?.model.name ?? null,
      currency: settings.currency,
      seed,
      thresholds: { ...thresholds, isMedian: settings.impactThreshold === null },
      weights: Object.fromEntries(
        settings.criteria.map(({ name }, at) => [name, priorities?.weights[at] ?? 0]),
      ),
      targets: targets.map(({ segment, title, members, placement, usefulness }) => {
        const { status, quadrant, probabilities, impact, importance, raters, attractiveness } = placement
        return {
          segment,
          title,
          members,
          status,
          quadrant,
          probabilities,
          impact:
            impact === null
              ? null
              : {
                  mean: impact.mean,
                  deviation: impact.deviation,
                  low: impact.percentiles[0],
                  high: impact.percentiles[2],
                },
          importance,
          raters,
          attractiveness,
          usefulness: usefulness.rank,
        }
      }),
    }
    const quarter = nameQuarter(asOf)
    await decideAll(store, kind, [{ subject: quarter, body, ...told }])
    return findSnapshot(store, quarter)
  })
}

/** The snapshot of each quarter, the latest first. */
export async function readSnapshots(store: Store): Promise<Snapshot[]> {
  return (await readDecisions(store, kind)).map(toSnapshot).reverse()
}

/** One quarter's, or an earlier version of it. A UserError when there is none. */
export async function findSnapshot(store: Store, quarter: string, version?: number): Promise<Snapshot> {
  const versions = await readVersions(store, kind, quarter)
  const found = versions.find((one) => version === undefined || one.version === version)
  if (found === undefined)
    throw new UserError(
      `There is no snapshot of ${quarter}${version === undefined ? '' : ` of version ${version}`}; they are named like 2026-Q4.`,
      { status: 404 },
    )
  return toSnapshot(found)
}

const toSnapshot = (decision: {
  readonly subject: string
  readonly version: number
  readonly body: unknown
  readonly decidedAt: Date
  readonly decidedBy: string
  readonly reason: string
}): Snapshot => ({
  ...snapshotBody.parse(decision.body),
  quarter: decision.subject,
  version: decision.version,
  takenAt: decision.decidedAt,
  takenBy: decision.decidedBy,
  reason: decision.reason,
})

const nameQuarter = (moment: Date): string =>
  `${moment.getUTCFullYear()}-Q${Math.floor(moment.getUTCMonth() / 3) + 1}`
