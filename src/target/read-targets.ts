import { UserError } from '../core/index.ts'
import { seedRandom } from '../segment/index.ts'
import type { Store } from '../store/index.ts'
import { type ModelChoice, readModelChoice } from './choice.ts'
import { readFigures } from './figures.ts'
import { type Hypothesis, readHypotheses } from './hypotheses.ts'
import type { Weighed } from './importance.ts'
import { findImpact, medianOf, type Placement, placeCandidate } from './placement.ts'
import { beginPlan, readPlans, type TargetPlan } from './plans.ts'
import type { Priorities } from './priorities.ts'
import type { Thresholds } from './quadrant.ts'
import { actsOfMembers, contactChannel, reachOfMembers, sizesOfSegments } from './questions/members.ts'
import { type KeptRating, readRatings } from './ratings.ts'
import { type SettledFigures, settleFigures, toEconomics } from './settled-figures.ts'
import { readTargetSettings, type TargetSettings, weighSettings } from './target-settings.ts'
import { judgeUsefulness, type Usefulness } from './usefulness.ts'
import { valueNames } from './value-kind.ts'

/** The same figures give the same draws. */
const seed = 1
/** Of so many the members are looked at in one question. */
const measuredAtOnce = 50

export interface Target {
  readonly segment: string
  readonly title: string
  readonly sentence: string
  readonly subjectKind: 'person' | 'organisation'
  readonly members: number
  readonly before: number
  readonly figures: SettledFigures
  readonly ratings: readonly KeptRating[]
  readonly placement: Placement
  readonly usefulness: Usefulness
  readonly plan: TargetPlan
  readonly hypotheses: readonly Hypothesis[]
  /** Members reachable by channel in 12 months, most first; `contact`: who gave an address for it. */
  readonly reach: readonly { readonly channel: string; readonly members: number }[]
  readonly reachable: number
  /** Names of programs of the business model that fit it. */
  readonly programs: readonly string[]
}

export interface Targets {
  readonly choice: ModelChoice | undefined
  readonly settings: TargetSettings
  readonly priorities: Priorities | undefined
  readonly thresholds: Thresholds
  readonly seed: number
  /** The most attractive first. */
  readonly targets: readonly Target[]
  /** Ids that are to be targets and are no segments (yet). */
  readonly missing: readonly string[]
}

/** Everything about all targets, as of a moment: measured, said, simulated. */
export async function readTargets(store: Store, asOf: Date): Promise<Targets> {
  const spoken = await readSpoken(store)
  const { choice, settings, figures, ratings, plans, hypotheses } = spoken
  const named = settings.segments ?? choice?.model.segments.map(toSegmentId) ?? []
  const others = [
    ...figures.keys(),
    ...plans.keys(),
    ...[...ratings, ...hypotheses].map(({ segment }) => segment),
  ]
  const segments = [...new Set([...named, ...others])]
  const measured = await measureAll(store, segments, asOf)
  const priorities = weighSettings(settings)
  const weighed = settings.criteria.map(({ name }, at) => ({ name, weight: priorities?.weights[at] ?? 0 }))
  const prepared = measured.map((one) => prepare(one, spoken))
  const thresholds = {
    impact: settings.impactThreshold ?? medianOf(prepared.map(({ impact }) => impact)),
    importance: settings.importanceThreshold,
  }
  const targets = prepared.map((one) => toTarget(one, prepared, spoken, { weighed, thresholds }))
  return {
    choice,
    settings,
    priorities,
    thresholds,
    seed,
    targets: targets.sort(byAttractiveness),
    missing: segments.filter((segment) => !measured.some((one) => one.segment === segment)),
  }
}

/** What somebody here said. */
type Spoken = Awaited<ReturnType<typeof readSpoken>>
async function readSpoken(store: Store) {
  const choice = await readModelChoice(store)
  return {
    choice,
    settings: await readTargetSettings(store, choice?.model),
    figures: await readFigures(store),
    ratings: await readRatings(store),
    plans: await readPlans(store),
    hypotheses: await readHypotheses(store),
  }
}

type Measured = Awaited<ReturnType<typeof measure>>[number]
type Prepared = ReturnType<typeof prepare>
function prepare(one: Measured, { choice, settings, figures: said }: Spoken) {
  const figures = settleFigures({
    said: said.get(one.segment),
    acts: one.acts,
    conversion: choice?.model.conversion,
    values: choice?.model.values ?? valueNames,
  })
  const economics = toEconomics(figures, one.members, settings.hourlyRate)
  const impact = findImpact({ members: one.members, economics }, seedRandom(seed))
  return { ...one, figures, economics, impact }
}

function toTarget(
  { acts: _acts, economics, impact, profile, unknown, placed, ...one }: Prepared,
  all: readonly Prepared[],
  { choice, settings, ratings, plans, hypotheses }: Spoken,
  { weighed, thresholds }: { readonly weighed: readonly Weighed[]; readonly thresholds: Thresholds },
): Target {
  const own = ratings.filter(({ segment }) => segment === one.segment)
  const model = choice?.model.segments.find((segment) => toSegmentId(segment) === one.segment)
  const believed = hypotheses.filter(({ segment }) => segment === one.segment)
  const plan = plans.get(one.segment) ?? beginPlan(model)
  const usefulness = judgeUsefulness({
    ...one,
    unknown,
    placed,
    profile,
    minimumSize: settings.minimumSize,
    others: all.filter(({ segment }) => segment !== one.segment),
    hasPlan: plan.isWritten,
    hasOwner: plan.owner !== '',
    hasHypothesis: believed.some(({ verdict }) => verdict?.verdict !== 'dropped'),
  })
  const accessible = one.members === 0 ? 0 : one.reachable / one.members
  const giftNames = one.figures.values.map(({ name }) => name)
  const candidate = { ...one, economics, giftNames, ratings: own, accessible }
  const programs = (choice?.model.programs ?? []).filter(({ target }) => target === model?.name)
  return {
    ...one,
    ratings: own,
    placement: placeCandidate(candidate, impact, weighed, thresholds),
    usefulness,
    plan,
    hypotheses: believed,
    programs: programs.map(({ name }) => name),
  }
}

/** One target. A UserError when the segment is none. */
export function findTarget({ targets }: Targets, segment: string): Target {
  const found = targets.find((target) => target.segment === segment)
  if (found !== undefined) return found
  const names = targets.map((target) => target.segment).join(', ')
  throw new UserError(
    `“${segment}” is no target. ${names === '' ? 'There are none yet: choose a business model (groundswell init).' : `There are: ${names}.`}`,
    { status: 404 },
  )
}

function byAttractiveness(one: Target, other: Target): number {
  const [left, right] = [one, other].map(({ placement }) => placement.attractiveness ?? -1) as [
    number,
    number,
  ]
  return right - left || (one.segment < other.segment ? -1 : 1)
}

const toSegmentId = ({ name, of }: { name: string; of: 'people' | 'organisations' }): string =>
  `${of === 'people' ? 'custom' : 'custom-organisations'}/${name}`

async function measureAll(store: Store, segments: readonly string[], asOf: Date) {
  const measured = []
  for (let from = 0; from < segments.length; from += measuredAtOnce)
    measured.push(...(await measure(store, segments.slice(from, from + measuredAtOnce), asOf)))
  return measured
}

async function measure(store: Store, segments: readonly string[], asOf: Date) {
  if (segments.length === 0) return []
  const [sizes, acts, reach] = await Promise.all([
    store.read(sizesOfSegments({ segments, asOf })),
    store.read(actsOfMembers({ segments, asOf })),
    store.read(reachOfMembers({ segments, asOf })),
  ])
  return sizes.map(({ subject_kind, ...size }) => {
    const own = acts.filter(({ segment }) => segment === size.segment)
    const reached = reach.filter(({ segment }) => segment === size.segment)
    const profile = new Map<string, number>()
    for (const { type, acts: count } of own) {
      const [family = ''] = type.split('.')
      profile.set(family, (profile.get(family) ?? 0) + count)
    }
    return {
      ...size,
      subjectKind: subject_kind,
      acts: new Map(own.map(({ type, acts: count }) => [type, count])),
      profile,
      reachable: reached.find(({ channel }) => channel === '')?.members ?? 0,
      reach: reached
        .filter(({ channel }) => channel !== '')
        .map(({ channel, members }) => ({ channel, members }))
        .sort((one, other) => other.members - one.members || (one.channel === contactChannel ? 1 : -1)),
    }
  })
}
