import type * as targeting from '../../../target/index.ts'
import type { Hypothesis, Target, TargetSnapshot, Targets } from '../contract.ts'

/** All targets as the contract has them. */
export function tellTargets(found: targeting.Targets): Targets {
  const { choice, settings, priorities, thresholds, seed, missing } = found
  const { segments: _segments, said, ...rest } = settings
  return {
    model:
      choice === undefined
        ? null
        : {
            model: choice.model.name,
            title: choice.model.title,
            chosenAt: choice.chosenAt.toISOString(),
            chosenBy: choice.chosenBy,
            reason: choice.reason,
          },
    settings: {
      ...rest,
      criteria: [...rest.criteria],
      comparisons: rest.comparisons.map((row) => [...row]),
      said: [...said],
    },
    weights: settings.criteria.map(({ name, title }, at) => ({
      criterion: name,
      title,
      weight: priorities?.weights[at] ?? 0,
    })),
    consistencyRatio: priorities?.ratio ?? null,
    thresholds,
    seed,
    items: found.targets.map(tellTarget),
    missing: [...missing],
  }
}

export function tellTarget(target: targeting.Target): Target {
  const { figures, ratings, placement, usefulness, plan, hypotheses, ...rest } = target
  const { impact, tornado } = placement
  return {
    ...rest,
    reach: [...target.reach],
    programs: [...target.programs],
    figures: { ...figures, values: [...figures.values] },
    ratings: ratings.map(({ rater, scores, ratedAt, reason }) => ({
      rater,
      scores: { ...scores },
      ratedAt: ratedAt.toISOString(),
      reason,
    })),
    placement: {
      ...placement,
      reasons: [...placement.reasons],
      impact: impact === null ? null : { ...impact, percentiles: [...impact.percentiles] },
      tornado: tornado === null ? null : { ...tornado, blades: [...tornado.blades] },
    },
    usefulness: { ...usefulness, tests: [...usefulness.tests] },
    plan: { ...plan, never: [...plan.never], channels: [...plan.channels] },
    hypotheses: hypotheses.map(tellHypothesis),
  }
}

export const tellHypothesis = ({ madeAt, verdict, ...rest }: targeting.Hypothesis): Hypothesis => ({
  ...rest,
  madeAt: madeAt.toISOString(),
  verdict: verdict === null ? null : { ...verdict, at: verdict.at.toISOString() },
})

export const tellSnapshot = ({ takenAt, ...rest }: targeting.Snapshot): TargetSnapshot => ({
  ...rest,
  takenAt: takenAt.toISOString(),
})
