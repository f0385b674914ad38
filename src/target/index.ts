export type { BusinessModel } from './business-model.ts'
export {
  chooseModel,
  findBusinessModel,
  type ModelChoice,
  planModel,
  readModelChoice,
  takeModelBack,
  weighModel,
} from './choice.ts'
export { changeFigures, takeFiguresBack } from './figures.ts'
export {
  addHypothesis,
  type Hypothesis,
  judgeHypothesis,
  readHypotheses,
  takeHypothesisBack,
} from './hypotheses.ts'
export { refuseUnknownSegments } from './known-segments.ts'
export { takePlanBack, writePlan } from './plans.ts'
export { rateSegment, takeRatingBack } from './ratings.ts'
export { findTarget, readTargets, type Target, type Targets } from './read-targets.ts'
export { businessModels } from './registry.gen.ts'
export { findSnapshot, readSnapshots, type Snapshot, takeSnapshot } from './snapshots.ts'
export { changeTargetSettings, readTargetSettings } from './target-settings.ts'
export { valueKinds } from './value-kind.ts'
